/**
 * The search boxes of the libraries: every listing that has all the words, in the wanted order, with counts by facet.
 * When none has all of them, those that have some, and it is said.
 */
import type { Library } from '../listing.ts'
import { type BestHeap, createBestHeap, offer, scoreToBeat, sorted } from './index/best-heap.ts'
import { type Columns, noDay, readId } from './index/columns.ts'
import { wordNumber, wordOf, wordsWith } from './index/dictionary.ts'
import { type FacetName, type Facets, facetFilters, facetNames, readTally, type Tally, tally } from './index/facets.ts'
import { keepPlaces, type MatchFilter } from './index/filter.ts'
import { type Clause, placesHolding } from './index/holding-places.ts'
import { averagesOf, holdersOf, isLiving, type LiveSegment, liveSegments } from './index/library-index.ts'
import { type MatchIndex, rankedStatistics } from './index/match-index.ts'
import { findPlace, findWord } from './index/segment.ts'
import { topDocuments } from './index/top-documents.ts'
import { conditionsIn } from './rank.ts'
import { planQuery } from './ranking/query-plan.ts'
import { curveOf, type FrequencyCurve, saturation, wordFrequency } from './ranking/score.ts'
import { bm25 } from './ranking/weights.ts'
import { tokenize } from './text/tokens.ts'

export const findOrders = ['relevance', 'newest', 'amount_low', 'amount_high', 'maturity', 'deadline'] as const
export type FindOrder = (typeof findOrders)[number]

