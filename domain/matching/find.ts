/**
 * The search boxes of the libraries: every listing that has all the words, in the wanted order, with counts by facet.
 * When none has all of them, those that have some, and it is said.
 */
import type { Library } from '../listing.ts'
import { maxFound } from './check-search.ts'
import { countFacets, noFacets } from './find-facets.ts'
import { bestInOrder, type FindOrder, type FoundSegment, weighWords } from './find-order.ts'
import { clauseOf, isBlank, loneWords, partsOf, synonymsOfParts } from './find-text.ts'
import { type Found, sorted } from './index/best-heap.ts'
import { readId } from './index/columns.ts'
import type { Facets } from './index/facets.ts'
import { keepPlaces, type MatchFilter } from './index/filter.ts'
import { type Clause, placesHolding } from './index/holding-places.ts'
import { isLiving, type LiveSegment, liveSegments } from './index/library-index.ts'
import type { MatchIndex } from './index/match-index.ts'
import { type SearchWord, topDocuments } from './index/top-documents.ts'
import { conditionsIn } from './rank.ts'
import { bm25 } from './ranking/weights.ts'

export { type FindOrder, findOrders } from './find-order.ts'

export interface FindRequest {
  library: Library
  /** What was typed; parts between blanks must all be found. Blank: everything. Without any word in it: nothing. */
  text: string
  /** For a part of the text, other ways to say it; those of the index, when not given. */
  synonyms?: ReadonlyMap<string, readonly string[]>
  filter?: MatchFilter
  order: FindOrder
  offset: number
  limit: number
  /** Epoch milliseconds; documents expired by then are not found. */
  nowAt: number
}

export interface FindResult {
  /** In the wanted order, from the offset on. */
  ids: string[]
  /** All that were found. */
  total: number
  facets: Facets
  /** The words that were looked for, to be shown in the texts. */
  words: string[]
  /** True when no listing has all the words and these have some of them. */
  isPartial: boolean
}

export function findDocuments(index: MatchIndex, given: FindRequest): FindResult {
  const request = { ...given, offset: wholeOf(given.offset), limit: wholeOf(given.limit) }
  const { library, filter, offset, nowAt } = request
  const parts = partsOf({
    text: request.text,
    synonyms: request.synonyms ?? synonymsOfParts(request.text, index.synonyms),
  })
  if (parts.length === 0 && !isBlank(request.text)) return { ...nothing(), words: [] }
  const lone = loneWords(index, library, parts)
  const clauses = parts.map(alternatives => clauseOf(index, alternatives, lone))
  const words = [...new Set(parts.flat(2))]
  const all = liveSegments(index.libraries[library]).map(live => livingIn(live, clauses, nowAt))
  if (clauses.length > 0 && all.every(({ places }) => places.length === 0))
    return { ...findSome(index, request, weighWords(index, library, words, lone)), words }
  const conditions = conditionsIn(index, library, filter)
  const kept = all.map(({ live, places }) => ({ live, places: keepPlaces(live.segment, conditions, places) }))
  const order = request.order === 'relevance' && clauses.length === 0 ? 'newest' : request.order
  const relevance = weighWords(index, library, words, new Map())
  const best = bestInOrder(index, { library, order, limit: lastOf(request), words: relevance }, kept)
  return {
    ids: idsOf(sorted(best).slice(offset)),
    total: kept.reduce((sum, { places }) => sum + places.length, 0),
    facets: countFacets(index, request, { all, kept }),
    words,
    isPartial: false,
  }
}

const wholeOf = (number: number) => (number > 0 ? Math.floor(number) : 0)
const lastOf = ({ offset, limit }: FindRequest) => Math.min(offset + limit, maxFound)
const nothing = () => ({ ids: [], total: 0, facets: noFacets(), isPartial: false })

function idsOf(found: readonly Found[]): string[] {
  return found.map(({ live, place }) => readId(live.segment.columns.ids, place))
}

/** The living documents that hold what every clause asks for. */
function livingIn(live: LiveSegment, clauses: readonly Clause[], nowAt: number): FoundSegment {
  const held = placesHolding(live.segment, clauses)
  const places = held?.slice() ?? keepPlaces(live.segment, [], null)
  let count = 0
  for (const place of places) if (isLiving(live, place, nowAt)) places[count++] = place
  return { live, places: places.subarray(0, count) }
}

/** No listing has all the words: the best of those that have some. */
function findSome(index: MatchIndex, request: FindRequest, words: readonly SearchWord[]): Omit<FindResult, 'words'> {
  const conditions = conditionsIn(index, request.library, request.filter)
  const options = { limit: maxFound, nowAt: request.nowAt, weights: bm25, conditions }
  const found = topDocuments(index.libraries[request.library], words, options)
  const shown = idsOf(found.slice(request.offset, lastOf(request)))
  return { ...nothing(), ids: shown, total: found.length, isPartial: found.length > 0 }
}
