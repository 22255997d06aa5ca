import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkRecommendation,
  checkReviewComplete,
  checkScores,
  type Points,
  rankBids,
} from '#domain/challenge/score.ts'

const dimensions = [
  { name: '方案', weight: 60 },
  { name: '团队', weight: 40 },
]

/** `{ bid: { reviewer: [points of each dimension] } }` as rows. */
function points(table: Record<string, Record<string, number[]>>): Points[] {
  return Object.entries(table).flatMap(([bidId, reviewers]) =>
    Object.entries(reviewers).flatMap(([reviewerId, given]) =>
      given.map((p, i) => ({ bidId, reviewerId, ordinal: i + 1, points: p })),
    ),
  )
}

describe('the ranking', () => {
  it('weighs dimensions, takes the mean of the reviewers, shows the spread', () => {
    const ranked = rankBids(
      ['a', 'b'],
      dimensions,
      points({ a: { x: [80, 70], y: [90, 60] }, b: { x: [70, 90], y: [81, 90] } }),
    )
    // a: (7600 + 7800) / 2 = 7700; b: (7800 + 8460) / 2 = 8130
    expect(ranked).toEqual([
      { bidId: 'b', rank: 1, totalHundredths: 8130, spreadHundredths: 660, dimensionHundredths: [7550, 9000] },
      { bidId: 'a', rank: 2, totalHundredths: 7700, spreadHundredths: 200, dimensionHundredths: [8500, 6500] },
    ])
  })
  it('gives equal bids one rank in the order of sealing, and skips the next', () => {
    const same = { x: [50, 50] }
    const ranked = rankBids(['c', 'a', 'b'], dimensions, points({ a: same, c: same, b: { x: [40, 50] } }))
    expect(ranked.map(s => [s.bidId, s.rank])).toEqual([
      ['c', 1],
      ['a', 1],
      ['b', 3],
    ])
  })
  it('compares exactly what rounding would make equal', () => {
    // means 5000 1/3 and 5000: both are shown as 5000, but they are not equal
    const one = [
      { name: '方案', weight: 1 },
      { name: '其他', weight: 99 },
    ]
    const ranked = rankBids(
      ['a', 'b'],
      one,
      points({
        a: { x: [50, 50], y: [50, 50], z: [50, 50] },
        b: { x: [51, 50], y: [50, 50], z: [50, 50] },
      }),
    )
    expect(ranked.map(s => [s.bidId, s.rank, s.totalHundredths])).toEqual([
      ['b', 1, 5000],
      ['a', 2, 5000],
    ])
  })
  it('puts a bid nobody scored at zero', () => {
    expect(rankBids(['a'], dimensions, [])).toEqual([
      { bidId: 'a', rank: 1, totalHundredths: 0, spreadHundredths: 0, dimensionHundredths: [0, 0] },
    ])
  })
  it('laws: totals within 0–100 points, ranks ascend from 1, the order of the rows does not matter', () => {
    const table = fc.array(fc.array(fc.tuple(fc.nat(100), fc.nat(100)), { minLength: 3, maxLength: 3 }), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(table, bids => {
        const rows = bids.flatMap((reviewers, b) =>
          reviewers.flatMap((given, r) =>
            given.map((p, i) => ({ bidId: `b${b}`, reviewerId: `r${r}`, ordinal: i + 1, points: p })),
          ),
        )
        const ids = bids.map((_, b) => `b${b}`)
        const ranked = rankBids(ids, dimensions, rows)
        expect(ranked[0]?.rank).toBe(1)
        for (const [i, standing] of ranked.entries()) {
          expect(standing.totalHundredths).toBeGreaterThanOrEqual(0)
          expect(standing.totalHundredths).toBeLessThanOrEqual(10_000)
          expect(standing.totalHundredths).toBeLessThanOrEqual(ranked[i - 1]?.totalHundredths ?? 10_000)
          expect(standing.rank).toBeLessThanOrEqual(i + 1)
        }
        expect(rankBids(ids, dimensions, rows.toReversed())).toEqual(ranked)
      }),
    )
  })
})

describe('the scores of one bid', () => {
  const good = [
    { ordinal: 1, points: 0, comment: '' },
    { ordinal: 2, points: 100, comment: '好' },
  ]
  it('cover every dimension once', () => {
    expect(checkScores(good, 2)).toEqual([])
    expect(checkScores(good.slice(1), 2)).toMatchObject([{ path: 'scores.1', message: 'is missing' }])
    expect(checkScores([...good, ...good.slice(1)], 2)).toMatchObject([{ path: 'scores.2', message: 'is given twice' }])
    expect(checkScores(good, 1)).toMatchObject([{ path: 'scores.2' }])
  })
  it.each([-1, 101, 50.5, Number.NaN])('%s is no number of points', value => {
    expect(checkScores([{ ordinal: 1, points: value, comment: '' }], 1)).toMatchObject([{ path: 'scores.1.points' }])
  })
  it('have comments of at most 2000 characters', () => {
    expect(checkScores([{ ordinal: 1, points: 1, comment: 'x'.repeat(2001) }], 1)).toHaveLength(1)
  })
})

describe('the review', () => {
  const progress = { reviewerCount: 3, bidCount: 2, scoredPairs: 6, minReviewers: 3 }
  it('is complete when an odd panel of the least size has scored everything', () => {
    expect(checkReviewComplete(progress)).toBeNull()
  })
  it.each([
    ['one score short', { scoredPairs: 5 }],
    ['too few', { reviewerCount: 1, scoredPairs: 2 }],
    ['even', { reviewerCount: 4, scoredPairs: 8 }],
    ['none', { reviewerCount: 0, scoredPairs: 0 }],
  ])('is not with a panel that is %s', (_, change) => {
    expect(checkReviewComplete({ ...progress, ...change })?.code).toBe('REVIEW_INCOMPLETE')
  })
  it('lets a bid that is not the first be recommended only with a reason', () => {
    expect(checkRecommendation(1, '')).toBeNull()
    expect(checkRecommendation(2, '  ')).toMatchObject({ code: 'RECOMMENDATION_NEEDS_REASON', rank: 2 })
    expect(checkRecommendation(2, '第一名的设备条件不足')).toBeNull()
  })
})
