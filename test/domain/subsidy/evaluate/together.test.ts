/** Only one of several rules gives: what is out under another counts toward it, so a set is never paid twice. */
import { describe, expect, it } from 'vitest'
import { evaluatePolicy } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import { type FactsInput, parseFacts } from '#domain/subsidy/facts/facts.ts'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'

const rule = (id: string, base: string, figure: string) => `
  - id: ${id}
    title: ${id}
    clause: c
    gives: ceiling
    beneficiary: contract.sellerId
    per: ${id === 'turnover' ? 'contract.sellerId' : 'contract.id'}
    window: { kind: calendar_year, date: contract.registeredOn }
    base: { of: contracts, ${base} }
    ${figure}`

const packOf = (take: 'higher' | 'first') =>
  parsePolicyPack(`
format: jiebang-policy/1
id: one-of
version: '1'
title: one of
issuingBody: test
documentNumber: null
jurisdiction: '410100'
status: draft
effectiveFrom: null
effectiveTo: null
clauses: [{ id: c, number: '1', title: c, text: c }]
rules:${rule('turnover', 'amount: contract.technologyAmountFen', 'rate: { value: 1, unit: percent }')}
${rule('contracts', 'what: count', 'figure: 2万元')}
together: [{ id: one, kind: exclusive, rules: [turnover, contracts], per: beneficiary, take: ${take}, clause: c }]
`)

const wan = 1_000_000n
const contract = (id: string, technologyAmountFen: bigint) => ({
  ...{ id, type: 'development' as const, buyerId: 'b', sellerId: 's', registeredOn: '2024-03-01' },
  ...{ contractAmountFen: technologyAmountFen, technologyAmountFen },
})
const grant = (under: 'turnover' | 'contracts', key: string, amountFen: bigint) => ({
  ...{ id: `${under} ${key}`, rule: under, key, beneficiaryId: 's', keys: {}, year: 2024 },
  ...{ amountFen, grantedOn: '2024-12-01' },
})

function figures(take: 'higher' | 'first', facts: Pick<FactsInput, 'contracts' | 'grants'>) {
  const organisations = ['b', 's'].map(id => ({ id, kind: 'enterprise' as const }))
  const found = evaluatePolicy(packOf(take), parseFacts({ organisations, year: 2024, asOf: '2025-01-31', ...facts }))
  return Object.fromEntries(
    found.map(({ rule, ceilingFen, trace }) => [
      trace.key.value === 's' ? rule : `${rule} ${trace.key.value}`,
      { dueFen: ceilingFen, wholeFen: trace.wholeFen, excessFen: trace.excessGrantedFen },
    ]),
  )
}

describe('an exclusive set in which another rule was granted before', () => {
  const two = [contract('c1', 100n * wan), contract('c2', 200n * wan)]

  it('pays what the higher has over it, and nothing comes back', () => {
    // 4万元 by contracts stand over 3万元 by turnover, of which 1万元 was granted when it stood alone.
    expect(figures('higher', { contracts: two, grants: [grant('turnover', 's', wan)] })).toEqual({
      turnover: { dueFen: 0n, wholeFen: wan, excessFen: 0n },
      'contracts c1': { dueFen: wan, wholeFen: wan, excessFen: 0n },
      'contracts c2': { dueFen: 2n * wan, wholeFen: 2n * wan, excessFen: 0n },
    })
  })

  it('takes it off what is not granted yet', () => {
    const grants = [grant('turnover', 's', wan), grant('contracts', 'c1', 2n * wan)]
    expect(figures('higher', { contracts: two, grants })).toEqual({
      turnover: { dueFen: 0n, wholeFen: wan, excessFen: 0n },
      'contracts c1': { dueFen: 0n, wholeFen: 2n * wan, excessFen: 0n },
      'contracts c2': { dueFen: wan, wholeFen: wan, excessFen: 0n },
    })
  })

  it('has come back what is over the one figure', () => {
    const grants = [grant('turnover', 's', 3n * wan), grant('contracts', 'c1', 2n * wan)]
    expect(figures('higher', { contracts: two, grants })).toMatchObject({
      turnover: { dueFen: 0n, wholeFen: 2n * wan, excessFen: wan },
      'contracts c1': { dueFen: 0n, excessFen: 0n },
      'contracts c2': { dueFen: 0n, excessFen: 0n },
    })
  })

  it('counts what was granted under a rule that gives nothing any more', () => {
    const facts = { contracts: [contract('c1', 0n)], grants: [grant('turnover', 's', wan)] }
    expect(figures('higher', facts)).toEqual({
      turnover: { dueFen: 0n, wholeFen: wan, excessFen: 0n },
      'contracts c1': { dueFen: wan, wholeFen: wan, excessFen: 0n },
    })
    const none = { contracts: [], grants: [grant('turnover', 's', wan)] }
    expect(figures('higher', none)).toEqual({})
  })

  it('holds for the first that gives as for the higher', () => {
    expect(figures('first', { contracts: two, grants: [grant('contracts', 'c2', 2n * wan)] })).toEqual({
      turnover: { dueFen: wan, wholeFen: wan, excessFen: 0n },
      'contracts c1': { dueFen: 0n, wholeFen: 0n, excessFen: 0n },
      'contracts c2': { dueFen: 0n, wholeFen: 2n * wan, excessFen: 0n },
    })
  })
})
