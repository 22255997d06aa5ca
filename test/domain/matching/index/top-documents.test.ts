import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MatchDocument } from '#domain/matching/document.ts'
import { readId } from '#domain/matching/index/columns.ts'
import { wordNumber } from '#domain/matching/index/dictionary.ts'
import { averagesOf, liveSegments } from '#domain/matching/index/library-index.ts'
import {
  compactIndex,
  createMatchIndex,
  type MatchIndex,
  rankedStatistics,
  statisticsOf,
  upsert,
} from '#domain/matching/index/match-index.ts'
import { boundGrowth, findWord } from '#domain/matching/index/segment.ts'
import { topDocuments } from '#domain/matching/index/top-documents.ts'
import { conditionsIn } from '#domain/matching/rank.ts'
import { planQuery } from '#domain/matching/ranking/query-plan.ts'
import { saturation } from '#domain/matching/ranking/score.ts'
import { bm25 } from '#domain/matching/ranking/weights.ts'
import { aDocument, anId, aQuery, finish } from '../support.ts'
import { changes, documentOf, filterFor, live, nowAt, queryFor } from './churn.ts'
import { passesFilter } from './naive-filter.ts'
import { bestByWords, countedFor, type NaiveTerm, naiveScores, naiveTerms } from './naive-ranking.ts'

const seeds = fc.integer({ min: 0, max: 1_000_000 })
const options = { nowAt, weights: bm25, conditions: [] }
const isTimely = ({ expiresAt }: MatchDocument) => expiresAt === null || expiresAt > nowAt

/** Of demands, for an achievement that asks. */
function statistics(index: MatchIndex) {
  return [rankedStatistics(index, 'demand', 'achievement'), statisticsOf(index, 'achievement')] as const
}

function numbered(index: MatchIndex, terms: readonly NaiveTerm[]) {
  return terms.map(({ word, share }) => ({ word: wordNumber(index.dictionary, word), share }))
}

function topIds(index: MatchIndex, terms: readonly NaiveTerm[], given: Partial<Parameters<typeof topDocuments>[2]>) {
  const found = topDocuments(index.libraries.demand, numbered(index, terms), { ...options, limit: 10, ...given })
  return found.map(({ live: { segment }, place, score }) => ({ id: readId(segment.columns.ids, place), score }))
}

describe('topDocuments', () => {
  it('law: is exhaustive scoring to the last bit, whatever happened, under every filter', () => {
    const property = fc.property(seeds, changes, (seed, history) => {
      const { index, truth, counted } = live(seed, history)
      const all = countedFor(counted, 'demand', 'achievement')
      const living = [...truth.values()].filter(({ library }) => library === 'demand').filter(isTimely)
      for (const [part, limit] of [10, 3, 30, 1, 10, 3, 200, 20, 0].entries()) {
        const [query, filter] = [queryFor(seed + part), part < 5 ? {} : filterFor(seed + part)]
        const terms = naiveTerms(all, query)
        const plan = planQuery(query, ...statistics(index))
        expect(plan.searched.map(({ word, share }) => ({ word, share }))).toEqual(terms)
        const passing = living.filter(document => passesFilter(document, filter))
        const best = bestByWords(passing, naiveScores(all.own, terms), limit)
        const expected = best.map(({ document, score }) => ({ id: document.id, score }))
        expect(topIds(index, terms, { limit, conditions: conditionsIn(index, 'demand', filter) })).toEqual(expected)
      }
    })
    fc.assert(property, { numRuns: 30 })
  })

  it('breaks ties by id also between single places of two segments', () => {
    const index = createMatchIndex()
    const pump = { library: 'demand', title: '水泵' } as const
    const twins = (from: number) => Array.from({ length: 40 }, (_, i) => aDocument({ ...pump, id: anId(from + i) }))
    for (const from of [100, 0]) upsert(index, twins(from))
    const first = () => Uint16Array.of(0)
    const term = { word: '水泵', share: 1 }
    expect(topIds(index, [term], { limit: 1, placesIn: first }).map(({ id }) => id)).toEqual([anId(0)])
    expect(topIds(index, [term], { limit: 1 }).map(({ id }) => id)).toEqual([anId(0)])
  })

  it('law: after compaction statistics and scores are those of a fresh index, bit by bit', () => {
    const property = fc.property(seeds, changes, (seed, history) => {
      const { index, truth } = live(seed, history)
      finish(compactIndex(index))
      const fresh = createMatchIndex()
      upsert(fresh, [...truth.values()])
      for (const library of ['demand', 'achievement'] as const) {
        const { documents, averages } = rankedStatistics(index, library, library)
        expect(rankedStatistics(fresh, library, library)).toMatchObject({ documents, averages })
      }
      const query = queryFor(seed)
      const plan = (of: MatchIndex) => planQuery(query, ...statistics(of))
      expect(plan(index)).toEqual(plan(fresh))
      const limit = 20
      expect(topIds(index, plan(index).searched, { limit })).toEqual(topIds(fresh, plan(fresh).searched, { limit }))
    })
    fc.assert(property, { numRuns: 20 })
  })
})

