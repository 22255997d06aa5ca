/** What a rule gives to rules that compute from it is the same before and after the pack's dealings between rules. */
import { describe, expect, it } from 'vitest'
import { evaluatePolicy } from '#domain/subsidy/evaluate-policy.ts'
import { parseFacts } from '#domain/subsidy/facts.ts'
import { parsePolicyPack } from '#domain/subsidy/parse-policy-pack.ts'

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
  })
})
