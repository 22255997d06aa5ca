import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { packText } from '#test/support/policy-text.ts'
import { headOf, packOf } from '#usecases/subsidy/policy/policy-packs.ts'

const text = readFileSync(new URL('../../../../policies/sanming-2023.yaml', import.meta.url), 'utf8')

test('what lists need of a version is read from its text once, however many versions there are', () => {
  const versions = Array.from({ length: 120 }, (_, n) => ({
    sha256: `digest ${n}`,
    source: text.replace("version: '1'", `version: '${n}'`),
  }))
  for (const version of versions) headOf(version)
  for (const [n, { sha256 }] of versions.entries())
    expect(headOf({ sha256, source: 'is not read again' })).toMatchObject({ version: String(n) })
})

test('packs that were used last are kept, and no more than some text of them', () => {
  const source = `${packText('long')}\n# ${'x'.repeat(75_000)}`
  for (let n = 0; n < 300; n++) packOf({ sha256: `long ${n}`, source })
  expect(packOf({ sha256: 'long 299', source: 'is not read again' }).id).toBe('long')
  expect(() => packOf({ sha256: 'long 0', source: 'is read again' })).toThrow()
})
