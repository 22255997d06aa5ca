/** Example amounts stand on both sides of every edge, and the facts around them meet what the rule asks. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { edgesOf, exampleAmounts } from '#domain/subsidy/editor/example-amounts.ts'
import { examplePack } from '#domain/subsidy/editor/example-pack.ts'
import { runExamples } from '#domain/subsidy/editor/run-examples.ts'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import { readingsFrom, readPack } from '#domain/subsidy/pack/read-pack.ts'

const folder = new URL('../../../../policies/', import.meta.url)
const packs = readdirSync(folder).filter(name => name.endsWith('.yaml'))
const wan = (amount: number) => BigInt(Math.round(amount * 1_000_000))

function ruleOf(yaml: string) {
  const found = examplePack(`rules:\n  - ${yaml.trim().replaceAll('\n', '\n    ')}\n`, 'r')
  const rule = found && readPack(found.pack, readingsFrom({})).rules[0]
  if (!found || !rule) throw new Error('no valid rule')
  return { pack: found.pack, rule, isAlone: found.isAlone }
}
const receipts = (rest: string, where = '') => `
id: r
title: r
clause: c
gives: ceiling
beneficiary: contract.sellerId
per: contract.sellerId
window: { kind: calendar_year, date: receipt.receivedOn }
base:
  of: receipts
  amount: receipt.amountFen
${where}${rest}`

describe('edges', () => {
  test('the cap is an edge where the rate reaches it, rounded up to a 分', () => {
    const { rule } = ruleOf(receipts('rate: { value: 3, unit: percent }\ncap: { amount: 10万元 }'))
    expect(edgesOf(rule)).toEqual([333_333_334n])
  })
  test('thresholds of tests and brackets are edges as they are written', () => {
    const where = "  where: [{ field: receipt.amountFen, at_least: 2万元, why: 'x' }]\n"
    const brackets = '[{ from: 5万元, below: 50万元, amount: 1万元 }, { from: 50万元, amount: 2万元 }]'
    const { rule } = ruleOf(receipts(`figure: { tiers: { kind: whole, brackets: ${brackets} } }`, where))
    expect(edgesOf(rule)).toEqual([wan(2), wan(5), wan(50)])
  })
  test('each edge has its two neighbours; a typical amount that is an edge is called one; all are in order', () => {
    const { rule } = ruleOf(receipts('rate: { value: 1, unit: percent }\ncap: { amount: 1万元 }'))
    const amounts = exampleAmounts(rule)
    expect(amounts.map(({ amountFen, place }) => `${amountFen} ${place}`)).toEqual([
      `${wan(10)} typical`,
      `${wan(100) - 1n} under`,
      `${wan(100)} at`,
      `${wan(100) + 1n} over`,
      `${wan(1000)} typical`,
      `${wan(10_000)} typical`,
    ])
  })
  test('a rate of 0 has no edge at its cap, and nothing is below 1 分', () => {
    const { rule } = ruleOf(receipts('rate: { value: 0, unit: percent }\ncap: { amount: 1万元 }'))
    expect(edgesOf(rule)).toEqual([])
  })
})

describe('facts', () => {
  const conditions: [string, string][] = [
    ['a kind', 'field: beneficiary.kind, in: [university, institute]'],
    ['a size', 'field: beneficiary.size, is: small'],
    ['a region', "field: beneficiary.regionCode, within: '410102'"],
    ['another region', "field: beneficiary.regionCode, outside: '410100'"],
    ['a tag', 'field: beneficiary.tags, has: high_tech'],
    ['evidence', 'field: beneficiary.id, evidence: { kind: high_tech, levels: [national] }'],
    ['no evidence', 'not: { field: beneficiary.id, evidence: { kind: high_tech } }'],
    ['one of several', 'any: [{ field: beneficiary.size, is: micro }, { field: beneficiary.size, is: small }]'],
    ['the age of a unit', 'field: beneficiary.foundedOn, given: true'],
  ]
  test.each(conditions)('who: %s', (_name, condition) => {
    const { pack, rule } = ruleOf(receipts(`who: [{ ${condition}, why: x }]\nrate: { value: 1, unit: percent }`))
    expect(runExamples(pack, rule.id, 2024).map(({ resultFen }) => resultFen)).toContain(wan(1))
  })
  const tests: [string, string][] = [
    ['registered', 'field: contract.registeredOn, reached: true'],
    ['registered last year', 'field: contract.registeredOn, during: { yearOffset: -1 }'],
    ['a young contract', 'field: receipt.receivedOn, since: { day: contract.signedOn, atMost: { months: 24 } }'],
    ['parties that are not affiliated', 'not: { field: buyer.groupId, same_as: seller.groupId }'],
    ['a flag', 'field: contract.isAffiliated, is: false'],
    ['licence years', 'field: contract.licenceYears, at_least: 3'],
    ['a broker', 'field: contract.brokerId, given: true'],
    [
      'half was paid',
      'field: contract.paidFen, at_least: { rate: { value: 50, unit: percent }, of: contract.contractAmountFen }',
    ],
    ['not funded', 'not: { field: contract.id, funded: { under: any } }'],
    ['patents', 'field: contract.ipKinds, has: invention'],
  ]
  test.each(tests)('where: %s', (_name, condition) => {
    const where = `  where: [{ ${condition}, why: x }]\n`
    const { pack, rule } = ruleOf(receipts('rate: { value: 1, unit: percent }', where))
    expect(runExamples(pack, rule.id, 2024).map(({ resultFen }) => resultFen)).toContain(wan(1))
  })
  test('what cannot be met gives 0, with the reason of the rule in the trace', () => {
    const who = 'who: [{ field: beneficiary.id, given: false, why: 只在另一种理解下适用 }]\n'
    const { pack, rule } = ruleOf(receipts(`${who}rate: { value: 1, unit: percent }`))
    const row = runExamples(pack, rule.id, 2024)[0]
    expect([row?.resultFen, row?.determination?.trace.notes.join()]).toEqual([
      0n,
      expect.stringContaining('另一种理解'),
    ])
  })
})

describe('a rule of a pack that is not finished', () => {
  const text = readFileSync(new URL('zhengzhou-2022-draft.yaml', folder), 'utf8')
  test('stands alone, and is the whole pack again when that is valid', () => {
    expect(examplePack(text, 'registry')?.isAlone).toBe(false)
    const unfinished = text.replace('title: 技术经理人职称\n    quote: 「技术经理人」', 'title: 技术经理人职称')
    const found = examplePack(text.replace('issuingBody: 郑州市', "issuingBody: ''"), 'registry')
    expect([found?.isAlone, found?.pack.rules.map(({ id }) => id)]).toEqual([true, ['registry']])
    expect(unfinished).not.toBe(text)
  })
  test('is not there while it is wrong itself, unknown, or no YAML', () => {
    expect(examplePack(text.replace('value: 0.2, unit: permille', 'value: 0.2'), 'registry')).toBeNull()
    expect(examplePack(text, 'none')).toBeNull()
    expect(examplePack('rules: [', 'r')).toBeNull()
    expect(examplePack('', 'r')).toBeNull()
    expect(examplePack('rules: 3', 'r')).toBeNull()
  })
})

test.each(packs)('every rule of %s gives something on some example, or says why not', name => {
  const pack = parsePolicyPack(readFileSync(new URL(name, folder), 'utf8'))
  for (const rule of pack.rules) {
    const rows = runExamples(pack, rule.id, 2025)
    const paid = rows.some(({ resultFen }) => resultFen !== null && resultFen > 0n)
    const reasons = rows.flatMap(({ determination }) => determination?.trace.notes ?? [])
    expect([rule.id, paid || reasons.some(note => note.startsWith('not entitled'))]).toEqual([rule.id, true])
  }
})
