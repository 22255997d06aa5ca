import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluatePolicy } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import { plain } from '#domain/subsidy/evaluate/plain.ts'
import { listChanges, totalChanges } from '#domain/subsidy/what-if/changes.ts'
import { distributionOf } from '#domain/subsidy/what-if/distribution.ts'
import { type Part, startSummary, summarise } from '#domain/subsidy/what-if/summary.ts'
import { draft, luoyang, rules2023, sanming, townOf, towns } from './support.ts'

const sum = (parts: readonly Part[]) => parts.reduce((total, { amountFen }) => total + amountFen, 0n)
/** A whole pack is evaluated for each example. */
const some = { numRuns: 15 }
const packs = fc.constantFrom(draft, rules2023, luoyang, sanming)

describe('a summary', () => {
  it('comes to the same total by year, month, payer, rule, kind, size, type and class', () => {
    fc.assert(
      fc.property(packs, towns, (pack, facts) => {
        const found = summarise(pack, facts, evaluatePolicy(pack, facts))
        const { byYear, byMonth, byPayer, byRule, byKind, bySize, byType } = found
        for (const parts of [byYear, byMonth, byPayer, byRule, byKind, bySize, byType])
          expect(sum(parts)).toBe(found.totalFen)
        const { classes, count } = found.distribution
        expect(classes.reduce((total, one) => total + one.amountFen, 0n)).toBe(found.totalFen)
        expect(classes.reduce((total, one) => total + one.count, 0)).toBe(count)
        expect(count).toBe(found.beneficiaries)
      }),
      some,
    )
  })

  it('is the same in whatever order the figures come', () => {
    fc.assert(
      fc.property(packs, towns, (pack, facts) => {
        const found = evaluatePolicy(pack, facts)
        expect(plain(summarise(pack, facts, found.toReversed()))).toEqual(plain(summarise(pack, facts, found)))
      }),
      some,
    )
  })

  it('puts the need in the month of the last record that counts, with whoever pays and the types of the contracts', () => {
    const facts = townOf([
      {
        id: 'c1',
        sellerId: 'u1',
        buyerId: 'e1',
        type: 'transfer',
        contractAmountFen: 3_000_000n,
        registeredOn: '2023-02-01',
      },
      {
        id: 'c2',
        sellerId: 'u1',
        buyerId: 'e1',
        type: 'service',
        contractAmountFen: 1_000_000n,
        registeredOn: '2023-11-05',
      },
    ])
    const found = summarise(draft, facts, evaluatePolicy(draft, facts, { rule: 'transfer' }))
    expect(found.totalFen).toBe(80_000n)
    expect(found.byMonth).toEqual([{ key: '2023-11', amountFen: 80_000n, figures: 1 }])
    expect(found.byPayer).toEqual([{ key: '410100', amountFen: 80_000n, figures: 1 }])
    expect(found.byKind).toEqual([{ key: 'university', amountFen: 80_000n, figures: 1 }])
    expect(found.byType).toEqual([
      { key: 'transfer', amountFen: 60_000n, figures: 1 },
      { key: 'service', amountFen: 20_000n, figures: 1 },
    ])
  })

  it('needs the money as soon as the records so far reach the limit', () => {
    const contract = { sellerId: 'u1', buyerId: 'e1', type: 'transfer' as const, contractAmountFen: 2_000_000_000n }
    const facts = townOf(
      ['02', '05', '09'].map(month => ({ ...contract, id: `c${month}`, registeredOn: `2023-${month}-01` })),
    )
    // 2 % of 2000万元 is 40万元; the second contract passes the limit of 50万元.
    const found = summarise(draft, facts, evaluatePolicy(draft, facts, { rule: 'transfer' }))
    expect(found.byMonth).toEqual([{ key: '2023-05', amountFen: 50_000_000n, figures: 1 }])
  })

  it('counts what is not determined, and nothing of it in any total', () => {
    const contract = {
      buyerId: 'e1',
      type: 'transfer',
      contractAmountFen: 100_000_000n,
      registeredOn: '2023-02-01',
    } as const
    const town = townOf([
      { ...contract, id: 'c1', sellerId: 'u1' },
      { ...contract, id: 'c2', sellerId: 'e1' },
    ])
    const contracts = town.contracts.map(one => (one.id === 'c1' ? { ...one, technologyAmountFen: null } : one))
    const given = { ...town, contracts, parameters: { 'transfer.amount': 'technology_amount' } }
    const found = summarise(draft, given, evaluatePolicy(draft, given, { rule: 'transfer' }))
    expect([found.undetermined, found.figures, found.beneficiaries]).toEqual([1, 1, 1])
  })

  it('names who sits at a limit, of a rule and of a bracket, with what it took', () => {
    const facts = townOf([
      {
        id: 'c1',
        sellerId: 'u1',
        buyerId: 'e1',
        type: 'transfer',
        contractAmountFen: 6_000_000_000n,
        registeredOn: '2023-02-01',
      },
    ])
    const own = summarise(draft, facts, evaluatePolicy(draft, facts, { rule: 'transfer' })).atLimits
    expect(own).toMatchObject([
      {
        account: 'transfer.cap',
        beneficiary: 'u1',
        limitFen: 50_000_000n,
        beforeFen: 120_000_000n,
        afterFen: 50_000_000n,
      },
    ])
    const inBracket = summarise(rules2023, facts, evaluatePolicy(rules2023, facts)).atLimits
    expect(inBracket).toMatchObject([
      { key: 'u1', limitFen: 20_000_000n, beforeFen: 60_000_000n, afterFen: 20_000_000n },
    ])
    expect(inBracket[0]?.account).toMatch(/\.bracket$/)
  })
})

