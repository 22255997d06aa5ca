/**
 * The best documents by word score, exactly as if every document were scored. Words are taken heaviest first; as soon as
 * all the words that are left could not lift a document that has none of the earlier ones over the bar, their postings
 * are only looked up for documents that are still in the running (MaxScore: Turtle & Flood 1995, in the form for whole
 * lists). Every document's score is added up in the same order of words, so skipping changes no bit of it.
 */
import { curveOf, type FrequencyCurve, saturation, wordFrequency } from '../ranking/score.ts'
import type { Bm25Weights } from '../ranking/weights.ts'
import { type BestHeap, createBestHeap, type Found, offer, scoreToBeat, sorted } from './best-heap.ts'
import { type Condition, keepPlaces } from './filter.ts'
import {
  averagesOf,
  isLiving,
  type LibraryIndex,
  type LiveSegment,
  liveSegments,
  type Scratch,
  scratchFor,
} from './library-index.ts'
import { boundGrowth, findPlace, findWord } from './segment.ts'

export interface SearchWord {
  /** Number of the word. */
  word: number
  /** Part of the query's weight that it carries, above 0. */
  share: number
}

export interface TopOptions {
  limit: number
  /** Epoch milliseconds; documents expired by then are not found. */
  nowAt: number
  weights: Bm25Weights
  conditions: readonly Condition[]
  /** Only these places of a segment, when given. */
  placesIn?: (live: LiveSegment) => Uint16Array | null
}

/** One word in one segment. */
interface PostingList {
  from: number
  to: number
  share: number
  /** The most it can add to a score. */
  bound: number
}

interface SegmentSearch {
  live: LiveSegment
  lists: PostingList[]
  /** For each list the most that it and all after it can add; one more than there are lists, the last 0. */
  rest: number[]
  curve: FrequencyCurve
  best: BestHeap
  nowAt: number
}

/** Rounding must never make a bound look smaller than the score it bounds. */
const slack = 1 - 1e-9

/** `words` heaviest first, each once. A document that holds none of them is not found. */
export function topDocuments(library: LibraryIndex, words: readonly SearchWord[], options: TopOptions): Found[] {
  const best = createBestHeap(options.limit)
  const averages = averagesOf(library)
  const curve = curveOf(options.weights, averages)
  const segments = liveSegments(library).sort((a, b) => b.segment.documents - a.segment.documents || a.slot - b.slot)
  const scratch = scratchFor(library, segments[0]?.segment.documents ?? 0)
  for (const live of segments) {
    const growth = boundGrowth(live.segment, averages, options.weights)
    const lists = listsOf(live, words, growth, curve.k1)
    const rest = [0]
    for (const { bound } of lists.toReversed()) rest.unshift((rest[0] as number) + bound)
    if (lists.length === 0 || (rest[0] as number) < scoreToBeat(best) * slack) continue
    const search = { live, lists, rest, curve, best, nowAt: options.nowAt }
    searchSegment(search, options, scratch)
  }
  return sorted(best)
}

function listsOf({ segment }: LiveSegment, words: readonly SearchWord[], growth: number, k1: number): PostingList[] {
  return words.flatMap(({ word, share }) => {
    const i = findWord(segment, word)
    if (i < 0) return []
    const largest = (segment.bounds[i] as number) * growth
    const bound = share * (Number.isFinite(largest) ? saturation(largest, k1) : 1)
    return [{ from: segment.starts[i] as number, to: segment.starts[i + 1] as number, share, bound }]
  })
}

/** Looking a word up for one document costs about as much as walking this many postings. */
const lookUpCost = 12

/** Narrows before scoring or after it, whichever is less work; the result is the same. */
function searchSegment(search: SegmentSearch, options: TopOptions, scratch: Scratch): void {
  const { conditions } = options
  const { segment } = search.live
  const given = options.placesIn?.(search.live) ?? null
  const postings = search.lists.reduce((sum, { from, to }) => sum + to - from, 0)
  // A word's postings narrow at once to few; columns have to be walked.
  const narrowsAtOnce = given !== null || conditions.some(({ kind }) => kind === 'word')
  if (!narrowsAtOnce && (conditions.length === 0 || postings <= segment.documents)) {
    const keep = (places: Uint16Array) => keepPlaces(segment, conditions, places)
    scanPostings(search, conditions.length === 0 ? null : keep, scratch)
    return
  }
  const allowed = keepPlaces(segment, conditions, given)
  if (allowed.length * search.lists.length * lookUpCost < postings) scorePlaces(search, allowed)
  else {
    const mask = new Uint8Array(segment.documents)
    for (let i = 0; i < allowed.length; i++) mask[allowed[i] as number] = 1
    scanPostings(search, places => places.filter(place => mask[place] === 1), scratch)
  }
}

