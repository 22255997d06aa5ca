/** What a rule gives to rules that compute from it is the same before and after the pack's dealings between rules. */
import { describe, expect, it } from 'vitest'
import { runExamples } from '#domain/subsidy/editor/run-examples.ts'
import { evaluatePolicy } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import { parseFacts } from '#domain/subsidy/facts/facts.ts'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import { readingsFrom, readPack } from '#domain/subsidy/pack/read-pack.ts'
import { standsAlone } from '#domain/subsidy/pack/rule-order.ts'

const rule = (id: string, figure: string) => `
  - id: ${id}
    title: ${id}
    clause: one
    gives: ceiling
    beneficiary: contract.sellerId
    per: contract.sellerId
    window: { kind: whole_life, date: contract.registeredOn }
    base: { of: contracts, amount: contract.contractAmountFen }
    figure: ${figure}`

/** `low` loses the set; `onTop` computes from it. A limit over `onTop` makes it one that is read a second time. */
const packOf = (limits: string) =>
  parsePolicyPack(`
format: jiebang-policy/1
id: outputs
version: '1'
title: outputs
issuingBody: none
documentNumber: null
jurisdiction: '410100'
status: draft
effectiveFrom: null
effectiveTo: null
clauses: [{ id: one, number: one, title: one, text: one }]
rules:${rule('low', '1万元')}${rule('high', '2万元')}${rule('onTop', '{ rate: { value: 50, unit: percent }, of: { rule: low } }')}
together: [{ id: either, kind: exclusive, rules: [low, high], per: beneficiary, take: higher }]
${limits}`)

const facts = parseFacts({
  organisations: [
    { id: 's', kind: 'enterprise' },
    { id: 'b', kind: 'enterprise' },
  ],
  contracts: [
    { id: 'c', type: 'service', sellerId: 's', buyerId: 'b', contractAmountFen: 1n, registeredOn: '2024-01-01' },
  ],
})

describe('a rule on a rule that stands back for another', () => {
  it.each([
    ['by itself', ''],
    ['under a limit of several', 'limits: [{ id: all, rules: [onTop], per: all, amount: 9万元 }]'],
  ])('%s computes from what it gave before', (_name, limits) => {
    const found = evaluatePolicy(packOf(limits), facts)
    expect(found.map(({ rule, ceilingFen }) => [rule, ceilingFen])).toEqual([
      ['low', 0n],
      ['high', 2_000_000n],
      ['onTop', 500_000n],
    ])
    const figure = found.at(-1)?.trace.steps.find(({ label }) => label === 'rate')
    expect(figure?.valueFen).toBe(500_000n)
    const words = 'what rule low gives for the same key, before what it shares with others'
    expect(JSON.stringify(figure?.parts?.map(({ expression }) => expression))).toBe(JSON.stringify([words]))
  })
})

/** `deal` is a basis per contract; `house` sums it over whom its records name as registry. */
const house = (match: string) =>
  parsePolicyPack(`
format: jiebang-policy/1
id: house
version: '1'
title: house
issuingBody: none
documentNumber: null
jurisdiction: '410100'
status: draft
effectiveFrom: null
effectiveTo: null
clauses: [{ id: one, number: one, title: one, text: one }]
rules:${rule('deal', '1万元').replace('ceiling', 'basis')}${rule('house', `{ rule: deal, match: ${match} }`).replaceAll('contract.sellerId', 'contract.registryId')}`)

const contract = (id: string, sellerId: string, registryId: string) => ({
  ...{ id, type: 'service', sellerId, buyerId: 'b', registryId, contractAmountFen: 1n, registeredOn: '2024-01-01' },
})
const registers = (contracts: readonly ReturnType<typeof contract>[], grants: readonly object[] = []) =>
  parseFacts({
    organisations: ['s', 't', 'b', 'r1', 'r2'].map(id => ({ id, kind: 'enterprise' })),
    contracts,
    grants,
  })

describe('a basis', () => {
  it('is found by a field of its records, gives nothing itself, and its figures are named one by one', () => {
    const facts = registers([contract('c', 's', 'r1'), contract('d', 't', 'r1')])
    const found = evaluatePolicy(house('contract.registryId'), facts, { includeIneligible: true })
    expect(found.map(({ rule, ceilingFen }) => [rule, ceilingFen])).toEqual([['house', 2_000_000n]])
    const step = found[0]?.trace.steps.find(({ label }) => label === 'rule')
    expect(step?.parts?.map(({ expression }) => expression)).toEqual(['rule deal for s', 'rule deal for t'])
  })

  it('that belongs to several of what it is summed over leaves each of them at nothing, and says so', () => {
    const facts = registers([contract('c', 's', 'r1'), contract('d', 's', 'r2'), contract('e', 't', 'r2')])
    const found = evaluatePolicy(house('contract.registryId'), facts)
    expect(found.map(({ beneficiary, ceilingFen }) => [beneficiary, ceilingFen])).toEqual([
      ['r1', 0n],
      ['r2', 0n],
    ])
    expect(found[0]?.trace.notes.join()).toContain('the records of s must name one contract.registryId')
  })

  it('has no grants: one under it would be paid again', () => {
    const grant = { id: 'g', rule: 'deal', key: 's', amountFen: 1n, grantedOn: '2024-02-01' }
    const facts = registers([contract('c', 's', 'r1')], [grant])
    expect(() => evaluatePolicy(house('contract.registryId'), facts)).toThrow('nothing is granted under rule deal')
  })

  it('and the rule that computes from it do not stand alone: the records of other keys are read for them', () => {
    const pack = readPack(house('contract.registryId'), readingsFrom({}))
    expect(pack.rules.map(one => standsAlone(pack, one))).toEqual([false, false])
    const [alone] = readPack(packOf(''), readingsFrom({}))
      .rules.slice(2)
      .map(one => ({ ...one, figure: 1n }))
    expect(alone && standsAlone({ ...pack, rules: [alone] }, alone)).toBe(true)
  })

  it('shows the editor what it comes to', () => {
    expect(runExamples(house('contract.registryId'), 'deal', 2024)[0]?.resultFen).toBe(1_000_000n)
  })
})