describe('winners and losers', () => {
  const gainsOf = (pack: typeof draft, facts: Parameters<typeof evaluatePolicy>[1]) => {
    const summary = startSummary(pack)
    summary.begin(facts.year, facts)
    for (const found of evaluatePolicy(pack, facts)) summary.add(found)
    return { pack, gains: summary.gains(), total: summary.finish().totalFen }
  }

  it('differ by exactly what the totals differ by, and each has a clause that pulls its way', () => {
    fc.assert(
      fc.property(packs, packs, towns, (one, other, facts) => {
        const [subject, compared] = [gainsOf(one, facts), gainsOf(other, facts)]
        const changes = listChanges(subject, compared)
        const { gainedFen, lostFen, winners, losers, unchanged } = totalChanges(changes)
        expect(gainedFen - lostFen).toBe(subject.total - compared.total)
        expect(winners + losers + unchanged).toBe(changes.length)
        for (const { beforeFen, afterFen, decisive } of changes) {
          if (afterFen === beforeFen) expect(decisive).toBeNull()
          else expect((decisive?.differenceFen ?? 0n) > 0n).toBe(afterFen > beforeFen)
        }
      }),
      some,
    )
  })

  it('nobody wins or loses against the same version', () => {
    fc.assert(
      fc.property(packs, towns, (pack, facts) => {
        const side = gainsOf(pack, facts)
        expect(totalChanges(listChanges(side, side))).toMatchObject({
          winners: 0,
          losers: 0,
          gainedFen: 0n,
          lostFen: 0n,
        })
      }),
      some,
    )
  })
})

describe('a distribution', () => {
  const amounts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { minLength: 1, maxLength: 60 })

  it('has a Lorenz curve that rises under the diagonal from 0 to all, and quantiles that never fall', () => {
    fc.assert(
      fc.property(amounts, list => {
        const { lorenz, quantiles, giniBp, lowestFen, highestFen } = distributionOf(list)
        expect([lorenz[0]?.shareBp, lorenz.at(-1)?.shareBp]).toEqual([0, 10_000])
        for (const [index, { shareBp }] of lorenz.entries())
          expect(shareBp >= (lorenz[index - 1]?.shareBp ?? 0)).toBe(true)
        const values = [lowestFen, ...quantiles.map(({ amountFen }) => amountFen), highestFen]
        expect(values).toEqual(values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)))
        expect(giniBp !== null && giniBp >= 0 && giniBp < 10_000).toBe(true)
      }),
    )
  })

  it('is even where all get the same, and has the Gini coefficient of the textbook', () => {
    expect(distributionOf([5n, 5n, 5n]).giniBp).toBe(0)
    // 1, 2, 3, 4: G = 2·30 / (4·10) − 5/4 = 0.25
    expect(distributionOf([4n, 2n, 1n, 3n]).giniBp).toBe(2500)
    expect(distributionOf([]).giniBp).toBeNull()
    expect(() => distributionOf([0n])).toThrow(RangeError)
  })
})
