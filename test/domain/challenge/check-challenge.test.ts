import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  BidWindowTooLong,
  BidWindowTooShort,
  checkBidWindow,
  checkChallengeDraft,
  checkChallengeQuality,
  checkNoticeServed,
  noticeEnd,
  usualDimensions,
} from '#domain/challenge/check-challenge.ts'
import { challengeContent } from '../../support/challenge-content.ts'

const paths = (problems: readonly { path: string }[]) => problems.map(problem => problem.path)

describe('the terms of a challenge', () => {
  it('pass when they are complete', () => {
    expect(checkChallengeQuality(challengeContent())).toEqual([])
    expect(checkChallengeQuality(challengeContent({ dimensions: [...usualDimensions] }))).toEqual([])
  })
  it.each([
    ['title', { title: ' ' }],
    ['title', { title: '长'.repeat(201) }],
    ['problem', { problem: '太短' }],
    ['indicators', { indicators: [] }],
    ['conditions', { conditions: '' }],
    ['rewardFen', { rewardFen: 0n }],
    ['rewardFen', { rewardFen: -1n }],
    ['rewardFen', { rewardFen: 9_000_000_000_000_001n }],
    ['dimensions', { dimensions: [] }],
    ['dimensions', { dimensions: [{ name: '方案', weight: 99 }] }],
    ['dimensions', { dimensions: Array.from({ length: 11 }, (_, i) => ({ name: `${i}`, weight: i < 10 ? 9 : 10 })) }],
    [
      'dimensions',
      {
        dimensions: [
          { name: '同', weight: 50 },
          { name: '同 ', weight: 50 },
        ],
      },
    ],
    ['dimensions.0.name', { dimensions: [{ name: '', weight: 100 }] }],
  ])('need %s', (path, change) => {
    expect(paths(checkChallengeQuality(challengeContent(change)))).toContain(path)
  })
  it.each([0, -5, 101, 33.3, Number.NaN])('a weight of %s is none', weight => {
    const dimensions = [{ name: '方案', weight }]
    expect(paths(checkChallengeDraft(challengeContent({ dimensions })))).toContain('dimensions.0.weight')
  })
  it('may be unfinished while they are a draft', () => {
    const draft = challengeContent({
      problem: '',
      conditions: '',
      indicators: [],
      dimensions: [{ name: '方案', weight: 30 }],
    })
    expect(checkChallengeDraft(draft)).toEqual([])
    expect(paths(checkChallengeQuality(draft))).toEqual(['problem', 'indicators', 'conditions', 'dimensions'])
  })
  it('name every indicator without unit or test method', () => {
    const [first] = challengeContent().indicators
    const indicators = first ? [{ ...first, unit: '', testMethod: ' ' }] : []
    expect(paths(checkChallengeQuality(challengeContent({ indicators })))).toEqual([
      'indicators.0.unit',
      'indicators.0.testMethod',
    ])
  })
})

describe('the window for bids', () => {
  const now = new Date('2026-11-21T02:00:00.000Z')
  const plus = (ms: number) => new Date(now.getTime() + ms)
  it('must be at least as long as the bureau says, to the millisecond', () => {
    expect(checkBidWindow(now, plus(20_000), 20)).toBeNull()
    const refusal = checkBidWindow(now, plus(19_999), 20)
    expect(refusal).toBeInstanceOf(BidWindowTooShort)
    expect(refusal).toMatchObject({ minSeconds: 20, earliestCloseAt: plus(20_000) })
  })
  it('in the past, or not a time at all, is too short', () => {
    expect(checkBidWindow(now, plus(-1), 1)?.code).toBe('BID_WINDOW_TOO_SHORT')
    expect(checkBidWindow(now, new Date(Number.NaN), 1)?.code).toBe('BID_WINDOW_TOO_SHORT')
  })
  it('of more than a year is a slip', () => {
    expect(checkBidWindow(now, plus(366 * 86_400_000), 1)).toBeNull()
    expect(checkBidWindow(now, plus(366 * 86_400_000 + 1), 1)).toBeInstanceOf(BidWindowTooLong)
  })
})

describe('the public notice', () => {
  const days = (noticeWorkingDays: number, noticeSeconds = 0) => ({ noticeWorkingDays, noticeSeconds })
  it.each([
    // Saturday: Monday to Friday of the week after, ending as Friday ends
    ['2026-11-21T02:00:00Z', 5, '2026-11-27T16:00:00.000Z', false],
    // over the national holiday 2026 (1–7 October, with 20 September and 10 October worked)
    ['2026-09-29T02:00:00Z', 2, '2026-10-08T16:00:00.000Z', false],
    // across a year whose notice is not known: Monday to Friday, and said so
    ['2026-12-29T02:00:00Z', 5, '2027-01-05T16:00:00.000Z', true],
    // late in the evening in Greenwich it is the next day in China
    ['2026-11-22T17:00:00Z', 1, '2026-11-24T16:00:00.000Z', false],
  ])('from %s over %i working days ends at %s', (from, count, endsAt, isEstimated) => {
    const end = noticeEnd(new Date(from), days(count))
    expect([end.endsAt.toISOString(), end.isEstimated]).toEqual([endsAt, isEstimated])
  })
  it('of seconds runs from now', () => {
    const now = new Date('2026-11-21T02:00:00.123Z')
    expect(noticeEnd(now, days(0, 3)).endsAt.toISOString()).toBe('2026-11-21T02:00:03.123Z')
  })
  it('law: never ends before it begins, and more days never end it earlier', () => {
    const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2029-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(instant, fc.nat(30), (now, count) => {
        const end = noticeEnd(now, days(count)).endsAt
        expect(end >= now).toBe(true)
        expect(noticeEnd(now, days(count + 1)).endsAt > end).toBe(true)
      }),
    )
  })
  it('is served at its end, not a millisecond before', () => {
    const end = new Date('2026-11-27T16:00:00.000Z')
    expect(checkNoticeServed(end, end)).toBeNull()
    expect(checkNoticeServed(new Date(end.getTime() - 1), end)?.code).toBe('NOTICE_STILL_RUNS')
  })
})