/** How many lists the bounds leave aside, after the formula of MaxScore, in each segment but the first. */
function listsLeftAside(index: MatchIndex, terms: readonly NaiveTerm[], limit: number): number {
  const library = index.libraries.demand
  const segments = liveSegments(library).sort((a, b) => b.segment.documents - a.segment.documents || a.slot - b.slot)
  let aside = 0
  for (const [i, { segment }] of segments.entries()) {
    const earlier = new Set(segments.slice(0, i))
    const within = topDocuments(library, numbered(index, terms), {
      ...options,
      limit,
      placesIn: one => (earlier.has(one) ? null : new Uint16Array(0)),
    })
    const bar = within.length < limit ? Number.NEGATIVE_INFINITY : (within.at(-1)?.score ?? 0)
    const growth = boundGrowth(segment, averagesOf(library), bm25)
    let rest = 0
    for (const { word, share } of numbered(index, terms).toReversed()) {
      const at = findWord(segment, word)
      if (at < 0) continue
      const most = (segment.bounds[at] as number) * growth
      rest += share * (Number.isFinite(most) ? saturation(most, bm25.k1) : 1)
      if (rest < bar) aside++
    }
  }
  return aside
}

describe('skipping', () => {
  const library = 'demand' as const
  const common = (n: number) => aDocument({ id: anId(n), library, text: '水泵 轴承 密封 叶片' })
  const rare = (n: number) => aDocument({ id: anId(n), library, title: '隔膜', text: '水泵' })
  const crowd = Array.from({ length: 60 }, (_, i) => (i % 12 === 0 ? rare(i) : common(i)))
  const later = Array.from({ length: 40 }, (_, i) => (i % 12 === 0 ? rare(100 + i) : common(100 + i)))

  const own = [...crowd, ...later]
  const counted = { own, offered: own, askers: [] }

  /** Two segments; what the first holds is enough to leave the common word of the second aside. */
  function twoSegments() {
    const index = createMatchIndex()
    upsert(index, [...crowd, ...later.slice(0, 1)])
    upsert(index, later.slice(1))
    const terms = naiveTerms(counted, aQuery({ title: '隔膜 水泵' }))
    return { index, terms }
  }

  it('does not read postings that cannot matter', () => {
    const { index, terms } = twoSegments()
    const before = topIds(index, terms, { limit: 3 })
    expect(listsLeftAside(index, terms, 3)).toBe(1)
    const { segment } = liveSegments(index.libraries.demand)[1] ?? expect.fail('one segment only')
    const at = findWord(segment, wordNumber(index.dictionary, '水泵'))
    const isRare = (place: number) => findWord(segment, wordNumber(index.dictionary, '隔膜')) >= 0 && place % 12 === 11
    for (let i = segment.starts[at] as number; i < (segment.starts[at + 1] as number); i++)
      if (!isRare(segment.places[i] as number)) segment.counts[i] = 255
    expect(topIds(index, terms, { limit: 3 })).toEqual(before)
    expect(topIds(index, terms, { limit: 60 })).not.toEqual(before)
  })

  it('passes over a whole segment that its bounds rule out', () => {
    const index = createMatchIndex()
    upsert(index, crowd)
    upsert(
      index,
      later.filter((_, i) => i % 12 !== 0),
    )
    const terms = naiveTerms(counted, aQuery({ title: '隔膜 水泵' }))
    const before = topIds(index, terms, { limit: 3 })
    const { segment } = liveSegments(index.libraries.demand)[1] ?? expect.fail('one segment only')
    segment.counts.fill(255)
    expect(topIds(index, terms, { limit: 3 })).toEqual(before)
  })

  it('happens in the histories of the law', () => {
    const aside = Array.from({ length: 20 }, (_, seed) => {
      const index = createMatchIndex()
      for (let from = 0; from < 300; from += 60)
        upsert(
          index,
          Array.from({ length: 60 }, (_, i) => documentOf(seed, from + i, from + i, 'demand')),
        )
      const plan = planQuery(queryFor(seed), ...statistics(index))
      return listsLeftAside(index, plan.searched, 3)
    })
    expect(aside.filter(count => count > 0).length).toBeGreaterThan(8)
  })
})
