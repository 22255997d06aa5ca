import { describe, expect, it } from 'vitest'
import { createLogEvaluation, type ShownMatch, type ShownPage } from '#domain/matching/evaluation/evaluate-log.ts'
import { ndcg } from '#domain/matching/evaluation/ranking-metrics.ts'

const shown = (rank: number, over: Partial<ShownMatch> = {}): ShownMatch => ({
  rank,
  strength: 'weak',
  gain: null,
  isOpened: false,
  organisationKind: 'university',
  organisationListings: 1,
  ...over,
})
const page = (queryId: string, ...matches: ShownMatch[]): ShownPage => ({ queryId, isFiltered: false, matches })

function evaluate(...pages: ShownPage[]) {
  const evaluation = createLogEvaluation()
  for (const each of pages) evaluation.add(each)
  return evaluation.report()
}

describe('the log of shown matches', () => {
  it('of nothing says nothing', () => {
    const report = evaluate()
    expect(report).toMatchObject({ queries: 0, pages: 0, shown: 0, ndcgAt10: null, coverage: null, exposureByKind: [] })
    expect(report.successAt.map(({ share }) => share)).toEqual([null, null, null])
  })

  it('measures judged queries only', () => {
    const report = evaluate(
      page('judged', shown(1, { gain: 0 }), shown(2, { gain: 2 }), shown(3)),
      page('unjudged', shown(1), shown(2)),
    )
    expect(report).toMatchObject({ queries: 2, pages: 2, shown: 5, judgedQueries: 1 })
    expect(report.ndcgAt10).toBeCloseTo(ndcg([0, 2, 0], 10) ?? -1, 12)
    expect(report.successAt).toEqual([
      { k: 1, share: 0 },
      { k: 3, share: 1 },
      { k: 10, share: 1 },
    ])
  })

  it('counts a query whose matches are all of no use as a failure, and leaves it out of nDCG', () => {
    const report = evaluate(page('a', shown(1, { gain: 0 })), page('b', shown(1, { gain: 2 })))
    expect(report.successAt[0]).toEqual({ k: 1, share: 0.5 })
    expect(report.ndcgAt10).toBe(1)
  })

  it('averages the pages of a query first: one that is opened every day does not drown the others', () => {
    const good = page('often', shown(1, { gain: 2 }))
    const bad = page('once', shown(1, { gain: 0 }), shown(2, { gain: 2 }))
    const report = evaluate(good, good, good, good, bad)
    expect(report.ndcgAt10).toBeCloseTo((1 + 1 / Math.log2(3)) / 2, 12)
    expect(report.successAt[0]?.share).toBe(0.5)
  })

  it('a page with a filter moves no figure of the ranking; what was judged only there is counted apart', () => {
    const whole = page('a', shown(1, { gain: 0, strength: 'strong' }), shown(2))
    const filtered = (queryId: string, gain: number | null): ShownPage => {
      return { ...page(queryId, shown(1, { gain, strength: 'strong', isOpened: true })), isFiltered: true }
    }
    const { filteredPages, judgedFilteredOnly, ...report } = evaluate(
      whole,
      filtered('a', 5),
      filtered('b', 2),
      filtered('b', 2),
      filtered('c', null),
    )
    const { filteredPages: none, judgedFilteredOnly: nobody, ...alone } = evaluate(whole)
    expect(report).toEqual(alone)
    expect([filteredPages, judgedFilteredOnly, none, nobody]).toEqual([4, 1, 0, 0])
  })

  it('goes by the rank and not by the position in the list', () => {
    const report = evaluate(page('a', shown(4, { gain: 2 })))
    expect(report.successAt.map(({ share }) => share)).toEqual([0, 0, 1])
  })

  it('covers a query once it was shown anything strong or good', () => {
    const report = evaluate(
      page('a', shown(1), shown(2, { strength: 'strong' })),
      page('b', shown(1, { strength: 'good' })),
      page('c', shown(1, { strength: 'fair' })),
      page('c', shown(1, { strength: 'none' })),
    )
    expect(report.coverage).toBeCloseTo(2 / 3, 12)
  })

  it('says who is shown, by kind and by size, and how often each place is opened', () => {
    const report = evaluate(
      page(
        'a',
        shown(1, { organisationListings: 40, isOpened: true }),
        shown(2, { organisationListings: 2 }),
        shown(3, { organisationKind: 'enterprise', organisationListings: 0 }),
      ),
      page('b', shown(1, { organisationListings: 21 })),
    )
    expect(report.exposureByKind).toEqual([
      { name: 'university', shown: 3, share: 0.75, opened: 1 },
      { name: 'enterprise', shown: 1, share: 0.25, opened: 0 },
    ])
    expect(report.exposureBySize.map(({ name, shown: n }) => [name, n])).toEqual([
      ['0–1', 1],
      ['2–5', 1],
      ['21+', 2],
    ])
    expect(report.clicksByRank).toEqual([
      { rank: 1, shown: 2, opened: 1, rate: 0.5 },
      { rank: 2, shown: 1, opened: 0, rate: 0 },
      { rank: 3, shown: 1, opened: 0, rate: 0 },
    ])
  })
})
