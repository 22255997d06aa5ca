/** docs/errors.md names every code a caller can meet, and none that is gone. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

function sourcesOf(room: string): string[] {
  const names = readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
  return names.filter(name => name.endsWith('.ts')).map(name => readFileSync(join(root, room, name), 'utf8'))
}

/** A refusal class has `readonly code = 'X'`. */
const refusalCode = /\breadonly code = '([A-Z][A-Z0-9_]*)'/g
/** An error of the request is made by `refused(status, 'X', …)` or has `code: 'X'`. */
const requestCode = /\bcode: '([A-Z][A-Z0-9_]*)'|\brefused\(\d+, '([A-Z][A-Z0-9_]*)'/g

function codesIn(texts: readonly string[], pattern: RegExp): string[] {
  const found = texts.flatMap(text => Array.from(text.matchAll(pattern), match => match[1] ?? match[2] ?? ''))
  return [...new Set(found)].sort()
}

/** The first cell of the rows of every table. */
function documented(page: string): string[] {
  return Array.from(page.matchAll(/^\| `([A-Z][A-Z0-9_]*)` \|/gm), match => match[1] ?? '')
}

describe('docs/errors.md', () => {
  const page = readFileSync(join(root, 'docs/errors.md'), 'utf8')
  const [refusalsPart = '', requestPart = ''] = page.split('## Errors of the request')
  const refusals = codesIn(['domain', 'usecases', 'server'].flatMap(sourcesOf), refusalCode)
  const requests = codesIn(['server', 'graphql'].flatMap(sourcesOf), requestCode)

  it('finds the codes where they are written', () => {
    expect(refusals).toContain('INVALID_INPUT')
    expect(requests).toContain('BODY_TOO_LARGE')
    expect(codesIn([`class X { readonly code = 'PLANTED' }`], refusalCode)).toEqual(['PLANTED'])
  })

  it('names every refusal, and none that is gone', () => {
    expect(documented(refusalsPart).sort()).toEqual(refusals)
  })

  it('names every error of the request, and none that is gone', () => {
    const known = new Set(refusals)
    expect(documented(requestPart).sort()).toEqual(requests.filter(code => !known.has(code)))
  })
})
