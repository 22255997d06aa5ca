/** More was granted than is due by now: of the whole, or of one payer's part of it. */
import { describe, expect, it } from 'vitest'
import { evaluatePolicy } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import { isOverGranted } from '#domain/subsidy/evaluate/trace.ts'
import { parseFacts } from '#domain/subsidy/facts/facts.ts'
import { planClawback } from '#domain/subsidy/money/clawback.ts'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'

/** Ten of a hundred per award; the province pays 40 %, the city the rest. */
const packOf = (more: string) =>
  parsePolicyPack(`
format: jiebang-policy/1
id: parts
version: '1'
title: parts
issuingBody: test
documentNumber: null
jurisdiction: '410000'
status: draft
effectiveFrom: null
effectiveTo: null
clauses: [{ id: c, number: '1', title: c, text: c }]
rules:
  - id: part
    title: part
    clause: c
    gives: ceiling
    beneficiary: award.holderId
    per: award.holderId
    window: { kind: whole_life, date: award.grantedOn }
    base: { of: awards, amount: award.amountFen }
    rate: { value: 10, unit: percent }
    ${more}
    payers: [{ payer: '410000', share: { value: 40, unit: percent } }, { payer: '410100', rest: true }]
`)

function traceOf(awardFen: bigint, granted: Record<string, bigint>, more = '') {
  const awards = [{ id: 'a', holderId: 's', kind: 'prize', amountFen: awardFen, grantedOn: '2024-01-01' }]
  const grants = Object.entries(granted).map(([payer, amountFen]) => ({
    ...{ id: payer, rule: 'part', key: 's', beneficiaryId: 's', keys: {}, year: null },
    ...{ payer, amountFen, grantedOn: '2024-02-01' },
  }))
  const organisations = [{ id: 's', kind: 'enterprise' as const }]
  const facts = parseFacts({ organisations, awards, grants, asOf: '2025-01-31' })
  const [found] = evaluatePolicy(packOf(more), facts, { includeIneligible: true })
  return found?.trace ?? expect.fail('the unit has an award')
}

describe('each payer’s part', () => {
  it.each([
    ['nothing was granted', 1_000n, {}, [0n, 0n], 0n],
    ['all of it', 1_000n, { '410000': 40n, '410100': 60n }, [0n, 0n], 0n],
    ['the whole is less', 500n, { '410000': 40n, '410100': 60n }, [20n, 30n], 50n],
    ['one part is less, the whole not granted', 500n, { '410000': 40n }, [20n, 0n], 0n],
    ['nothing is due any more', 0n, { '410000': 40n }, [40n, 0n], 40n],
  ] as const)('%s', (_, awardFen, granted, excessFen, wholeFen) => {
    const trace = traceOf(awardFen, granted)
    expect(trace.payers.map(part => part.excessFen)).toEqual(excessFen)
    expect(trace.excessGrantedFen).toBe(wholeFen)
    expect(isOverGranted(trace)).toBe(wholeFen > 0n || excessFen.some(fen => fen > 0n))
    const grants = Object.entries(granted).map(([payer, standingFen]) => ({
      ...{ id: payer, payer, standingFen },
      state: 'paid' as const,
    }))
    const { claws } = planClawback(grants, { payableFen: awardFen / 10n, parts: trace.payers })
    expect(claws.length > 0).toBe(isOverGranted(trace))
  })

  it('of what is not determined nobody has granted too much', () => {
    const trace = traceOf(500n, { '410000': 40n }, 'who: [{ field: beneficiary.size, is: small, why: 规模 }]')
    expect(trace.undetermined).toContain('规模')
    expect([isOverGranted(trace), trace.payers.map(({ partFen }) => partFen)]).toEqual([false, [null, null]])
  })
})

it('an old explanation says nothing of payers', () => {
  expect(isOverGranted({ excessGrantedFen: 0 })).toBe(false)
  expect(isOverGranted({ excessGrantedFen: 1, payers: [{}] })).toBe(true)
})
