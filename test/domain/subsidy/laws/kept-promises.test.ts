/** Laws of rules that promise something: more paid is never less, splitting gains nothing, dates of granting mean nothing. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluatePolicy } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import { type FactsInput, parseFacts } from '#domain/subsidy/facts/facts.ts'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'

const pack = parsePolicyPack(`
format: jiebang-policy/1
id: promises
version: '1'
title: promises
issuingBody: test
documentNumber: null
jurisdiction: '410100'
status: draft
effectiveFrom: null
effectiveTo: null
clauses: [{ id: c, number: '1', title: c, text: c }]
rules:
  - id: rate
    title: a rate with a cap
    clause: c
    gives: ceiling
    beneficiary: contract.buyerId
    per: contract.buyerId
    window: { kind: whole_life, date: payment.paidOn }
    base: { of: payments, amount: payment.amountFen }
    rate: { value: '3.7', unit: permille }
    cap: { amount: 20万元 }
  - id: slices
    title: marginal tiers with a cap in one and a minimum
    clause: c
    gives: ceiling
    beneficiary: contract.buyerId
    per: contract.buyerId
    window: { kind: whole_life, date: payment.paidOn }
    base: { of: payments, amount: payment.amountFen }
    figure:
      tiers:
        kind: marginal
        brackets:
          - { below: 10万元, rate: { value: 1, unit: percent } }
          - { from: 10万元, below: 100万元, rate: { value: '0.5', unit: percent }, cap: 3000元 }
          - { from: 100万元, rate: { value: '0.1', unit: percent } }
    minimum: { amount: 100元, below: nothing }
  - id: contracts
    title: per contract, held per buyer for life
    clause: c
    gives: ceiling
    beneficiary: contract.buyerId
    per: contract.id
    window: { kind: whole_life, date: payment.paidOn }
    base: { of: payments, amount: payment.amountFen }
    rate: { value: 5, unit: percent }
    cap: { amount: 5万元 }
    limits: [{ id: buyer, per: contract.buyerId, amount: 8万元 }]
  - id: turnover
    title: the year's turnover picks the bracket
    clause: c
    gives: ceiling
    beneficiary: contract.sellerId
    per: contract.sellerId
    window: { kind: calendar_year, date: contract.registeredOn }
    base: { of: contracts, amount: contract.contractAmountFen }
    measures:
      paid: { of: payments, amount: payment.amountFen, window: { kind: calendar_year, date: payment.paidOn } }
    figure:
      tiers:
        kind: whole
        by: base
        of: { least_of: [base, paid] }
        brackets:
          - { from: 5万元, below: 50万元, rate: { value: 1, unit: percent } }
          - { from: 50万元, rate: { value: 2, unit: percent }, cap: 2万元 }
  - id: staged
    title: a third in advance, the rest at acceptance
    clause: c
    gives: ceiling
    beneficiary: project.listedById
    per: project.id
    window: { kind: whole_life, date: payment.paidOn }
    base: { of: payments, amount: payment.amountFen }
    rate: { value: 30, unit: percent }
    cap: { amount: 10万元 }
    stages:
      - { id: advance, title: advance, share: { value: '33.3', unit: percent } }
      - { id: rest, title: rest, due: { field: project.acceptedOn, reached: true, why: not accepted } }
`)

const buyers = ['b0', 'b1']
const organisations = [...buyers, 's0'].map(id => ({ id, kind: 'enterprise' as const }))
const day = fc
  .tuple(fc.integer({ min: 2020, max: 2023 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, date]) => `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`)
const fen = fc.bigInt({ min: 0n, max: 200_000_000n })
const payments = fc
  .array(fc.record({ contractId: fc.constantFrom('c0', 'c1', 'c2'), amountFen: fen, paidOn: day }), {
    minLength: 1,
    maxLength: 10,
  })
  .map(list => list.map((one, index) => ({ ...one, id: `p${index}` })))
interface Payment {
  id: string
  contractId: string
  amountFen: bigint
  paidOn: string
}

function factsOf(list: readonly Payment[]): FactsInput {
  return {
    organisations,
    projects: [{ id: 'P', listedById: 'b0', acceptedOn: '2022-06-30' }],
    contracts: ['c0', 'c1', 'c2'].map((id, index) => ({
      ...{ id, type: 'development' as const, buyerId: buyers[index % 2] ?? 'b0', sellerId: 's0', projectId: 'P' },
      ...{ contractAmountFen: 30_000_000n, registeredOn: `${2020 + index}-03-01` },
    })),
    payments: list,
  }
}

const evaluate = (rule: string, facts: FactsInput) => evaluatePolicy(pack, parseFacts(facts), { rule })
const totalFen = (rule: string, facts: FactsInput) =>
  evaluate(rule, facts).reduce((sum, { ceilingFen }) => sum + ceilingFen, 0n)

describe.each(['rate', 'slices', 'contracts', 'staged'])('%s', rule => {
  it('never falls when a payment is added', () => {
    fc.assert(
      fc.property(payments, fen, day, (list, amountFen, paidOn) => {
        const more = [...list, { id: 'more', contractId: 'c1', amountFen, paidOn }]
        expect(totalFen(rule, factsOf(more)) >= totalFen(rule, factsOf(list))).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  it('grants in all, over several dates, what it gives at once', () => {
    fc.assert(
      fc.property(payments, list => {
        const grants: NonNullable<FactsInput['grants']>[number][] = []
        for (const asOf of ['2020-09-30', '2021-03-31', '2022-06-29', '2022-06-30', '2023-12-31'])
          for (const { trace, beneficiary, ceilingFen } of evaluate(rule, {
            ...factsOf(list),
            grants: [...grants],
            asOf,
          }))
            grants.push({
              ...{ id: `${asOf} ${trace.key.value}`, rule, key: trace.key.value, beneficiaryId: beneficiary },
              ...{ keys: { 'contract.buyerId': beneficiary }, amountFen: ceilingFen, grantedOn: asOf },
            })
        const grantedFen = grants.reduce((sum, { amountFen }) => sum + BigInt(amountFen as bigint), 0n)
        expect(grantedFen).toBe(totalFen(rule, { ...factsOf(list), asOf: '2023-12-31' }))
      }),
      { numRuns: 40 },
    )
  })
})

describe.each(['rate', 'slices', 'turnover', 'staged'])('%s, which adds up over a unit', rule => {
  it('gains nothing from cutting a contract and its payments in two', () => {
    fc.assert(
      fc.property(payments, fc.bigInt({ min: 0n, max: 100n }), (list, percent) => {
        const facts = factsOf(list)
        const [cut, ...kept] = facts.contracts ?? []
        if (!cut) throw new Error('the facts have contracts')
        const part = (whole: unknown) => (BigInt(whole as bigint) * percent) / 100n
        const contracts = [
          { ...cut, contractAmountFen: part(cut.contractAmountFen) },
          { ...cut, id: 'c0-b', contractAmountFen: BigInt(cut.contractAmountFen) - part(cut.contractAmountFen) },
          ...kept,
        ]
        const halves = list.flatMap(one =>
          one.contractId === cut.id
            ? [
                { ...one, amountFen: part(one.amountFen) },
                { ...one, id: `${one.id}-b`, contractId: 'c0-b', amountFen: one.amountFen - part(one.amountFen) },
              ]
            : [one],
        )
        expect(totalFen(rule, { ...facts, contracts, payments: halves })).toBe(totalFen(rule, facts))
      }),
      { numRuns: 40 },
    )
  })
})
