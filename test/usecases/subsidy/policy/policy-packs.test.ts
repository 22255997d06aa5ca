import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { packText } from '#test/support/policy-text.ts'
import { headOf, packOf } from '#usecases/subsidy/policy/policy-packs.ts'
import { viewPolicy } from '#usecases/subsidy/policy/policy-view.ts'

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

test('a reader sees the limits beside the cap of a rule, its year, and each reason once', () => {
  const source = readFileSync(new URL('../../../../policies/luoyang-2024.yaml', import.meta.url), 'utf8')
  const { clauses, limits } = viewPolicy({ id: 'v', sha256: 'luoyang', source, loadedAt: new Date(0) })
  const limit = limits.find(({ amountFen }) => amountFen === 100_000_000n)
  expect(limit).toMatchObject({ id: 'unit-year' })
  const rule = clauses.flatMap(({ rules }) => rules).find(({ id }) => id === limit?.ruleId)
  expect(rule?.window).toMatchObject({ kind: 'calendar_year' })
  expect(rule?.exclusions).toContain('不是技术转让合同: no contract of transfer')
  expect(rule?.exclusions).not.toContainEqual(expect.stringContaining('不是技术转让、许可合同'))
  expect(new Set(rule?.exclusions).size).toBe(rule?.exclusions.length)
})
