import { describe, expect, it } from 'vitest'
import { evaluatePolicy } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import { parseFacts } from '#domain/subsidy/facts/facts.ts'
import { startBunching } from '#domain/subsidy/what-if/bunching.ts'
import { factsOfReplay, grantOfFigure } from '#domain/subsidy/what-if/carry-grants.ts'
import { listVariables } from '#domain/subsidy/what-if/variables.ts'
import { foundingPack, projectFacts } from '../evaluate/support.ts'
import { rules2023, townOf } from './support.ts'

/** One seller for each turnover of the year before. */
function facts(turnovers: readonly bigint[]) {
  return parseFacts({
    year: 2024,
    organisations: [
      { id: 'buyer', kind: 'enterprise', regionCode: '410102' },
      ...turnovers.map((_, index) => ({ id: `s${index}`, kind: 'enterprise' as const, regionCode: '410102' })),
    ],
    contracts: turnovers.map((contractAmountFen, index) => ({
      id: `c${index}`,
      type: 'service',
      sellerId: `s${index}`,
      buyerId: 'buyer',
      contractAmountFen,
      technologyAmountFen: contractAmountFen,
      registeredOn: '2023-05-01',
    })),
  })
}

describe('bunching', () => {
  const threshold = listVariables(rules2023).filter(({ kind }) => kind === 'threshold')[0]
  const found = (turnovers: readonly bigint[]) => {
    const bunching = startBunching(threshold ? [threshold] : [])
    const given = facts(turnovers)
    bunching.begin(given)
    for (const one of evaluatePolicy(rules2023, given)) bunching.add(one)
    return bunching.finish()[0]
  }
  const wan = 1_000_000n

  it('counts the groups of each bin; the threshold itself lies above, as 含 says', () => {
    const at = found([
      250n * wan,
      499n * wan,
      500n * wan - 1n,
      500n * wan,
      501n * wan,
      749n * wan,
      750n * wan,
      100n * wan,
    ])
    expect(at?.thresholdFen).toBe(500n * wan)
    expect(at).toMatchObject({ below: 2, above: 2 })
    expect(at?.counts.reduce((sum, one) => sum + one, 0)).toBe(6)
    expect([at?.counts[0], at?.counts[19]]).toEqual([1, 1])
  })

  it('is the count beside the threshold over the mean of the other bins', () => {
    const spread = Array.from({ length: 20 }, (_, bin) => 250n * wan + BigInt(bin) * 25n * wan + 1n)
    expect(found(spread)).toMatchObject({
      expectedPermille: 1000,
      excessBelowPermille: 1000,
      excessAbovePermille: 1000,
    })
    expect(found([...spread, 510n * wan, 510n * wan])?.excessAbovePermille).toBe(3000)
    expect(found([510n * wan])?.excessAbovePermille).toBeNull()
  })
})

describe('years one after another', () => {
  it('give an entitlement for life once, whatever the register has granted', () => {
    const rule = 'jbgs-rd'
    const payments = [{ id: 'p', contractId: 'C', amountFen: 1_000_000n, paidOn: '2022-05-01' }]
    const granted = [{ id: 'g', rule, key: 'P', amountFen: 300_000n, grantedOn: '2022-06-01', beneficiaryId: 'poster' }]
    const register = parseFacts({ ...projectFacts, payments, grants: granted, asOf: '2023-12-31' })
    const first = evaluatePolicy(foundingPack, factsOfReplay(foundingPack, register, []), { rule })
    expect(first[0]?.ceilingFen).toBe(300_000n)
    const carried = first.flatMap(figure => grantOfFigure(foundingPack, figure, '2023-12-31') ?? [])
    const second = evaluatePolicy(foundingPack, factsOfReplay(foundingPack, register, carried), { rule })
    expect(second[0]?.ceilingFen).toBe(0n)
    expect(second[0]?.trace.excessGrantedFen).toBe(0n)
  })

  it('a year of its own is not taken from another', () => {
    const contract = {
      id: 'c1',
      sellerId: 'u1',
      buyerId: 'e1',
      type: 'transfer' as const,
      contractAmountFen: 3_000_000n,
    }
    const [of2023, of2024] = ['2022-02-01', '2023-02-01'].map((registeredOn, index) =>
      townOf([{ ...contract, registeredOn }], 2023 + index),
    )
    if (!of2023 || !of2024) throw new Error('two years')
    const first = evaluatePolicy(foundingPack, of2023, { rule: 'transfer' })
    const carried = first.flatMap(figure => grantOfFigure(foundingPack, figure, '2024-12-31') ?? [])
    expect(carried).toMatchObject([{ year: 2022, amountFen: 60_000n }])
    const second = evaluatePolicy(foundingPack, factsOfReplay(foundingPack, of2024, carried), { rule: 'transfer' })
    expect(second[0]?.ceilingFen).toBe(60_000n)
  })
})
