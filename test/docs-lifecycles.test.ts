/** The diagrams in docs/lifecycles.md are those of the tables that decide. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { drawLifecycles, lifecyclesPage } from '../docs/print-lifecycles.ts'

describe('docs/lifecycles.md', () => {
  const page = readFileSync(lifecyclesPage, 'utf8')

  it('is as the generator draws it (run: npm run lifecycles)', () => {
    expect(drawLifecycles(page)).toBe(page)
  })

  it('repairs a diagram that was changed by hand', () => {
    const bent = page.replace('draft --> submitted: submit', 'draft --> published: submit')
    expect(bent).not.toBe(page)
    expect(drawLifecycles(bent)).toBe(page)
  })

  it('refuses a page on which a lifecycle is missing', () => {
    const without = page.replace(/<!-- lifecycle: bid -->[\s\S]*?<!-- \/lifecycle -->/, '')
    expect(() => drawLifecycles(without)).toThrow('no diagram of bid')
  })

  it('refuses a marker for a lifecycle that does not exist', () => {
    expect(() => drawLifecycles(`${page}\n<!-- lifecycle: bird -->\n<!-- /lifecycle -->`)).toThrow('bird')
  })
})
