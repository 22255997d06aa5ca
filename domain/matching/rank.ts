/**
 * Ranks one library for a query. First the best documents by words, exactly; then each of these is weighed with its
 * facts. Explaining is apart (ranking/explanation.ts): it needs the documents' texts, which the index does not keep.
 */
import type { Library } from '../listing.ts'
import type { MatchQuery } from './document.ts'
import type { Found } from './index/best-heap.ts'
import { readFacts, readId } from './index/columns.ts'
import { wordNumber } from './index/dictionary.ts'
import { conditionsOf, type MatchFilter } from './index/filter.ts'
import { findDocument, type LibraryIndex, type LiveSegment } from './index/library-index.ts'
import { type MatchIndex, rankedStatistics, statisticsOf } from './index/match-index.ts'
import { readQuantities } from './index/quantity-columns.ts'
import { topDocuments } from './index/top-documents.ts'
import { liftedScore } from './ranking/explanation.ts'
import { evaluateFactors, type Seeker } from './ranking/factors.ts'
import { planQuery, type QueryPlan } from './ranking/query-plan.ts'
import { defaultWeights, type MatchWeights } from './ranking/weights.ts'

export interface RankRequest {
  /** The library to rank. */
  library: Library
  /** The library the query stems from: whose word statistics say what askers always say. */
  from: Library
  query: MatchQuery
  /** Most results wanted. */
  limit: number
  /** Epoch milliseconds; documents expired by then are not ranked. */
  nowAt: number
  filter?: MatchFilter
  /** Only these ids are ranked, when given. */
  candidates?: readonly string[]
  /** Never ranked: the query itself, when it asks for its like. */
  except?: string | null
  /** Others than the service's own, to compare. */
  weights?: MatchWeights
}

export interface RankedId {
  id: string
  /** Above 0. Comparable within one list. */
  score: number
}

export interface Ranking {
  /** Best first, ties by id. A document that shares no word with the query is not ranked. */
  ranked: RankedId[]
  /** What the words counted for; the explanation needs it. */
  plan: QueryPlan
}

/** So many documents, the best by words, are weighed with their facts. */
export const weighedDocuments = 200

export function rankDocuments(index: MatchIndex, request: RankRequest): Ranking {
  const { library, from, query, limit, nowAt, except, weights = defaultWeights } = request
  const plan = planQuery(query, rankedStatistics(index, library, from), statisticsOf(index, from), weights)
  const words = plan.searched.map(({ word, share }) => ({ word: wordNumber(index.dictionary, word), share }))
  const weighed = limit > 0 ? Math.max(limit, weighedDocuments) : 0
  const found = topDocuments(index.libraries[library], words, {
    limit: weighed + (weighed > 0 && except ? 1 : 0),
    nowAt,
    weights: weights.bm25,
    conditions: conditionsIn(index, library, request.filter),
    ...(request.candidates ? { placesIn: placesOf(index.libraries[library], request.candidates) } : {}),
  })
  const seeker = seekerOf(library, from)
  const weigh = ({ live: { segment }, place, score }: Found) => {
    const quantities = readQuantities(segment.quantities, place, index.dictionary)
    const document = { ...readFacts(segment.columns, place), quantities }
    return liftedScore(score, evaluateFactors({ query, document, seeker, nowAt }, weights.factors))
  }
  const ranked = found
    .map(entry => ({ id: readId(entry.live.segment.columns.ids, entry.place), entry }))
    .filter(({ id }) => id !== except)
    .slice(0, weighed)
    .map(({ id, entry }) => ({ id, score: weigh(entry) }))
  ranked.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
  return { ranked: ranked.slice(0, limit), plan }
}

/** Which side needs the technology: a demand always does, also when an achievement asks for demands. */
export function seekerOf(library: Library, from: Library): Seeker {
  return library === 'demand' && from !== 'demand' ? 'document' : 'query'
}

export function conditionsIn(index: MatchIndex, library: Library, filter: MatchFilter | undefined) {
  if (!filter) return []
  return conditionsOf(filter, library, index.organisationNumbers.get(filter.organisationId ?? '') ?? -1)
}

/** The given documents' places, by segment. */
function placesOf(library: LibraryIndex, ids: readonly string[]): (live: LiveSegment) => Uint16Array {
  const bySegment = new Map<LiveSegment, Set<number>>()
  for (const id of ids) {
    const found = findDocument(library, id)
    if (!found) continue
    const places = bySegment.get(found.live) ?? new Set<number>()
    bySegment.set(found.live, places.add(found.place))
  }
  return live => Uint16Array.from(bySegment.get(live) ?? []).sort()
}
