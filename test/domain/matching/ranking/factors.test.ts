import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  evaluateFactors,
  type FactorCode,
  factorCodes,
  freshnessFactor,
  industryFactor,
  ipFactor,
  priceFactor,
  regionFactor,
  shareAny,
  statedFact,
  trlFactor,
} from '#domain/matching/ranking/factors.ts'
import { factorWeights, freshDays, industryValues } from '#domain/matching/ranking/weights.ts'
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

describe('industryFactor', () => {
  it.each([
    ['the same class', 'C3913', 'C3913', industryValues.within],
    ['a division and its class', 'C39', 'C3913', industryValues.within],
    ['the same group', 'C3913', 'C3914', industryValues.group],
    ['the same division', 'C3913', 'C392', industryValues.division],
    ['the same section', 'C3913', 'C26', industryValues.section],
    ['a section and its class say little', 'C', 'C3913', industryValues.section],
    ['another section', 'C39', 'M75', industryValues.none],
    ['not stated', null, 'C39', null],
  ])('%s', (_, wanted, offered, value) => {
    expect(industryFactor(wanted, offered)).toBe(value)
    expect(industryFactor(offered, wanted)).toBe(value)
  })
})

describe('ipFactor', () => {
  it.each([
    ['buyer', ['transfer'], 1],
    ['buyer', ['licence', 'equity'], 0],
    ['shared', ['joint_development'], 1],
    ['seller', ['licence'], 1],
    ['seller', ['transfer'], 0],
    ['negotiable', ['transfer'], 1],
    ['buyer', [], null],
    [null, ['transfer'], null],
  ] as const)('%s wished, %j offered → %s', (wish, ways, value) => expect(ipFactor(wish, ways)).toBe(value))
})

describe('freshnessFactor', () => {
  const days = (count: number) => count * 86_400_000
  const { full, gone } = freshDays
  it.each([
    ['just published', 0, 1],
    ['on the last fresh day', full, 1],
    ['half way', (full + gone) / 2, 0.5],
    ['at the end', gone, 0],
    ['long ago', gone * 3, 0],
    ['dated ahead', -5, 1],
  ])('%s', (_, age, value) => expect(freshnessFactor(days(20_000 - age), days(20_000))).toBeCloseTo(value, 12))
  it('is silent without a day', () => expect(freshnessFactor(0, days(1))).toBeNull())
})

describe('evaluateFactors', () => {
  const nowAt = 1_000
  const ofDocumentAlone: FactorCode[] = ['freshness', 'completeness', 'integrity']
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
    isInGoodStanding: fc.option(fc.boolean()),
  })

  it('takes the seeker for the one who wants', () => {
    const immature = aQuery({ trl: 3 })
    const mature = aQuery({ trl: 7 })
    const trl = (seeker: 'query' | 'document') =>
      evaluateFactors({ query: immature, document: mature, seeker, nowAt }, factorWeights).find(
        ({ code }) => code === 'trl',
      )?.value
    expect(trl('query')).toBe(1)
    expect(trl('document')).toBe(0)
  })

  it('law: values lie in 0..1, silence is null and lifts nothing', () => {
    fc.assert(
      fc.property(facts, facts, (one, other) => {
        const [query, document] = [aQuery(one), aQuery(other)]
        const results = evaluateFactors({ query, document, seeker: 'query', nowAt }, factorWeights)
        expect(results.map(({ code }) => code)).toEqual(factorCodes)
        for (const { code, value, weight, lift } of results) {
          const sides = ofDocumentAlone.includes(code) ? [document] : [query, document]
          const isSilent = sides.some(side => statedFact(side, code, side === query) === null)
          if (isSilent) expect(value).toBeNull()
          if (value === null) expect(lift).toBe(0)
          else expect(value >= 0 && value <= 1 && lift === weight * value).toBe(true)
        }
      }),
    )
  })
})
