/** The three flags of a challenge: one bid, little time, one price. */
import { describe, expect, test } from 'vitest'
import { findIdenticalPrices } from '#domain/subsidy/flags/identical-price.ts'
import { flagParameters } from '#domain/subsidy/flags/parameters.ts'
import { findShortBidWindows } from '#domain/subsidy/flags/short-bid-window.ts'
import { findSingleBids } from '#domain/subsidy/flags/single-bid.ts'
import { bid, challenge, wan } from './support.ts'

describe('single bid', () => {
  test('one bid is flagged with its price beside the reward', () => {
    const [flag] = findSingleBids([challenge([bid('1', 280)])])
    expect(flag?.explanation.zh).toContain('单位1，报价 2,800,000.00 元，榜额 3,000,000.00 元')
  })
  test('two are none, no bid is none', () => {
    expect(findSingleBids([challenge([bid('1', 280), bid('2', 290)]), challenge([])])).toEqual([])
  })
  test('a race with one bidder is flagged; a directed challenge asks one by design', () => {
    expect(findSingleBids([challenge([bid('1', 280)], { selection: 'race' })])).toHaveLength(1)
    expect(findSingleBids([challenge([bid('1', 280)], { selection: 'directed' })])).toEqual([])
  })
})

describe('short bid window', () => {
  const windowOf = (closes: string | null) =>
    findShortBidWindows(
      [challenge([], { bidsCloseAt: closes === null ? null : new Date(closes) })],
      flagParameters.bids,
    )
  test('ten days to the millisecond are enough, a millisecond less is not', () => {
    expect(windowOf('2026-01-11T01:00:00.000Z')).toEqual([])
    expect(windowOf('2026-01-11T00:59:59.999Z')).toHaveLength(1)
  })
  test('says how short it was', () => {
    expect(windowOf('2026-01-03T04:30:00Z')[0]?.explanation.zh).toContain('2026-01-01 发布，揭榜期只有 2 天 3 小时')
  })
  test('a challenge that was never published has none', () => {
    expect(windowOf(null)).toEqual([])
  })
})

describe('identical price', () => {
  test('two that ask the same are flagged, three of them once', () => {
    const [flag, ...others] = findIdenticalPrices([
      challenge([bid('1', 280), bid('2', 290), bid('3', 280), bid('4', 280)]),
    ])
    expect(others).toEqual([])
    expect(flag?.basis).toEqual(['challenge', '1', '3', '4'])
    expect(flag?.explanation.figures).toContainEqual({ name: 'price', unit: 'fen', value: String(wan(280)) })
  })
  test('1 分 apart is apart', () => {
    expect(findIdenticalPrices([challenge([bid('1', 280), bid('2', 280.000001)])])).toEqual([])
  })
  test('everybody may ask for the whole reward', () => {
    expect(findIdenticalPrices([challenge([bid('1', 300), bid('2', 300)])])).toEqual([])
  })
  test('of sealed bids nothing is known', () => {
    expect(findIdenticalPrices([challenge([bid('1', null), bid('2', null)])])).toEqual([])
  })
  test('the same price in two challenges is chance', () => {
    expect(findIdenticalPrices([challenge([bid('1', 280)]), challenge([bid('2', 280)], { id: 'other' })])).toEqual([])
  })
})
