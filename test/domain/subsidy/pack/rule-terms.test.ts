/** What the readers of the packs of the house are told of their rules. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import { type ReadingOf, readingsFrom, readRule } from '#domain/subsidy/pack/read-pack.ts'
import { termsOf } from '#domain/subsidy/pack/rule-terms.ts'

function termsIn(pack: string, ruleId: string, parameters: Record<string, string> = {}) {
  const parsed = parsePolicyPack(readFileSync(new URL(`../../../../policies/${pack}.yaml`, import.meta.url), 'utf8'))
  const written = parsed.rules.find(({ id }) => id === ruleId)
  if (!written) throw new Error(`${pack} has no rule ${ruleId}`)
  const readingOf: ReadingOf = readingsFrom(parameters)
  return termsOf(parsed, readRule(written, readingOf), readingOf)
}

const transferOnly = '不是技术转让合同: no contract of transfer'
const transferOrLicence = '不是技术转让、许可合同: no contract of transfer or licence'

test('a condition of a reading that is not taken keeps nobody out', () => {
  const byDefault = termsIn('luoyang-2024', 'buyer').exclusions
  expect(byDefault).toContain(transferOnly)
  expect(byDefault).not.toContain(transferOrLicence)
  const otherwise = termsIn('luoyang-2024', 'buyer', { 'buyer.types': 'transfer_and_licence' }).exclusions
  expect(otherwise).toContain(transferOrLicence)
  expect(otherwise).not.toContain(transferOnly)
})

test('a place that nobody has to be in is not asked for', () => {
  const why = '受益单位不在郑州: the beneficiary is not located in Zhengzhou'
  expect(termsIn('zhengzhou-2022-draft', 'jbgs-rd').exclusions).not.toContain(why)
  expect(termsIn('zhengzhou-2022-draft', 'jbgs-rd', { 'jbgs-rd.location': 'in_zhengzhou' }).exclusions).toContain(why)
})

test.each([
  ['luoyang-2024', 'buyer', 'contract', 20_000_000n],
  ['luoyang-2024', 'seller', 'party', null],
  ['zhengzhou-2022-draft', 'jbgs-rd', 'project', 500_000_000n],
  ['zhengzhou-2022-draft', 'scenario', 'project', 500_000_000n],
  ['zhengzhou-2022-draft', 'share', 'transfer', null],
] as const)('%s, %s: its cap holds on each %s', (pack, rule, scope, capFen) => {
  expect(termsIn(pack, rule)).toMatchObject({ scope, capFen })
})

test('what it is computed for hangs on the reading', () => {
  expect(termsIn('sanming-2023', 'unit').scope).toBe('party')
  expect(termsIn('sanming-2023', 'unit', { 'unit.table': 'contract' }).scope).toBe('contract')
})

test('a limit beside the cap is told with its amount', () => {
  expect(termsIn('luoyang-2024', 'buyer').limits).toEqual([{ id: 'unit-year', amountFen: 100_000_000n }])
})

test('a rule on amounts that are reported says so, unless what was not reported is 0', () => {
  expect(termsIn('zhengzhou-2022-draft', 'scenario').needsReports).toBe(true)
  expect(termsIn('zhengzhou-2022-draft', 'transfer').needsReports).toBe(false)
})

test('a fixed sum and a rate of a growth are told as what they are', () => {
  const termsOfPack = (name: string, id: string) => {
    const text = readFileSync(new URL(`../packs/${name}.yaml`, import.meta.url), 'utf8')
    const pack = parsePolicyPack(text)
    const rule = pack.rules.find(one => one.id === id)
    return rule && termsOf(pack, readRule(rule, readingsFrom({})), readingsFrom({}))
  }
  expect(termsOfPack('unreported', 'flat')).toMatchObject({
    fixedFen: 15_000_000n,
    growthRate: null,
    isUnlimited: true,
  })
  const growth = { fixedFen: null, growthRate: { value: '10', unit: 'percent' }, isUnlimited: true }
  expect(termsOfPack('unreported', 'growth')).toMatchObject(growth)
  expect(termsOfPack('rd-spend', 'rd')).toMatchObject({ fixedFen: null, growthRate: null, isUnlimited: false })
})
