/**
 * Ranks one library for a query. First the best documents by words, exactly; then each of these is weighed with its
 * characters, its meaning and its facts. Explaining is apart (ranking/explanation.ts): it needs the documents' texts,
 * which the index does not keep.
 */
import type { Library } from '../listing.ts'
import type { MatchQuery } from './document.ts'
import type { Found } from './index/best-heap.ts'
import { readId } from './index/columns.ts'
import { wordNumber } from './index/dictionary.ts'
import { type Condition, conditionsOf, keepPlaces, type MatchFilter } from './index/filter.ts'
import { findDocument, isLiving, type LibraryIndex, type LiveSegment } from './index/library-index.ts'
import { ownerWord } from './index/marked-words.ts'
import { type MatchIndex, rankedStatistics, statisticsOf } from './index/match-index.ts'
import { topDocuments } from './index/top-documents.ts'
import type { Seeker } from './ranking/factors.ts'
import { planQuery, type QueryPlan } from './ranking/query-plan.ts'
import { defaultWeights, type MatchWeights, weighedDocuments } from './ranking/weights.ts'
import { weighDocuments } from './weigh.ts'

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
  /** Only these ids are ranked, when given, and all of them, also those that share no word with the query. */
  candidates?: readonly string[]
  /** Never ranked: the query itself, when it asks for its like. */
  except?: string | null
  /** None of its listings is ranked: whoever asks looks for what others have. */
  exceptOrganisationId?: string | null
  /** Others than the service's own, to compare. */
  weights?: MatchWeights
  /** Ranks without meanings, while not all documents have theirs. */
  ignoresMeaning?: boolean
}

export interface RankedId {
  id: string
  /** Comparable within one list. */
  score: number
  /** Cosine of the two meanings; null when one of them is not known. */
  similarity: number | null
}

export interface Ranking {
  /** Best first, ties by id. */
  ranked: RankedId[]
  /** What everything counted for; the explanation needs it. */
  plan: QueryPlan
  /** Names what meanings were compared in, when they were; known to whoever feeds the index. */
  space?: string
}

export function rankDocuments(index: MatchIndex, request: RankRequest): Ranking {
  const { library, from, query, limit, nowAt, weights = defaultWeights, ignoresMeaning = false } = request
  const plan = planQuery(
    query,
    rankedStatistics(index, library, from),
    statisticsOf(index, from),
    weights,
    index.synonyms,
  )
  const found = limit > 0 ? findForRanking(index, request, plan) : []
  const { weighed, meaningScale } = weighDocuments(index, {
    query,
    plan,
    seeker: seekerOf(library, from),
    nowAt,
    found,
    ignoresMeaning,
  })
  const ranked = weighed.map(({ live, place, score, similarity }) => {
    return { id: readId(live.segment.columns.ids, place), score, similarity }
  })
  ranked.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
  return { ranked: ranked.slice(0, limit), plan: { ...plan, meaningScale } }
}

/** The documents that are weighed: the best by words, and every candidate. */
function findForRanking(index: MatchIndex, request: RankRequest, plan: QueryPlan): Found[] {
  const { library, limit, nowAt, candidates } = request
  const held = index.libraries[library]
  const words = plan.searched.map(({ word, share }) => ({ word: wordNumber(index.dictionary, word), share }))
  const conditions = [...conditionsIn(index, library, request.filter), ...ofOthers(index, request)]
  const placesIn = candidates && placesOf(held, candidates)
  // Of candidates all are ranked, so each must have its word score.
  const most = Math.max(limit, weighedDocuments, candidates?.length ?? 0)
  const except = request.except?.toLowerCase() ?? null
  const best = topDocuments(held, words, {
    limit: most + (except === null ? 0 : 1),
    nowAt,
    weights: plan.weights.bm25,
    conditions,
    ...(placesIn && { placesIn }),
  })
  const found = placesIn ? [...best, ...wordless(held, { placesIn, conditions, nowAt, found: best })] : best
  const others = found.filter(({ live, place }) => readId(live.segment.columns.ids, place) !== except)
  return placesIn ? others : others.slice(0, most)
}

/** Which side needs the technology: a demand always does, also when an achievement asks for demands. */
export function seekerOf(library: Library, from: Library): Seeker {
  return library === 'demand' && from !== 'demand' ? 'document' : 'query'
}

export function conditionsIn(index: MatchIndex, library: Library, filter: MatchFilter | undefined): Condition[] {
  if (!filter) return []
  return conditionsOf(filter, library, wordNumber(index.dictionary, ownerWord(filter.organisationId ?? '')))
}

function ofOthers(index: MatchIndex, { exceptOrganisationId }: RankRequest): Condition[] {
  if (!exceptOrganisationId) return []
  return [{ kind: 'withoutWord', word: wordNumber(index.dictionary, ownerWord(exceptOrganisationId)) }]
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

interface Candidates {
  placesIn: (live: LiveSegment) => Uint16Array
  conditions: readonly Condition[]
  nowAt: number
  found: readonly Found[]
}

/** The candidates that share no word with the query, so that no search has found them. */
function wordless(library: LibraryIndex, { placesIn, conditions, nowAt, found }: Candidates): Found[] {
  const known = new Set(found.map(({ live, place }) => `${live.slot} ${place}`))
  return library.slots.flatMap(live => {
    if (live === null) return []
    const places = keepPlaces(live.segment, conditions, placesIn(live))
    return Array.from(places, place => ({ live, place, score: 0 })).filter(
      ({ place }) => isLiving(live, place, nowAt) && !known.has(`${live.slot} ${place}`),
    )
  })
}
