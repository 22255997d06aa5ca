import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  evaluateFactors,
  factorCodes,
  priceFactor,
  regionFactor,
  shareAny,
  statedFact,
  trlFactor,
} from '#domain/matching/ranking/factors.ts'
import { maxLift } from '#domain/matching/ranking/weights.ts'
import { aQuery } from '../support.ts'

describe('trlFactor', () => {
  it.each([
    [6, 6, 1],
    [6, 9, 1],
    [6, 5, 0.75],
    [9, 7, 0.5],
    [9, 5, 0],
    [9, 1, 0],
    [null, 5, null],
    [5, null, null],
  ])('wanted %s, offered %s → %s', (wanted, offered, value) => expect(trlFactor(wanted, offered)).toBe(value))
})

describe('priceFactor', () => {
  const price = (priceMinFen: bigint | null, priceMaxFen: bigint | null) => aQuery({ priceMinFen, priceMaxFen })
  it.each([
    ['budget covers the lowest price', price(null, 100n), price(100n, 500n), 1],
    ['three quarters of it', price(10n, 75n), price(100n, null), 0.5],
    ['half of it', price(null, 50n), price(100n, null), 0],
    ['far below', price(null, 1n), price(100n, null), 0],
    ['only the upper price known', price(null, 100n), price(null, 100n), 1],
    ['only the least budget known', price(100n, null), price(100n, null), 1],
    ['given away', price(null, 0n), price(0n, 0n), 1],
    ['no budget', price(null, null), price(100n, null), null],
    ['no price', price(100n, null), price(null, null), null],
  ])('%s', (_, wanted, offered, value) => expect(priceFactor(wanted, offered)).toBe(value))
})

describe('regionFactor', () => {
  it.each([
    ['same county', '410105', '410105', 1],
    ['same city', '410105', '410102', 0.75],
    ['city and its county', '410100', '410105', 0.75],
    ['the city itself, county unknown', '410100', '410100', 0.75],
    ['same province', '410105', '410300', 0.5],
    ['the province itself', '410000', '410000', 0.5],
    ['another province', '410105', '420105', 0],
    ['districts of one municipality', '500103', '500231', 0.75],
    ['counties straight under a province share no city', '429004', '429005', 0.5],
    ['no region code', '410105', 'x', null],
    ['not stated', null, '410105', null],
  ])('%s', (_, wanted, offered, value) => {
    expect(regionFactor(wanted, offered)).toBe(value)
    expect(regionFactor(offered, wanted)).toBe(value)
  })
})

describe('shareAny', () => {
  it('needs one entry in common, and both sides to speak', () => {
    expect(shareAny(['licence', 'equity'], ['equity'])).toBe(1)
    expect(shareAny(['licence'], ['equity'])).toBe(0)
    expect(shareAny([], ['equity'])).toBeNull()
    expect(shareAny(['equity'], [])).toBeNull()
  })
})

describe('evaluateFactors', () => {
  const facts = fc.record({
    fields: fc.subarray(['new_materials', 'biomedicine', 'nuclear'] as const),
    trl: fc.option(fc.integer({ min: 1, max: 9 })),
    priceMinFen: fc.option(fc.bigInt({ min: 0n, max: 10n ** 13n })),
    priceMaxFen: fc.option(fc.bigInt({ min: 0n, max: 10n ** 13n })),
    regionCode: fc.option(fc.constantFrom('410105', '410100', '410000', '110101', '429004', 'bad')),
    waysOfTransfer: fc.subarray(['transfer', 'licence'] as const),
    industryCode: fc.option(fc.constantFrom('C39', 'C3913', 'M')),
    ipWish: fc.option(fc.constantFrom('buyer' as const, 'shared' as const)),
    publishedAt: fc.nat(),
    completenessPercent: fc.integer({ min: 0, max: 100 }),
  })

  it('takes the seeker for the one who wants', () => {
    const immature = aQuery({ trl: 3 })
    const mature = aQuery({ trl: 7 })
    const trl = (seeker: 'query' | 'document') =>
      evaluateFactors(immature, mature, seeker).find(({ code }) => code === 'trl')?.value
    expect(trl('query')).toBe(1)
    expect(trl('document')).toBe(0)
  })

  it('law: values lie in 0..1, silence is null and lifts nothing, all together lift at most the maximum', () => {
    fc.assert(
      fc.property(facts, facts, (query, document) => {
        const results = evaluateFactors(query, document, 'query')
        expect(results.map(({ code }) => code)).toEqual(factorCodes)
        for (const { code, value, weight, lift } of results) {
          const isSilent = statedFact(query, code) === null || statedFact(document, code) === null
          if (isSilent) expect(value).toBeNull()
          if (value === null) expect(lift).toBe(0)
          else expect(value >= 0 && value <= 1 && lift === weight * value).toBe(true)
        }
        expect(results.reduce((sum, { lift }) => sum + lift, 0)).toBeLessThanOrEqual(maxLift + 1e-12)
      }),
    )
  })
})