export interface FindRequest {
  library: Library
  /** What was typed; parts between blanks must all be found. Empty: everything. */
  text: string
  /** For a part of the text, other ways to say it. */
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

/** Deepest place of a list that can be asked for: whoever is there should narrow the search. */
export const maxFound = 1000
/** Parts of the text that are looked for; the rest is ignored. */
const maxParts = 20
/** Vocabulary that a lone Chinese character stands for: the most common words with it. */
const maxLoneWords = 64

interface WordWeight {
  word: number
  share: number
}

interface FoundSegment {
  live: LiveSegment
  /** Living documents that hold the words, whatever the filter. */
  places: Uint16Array
}

export function findDocuments(index: MatchIndex, given: FindRequest): FindResult {
  const request = { ...given, offset: wholeOf(given.offset), limit: wholeOf(given.limit) }
  const parts = partsOf(request)
  const words = [...new Set(parts.flat(2))]
  const clauses = parts.map(alternatives => clauseOf(index, request.library, alternatives))
  const plan = planQuery(
    { title: words.join('\n'), text: '' },
    rankedStatistics(index, request.library, request.library),
    nobody,
  )
  const weights = plan.searched.map(({ word, share }) => ({ word: wordNumber(index.dictionary, word), share }))
  const all = liveSegments(index.libraries[request.library]).map(live => ({
    live,
    places: livingPlaces(live, placesHolding(live.segment, clauses), request.nowAt),
  }))
  if (clauses.length > 0 && all.every(({ places }) => places.length === 0))
    return findSome(index, request, words, weights)
  const conditions = conditionsIn(index, request.library, request.filter)
  const kept = all.map(({ live, places }) => ({ live, places: keep(live, conditions, places) }))
  const order = request.order === 'relevance' && clauses.length === 0 ? 'newest' : request.order
  const best = inOrder(index, { ...request, order }, weights, kept)
  const total = kept.reduce((sum, { places }) => sum + places.length, 0)
  return { ids: pageOf(best, request), total, facets: countFacets(index, request, all), words, isPartial: false }
}

const nobody = { documents: 0, holders: () => 0, characterHolders: () => 0 }
const wholeOf = (number: number) => (number > 0 ? Math.floor(number) : 0)

/** For each part of the text its alternatives, each a list of words. Parts without a word are passed over. */
function partsOf({ text, synonyms }: FindRequest): string[][][] {
  return cutIntoParts(text).flatMap(part => {
    const ways = [part, ...(synonyms?.get(part) ?? [])].map(way => [...new Set(tokenize(way))])
    const alternatives = ways.filter(words => words.length > 0)
    return alternatives.length > 0 ? [alternatives] : []
  })
}

/** At blanks, but not at one inside a word: "10 mm" and "GB/T 19001" are a part each. */
function cutIntoParts(text: string): string[] {
  const parts: string[] = []
  for (const part of text.trim().split(/\s+/u).slice(0, maxParts)) {
    const before = parts.at(-1)
    const together = `${before} ${part}`
    const isOneWord = before !== undefined && tokenize(together).join(' ') !== tokenize(`${before}\n${part}`).join(' ')
    if (isOneWord) parts.splice(-1, 1, together)
    else parts.push(part)
  }
  return parts
}

/** A lone Chinese character is no word of the index; it stands for the words it is in. */
function clauseOf(index: MatchIndex, library: Library, alternatives: readonly (readonly string[])[]): Clause {
  return alternatives.flatMap(words => {
    const numbers = words.map(word => wordNumber(index.dictionary, word))
    const [lone] = words
    if (words.length > 1 || lone === undefined || !/^\p{Script=Han}$/u.test(lone)) return [numbers]
    return [numbers, ...commonWordsWith(index, library, lone).map(word => [word])]
  })
}

/** Ties by word and not by number: what is found must not depend on the order in which words were met. */
function commonWordsWith({ dictionary, libraries }: MatchIndex, library: Library, character: string): number[] {
  const words = wordsWith(dictionary, character).flatMap(word => {
    const holders = holdersOf(libraries[library], word)
    return holders === 0 ? [] : [{ word, holders, text: wordOf(dictionary, word) }]
  })
  words.sort((a, b) => b.holders - a.holders || (a.text < b.text ? -1 : 1))
  return words.slice(0, maxLoneWords).map(({ word }) => word)
}

function livingPlaces(live: LiveSegment, places: Uint16Array | null, nowAt: number): Uint16Array {
  const given = places ?? keepPlaces(live.segment, [], null)
  return given.filter(place => isLiving(live, place, nowAt))
}

function keep(live: LiveSegment, conditions: Parameters<typeof keepPlaces>[1], places: Uint16Array): Uint16Array {
  return keepPlaces(live.segment, conditions, places)
}

/** No listing has all the words: the best of those that have some. */
function findSome(index: MatchIndex, request: FindRequest, words: string[], weights: WordWeight[]): FindResult {
  const conditions = conditionsIn(index, request.library, request.filter)
  const limit = Math.min(request.offset + request.limit, maxFound)
  const options = { limit: maxFound, nowAt: request.nowAt, weights: bm25, conditions }
  const found = topDocuments(index.libraries[request.library], weights, options)
  const ids = found.slice(request.offset, limit).map(({ live, place }) => readId(live.segment.columns.ids, place))
  const facets = Object.fromEntries(facetNames.map(name => [name, []])) as unknown as Facets
  return { ids, total: found.length, facets, words, isPartial: found.length > 0 }
}

function pageOf(best: BestHeap, { offset }: FindRequest): string[] {
  return sorted(best)
    .slice(offset)
    .map(({ live, place }) => readId(live.segment.columns.ids, place))
}

function inOrder(
  index: MatchIndex,
  { library, order, offset, limit }: FindRequest,
  weights: readonly WordWeight[],
  found: readonly FoundSegment[],
): BestHeap {
  const best = createBestHeap(Math.min(offset + limit, maxFound))
  const curve = curveOf(bm25, averagesOf(index.libraries[library]))
  for (const { live, places } of found) {
    const keyOf = order === 'relevance' ? wordScore(live, weights, curve) : sortKey(live.segment.columns, order)
    for (const place of places) {
      const score = keyOf(place)
      if (!(score < scoreToBeat(best))) offer(best, { live, place, score })
    }
  }
  return best
}

/** Larger is earlier; what is not stated comes last. */
function sortKey(columns: Columns, order: Exclude<FindOrder, 'relevance'>): (place: number) => number {
  const last = (value: number, isStated: boolean) => (isStated ? value : Number.NEGATIVE_INFINITY)
  const { publishedAt, priceLow, priceHigh, trl, neededBy } = columns
  if (order === 'newest') return place => publishedAt[place] as number
  if (order === 'maturity') return place => trl[place] as number
  if (order === 'deadline') return place => last(-(neededBy[place] as number), neededBy[place] !== noDay)
  const price = order === 'amount_low' ? priceLow : priceHigh
  const sign = order === 'amount_low' ? -1 : 1
  return place => last(sign * (price[place] as number), !Number.isNaN(price[place]))
}

function wordScore({ segment }: LiveSegment, weights: readonly WordWeight[], curve: FrequencyCurve) {
  const { places, counts, columns, starts } = segment
  const lists = weights.flatMap(({ word, share }) => {
    const i = findWord(segment, word)
    return i < 0 ? [] : [{ share, from: starts[i] as number, to: starts[i + 1] as number }]
  })
  return (place: number): number => {
    const [title, keywords] = [columns.titleLength[place] as number, columns.keywordsLength[place] as number]
    let score = 0
    for (const { share, from, to } of lists) {
      const at = findPlace(places, from, to, place)
      if (at < 0) continue
      const frequency = wordFrequency(counts[at] as number, title, keywords, columns.textLength[place] as number, curve)
      score += share * saturation(frequency, curve.k1)
    }
    return score
  }
}

/** The counts of a facet are those without its own part of the filter. */
function countFacets(index: MatchIndex, { library, filter }: FindRequest, all: readonly FoundSegment[]): Facets {
  const entries = facetNames.map(name => {
    const others: MatchFilter = { ...filter }
    for (const part of facetFilters[name]) delete others[part]
    const conditions = conditionsIn(index, library, others)
    const counts: Tally = new Map()
    for (const { live, places } of all) tally(counts, name, live.segment.columns, keep(live, conditions, places))
    return [name, readTally(counts, name, library)] as const satisfies readonly [FacetName, unknown]
  })
  return Object.fromEntries(entries) as unknown as Facets
}
