/** In what order a search shows what it has found: by the words that were looked for, or by one fact. */
import type { Library } from '../listing.ts'
import { type BestHeap, createBestHeap, offer, scoreToBeat } from './index/best-heap.ts'
import { type Columns, noDay } from './index/columns.ts'
import { wordNumber } from './index/dictionary.ts'
import { averagesOf, type LiveSegment } from './index/library-index.ts'
import { type MatchIndex, rankedStatistics } from './index/match-index.ts'
import { findPlace, findWord } from './index/segment.ts'
import type { SearchWord } from './index/top-documents.ts'
import { curveOf, type FrequencyCurve, fullness, inverseFrequency } from './ranking/score.ts'
import { bm25, maxQueryTerms } from './ranking/weights.ts'

export const findOrders = ['relevance', 'newest', 'amount_low', 'amount_high', 'maturity', 'deadline'] as const
export type FindOrder = (typeof findOrders)[number]

/** Some documents of a segment. */
export interface FoundSegment {
  live: LiveSegment
  places: Uint16Array
}

/**
 * What is typed, as far as the library knows it: the rarest words first, ties by word, a bounded number of them. Each
 * weighs as much as it is rare; the words that a lone character stands for, as much as the character is.
 */
export function weighWords(
  index: MatchIndex,
  library: Library,
  typed: readonly string[],
  lone: ReadonlyMap<string, readonly string[]>,
): SearchWord[] {
  const { documents, holders, characterHolders, isKnown } = rankedStatistics(index, library, library)
  const own = typed.filter(isKnown).map(word => ({ word, share: inverseFrequency(holders(word), documents) }))
  const shares = new Map(
    own
      .sort(byWeight)
      .slice(0, maxQueryTerms)
      .map(({ word, share }) => [word, share]),
  )
  for (const [character, words] of lone) {
    const share = inverseFrequency(characterHolders(character.charCodeAt(0)), documents)
    for (const word of words) shares.set(word, Math.max(share, shares.get(word) ?? 0))
  }
  const weighed = Array.from(shares, ([word, share]) => ({ word, share })).sort(byWeight)
  return weighed.map(({ word, share }) => ({ word: wordNumber(index.dictionary, word), share }))
}

interface WeighedWord {
  word: string
  share: number
}

const byWeight = (a: WeighedWord, b: WeighedWord) => b.share - a.share || (a.word < b.word ? -1 : 1)

export interface Wanted {
  library: Library
  order: FindOrder
  /** Best ones that are kept. */
  limit: number
  /** What relevance is measured by. */
  words: readonly SearchWord[]
}

export function bestInOrder(
  index: MatchIndex,
  { library, order, limit, words }: Wanted,
  found: readonly FoundSegment[],
): BestHeap {
  const best = createBestHeap(limit)
  const curve = curveOf(bm25, averagesOf(index.libraries[library]))
  for (const { live, places } of found) {
    const keyOf = order === 'relevance' ? wordScore(live, words, curve) : sortKey(live.segment.columns, order)
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

function wordScore({ segment }: LiveSegment, words: readonly SearchWord[], curve: FrequencyCurve) {
  const { places, counts, columns, starts } = segment
  const lists = words.flatMap(({ word, share }) => {
    const i = findWord(segment, word)
    return i < 0 ? [] : [{ share, from: starts[i] as number, to: starts[i + 1] as number }]
  })
  return (place: number): number => {
    const [title, keywords] = [columns.titleLength[place] as number, columns.keywordsLength[place] as number]
    let score = 0
    for (const { share, from, to } of lists) {
      const at = findPlace(places, from, to, place)
      if (at < 0) continue
      score += share * fullness(counts[at] as number, title, keywords, columns.textLength[place] as number, curve)
    }
    return score
  }
}