/** Few documents may be found: each is scored on its own. */
function scorePlaces(search: SegmentSearch, allowed: Uint16Array): void {
  const { live, lists, best } = search
  for (let i = 0; i < allowed.length; i++) {
    const place = allowed[i] as number
    if (!isLiving(live, place, search.nowAt)) continue
    let score = 0
    for (const list of lists) {
      const at = findPlace(live.segment.places, list.from, list.to, place)
      if (at >= 0) score += contribution(search, list, at)
    }
    if (score > 0 && score >= scoreToBeat(best)) offer(best, { live, place, score })
  }
}

function scanPostings(
  search: SegmentSearch,
  narrow: ((places: Uint16Array) => Uint16Array) | null,
  { scores, touched, inRunning }: Scratch,
): void {
  const { live, lists, rest, best, nowAt } = search
  const bar = scoreToBeat(best) * slack
  let essential = lists.length
  while (essential > 0 && (rest[essential - 1] as number) < bar) essential--
  let count = 0
  for (let i = 0; i < essential; i++) count = addPostings(search, lists[i] as PostingList, scores, touched, count)
  const all = touched.subarray(0, count)
  const promising = inRunning.subarray(0, keepRunning(scores, all, bar - (rest[essential] as number), inRunning))
  let running = narrow === null ? promising : narrow(promising)
  for (let i = essential; i < lists.length; i++) {
    lookUpPostings(search, lists[i] as PostingList, scores, running)
    running = running.subarray(0, keepRunning(scores, running, bar - (rest[i + 1] as number), running))
  }
  // By number: walking a typed array by its iterator takes several times as long.
  for (let i = 0; i < running.length; i++) {
    const place = running[i] as number
    const score = scores[place] as number
    if (score >= scoreToBeat(best) && isLiving(live, place, nowAt)) offer(best, { live, place, score })
  }
  for (let i = 0; i < count; i++) scores[touched[i] as number] = 0
}

/** Adds a whole list to the scores; returns how many places have a score by then. */
function addPostings(
  { live, curve }: SegmentSearch,
  { from, to, share }: PostingList,
  scores: Float64Array,
  touched: Uint16Array,
  already: number,
): number {
  const { places, counts, columns } = live.segment
  const { titleLength, keywordsLength, textLength } = columns
  const { k1, text } = curve
  const { weight, base, slope } = text
  let count = already
  for (let at = from; at < to; at++) {
    const place = places[at] as number
    const packed = counts[at] as number
    const length = textLength[place] as number
    // Most words stand in the text alone: the same as `wordFrequency` says, without the call.
    const frequency =
      packed < 16
        ? (weight * packed) / (base + slope * length)
        : wordFrequency(packed, titleLength[place] as number, keywordsLength[place] as number, length, curve)
    const before = scores[place] as number
    if (before === 0) touched[count++] = place
    scores[place] = before + share * saturation(frequency, k1)
  }
  return count
}

/** Adds a list to the scores of the places still in the running. */
function lookUpPostings(search: SegmentSearch, list: PostingList, scores: Float64Array, running: Uint16Array): void {
  const { places } = search.live.segment
  for (let i = 0; i < running.length; i++) {
    const place = running[i] as number
    const at = findPlace(places, list.from, list.to, place)
    if (at >= 0) scores[place] = (scores[place] as number) + contribution(search, list, at)
  }
}

/** Writes the places whose score is not below the bar to `kept` (which may be `places` itself); returns how many. */
function keepRunning(scores: Float64Array, places: Uint16Array, bar: number, kept: Uint16Array): number {
  let count = 0
  for (let i = 0; i < places.length; i++) {
    const place = places[i] as number
    if ((scores[place] as number) >= bar) kept[count++] = place
  }
  return count
}

function contribution({ live, curve }: SegmentSearch, { share }: PostingList, at: number): number {
  const { places, counts, columns } = live.segment
  const place = places[at] as number
  const [title, keywords] = [columns.titleLength[place] as number, columns.keywordsLength[place] as number]
  const frequency = wordFrequency(counts[at] as number, title, keywords, columns.textLength[place] as number, curve)
  return share * saturation(frequency, curve.k1)
}
