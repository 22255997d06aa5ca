/**
 * Scores the documents of one segment, window after window, so that what is added up stays near the processor. Within a
 * window the heaviest words are walked; the others are only looked at for documents that may still reach the list. The
 * loops here are where a search spends its time: they use no closures, iterators or objects.
 */
import { type FrequencyCurve, saturation, wordFrequency } from '../ranking/score.ts'
import { type BestHeap, offer, scoreToBeat } from './best-heap.ts'
import { isLiving, type LiveSegment, type Scratch } from './library-index.ts'
import { reachPlace } from './segment.ts'

/** One word in one segment. */
export interface PostingList {
  from: number
  to: number
  share: number
  /** The most it can add to a score. */
  bound: number
}

export interface SegmentSearch {
  live: LiveSegment
  /** Heaviest word first. */
  lists: PostingList[]
  /** For each list the most that it and all after it can add; one more than there are lists, the last 0. */
  rest: number[]
  curve: FrequencyCurve
  best: BestHeap
  nowAt: number
  scratch: Scratch
}

/** Rounding must never make a bound look smaller than the score it bounds. */
export const slack = 1 - 1e-9

/** A multiple of 32. The scores of a window are 64 KB. */
const windowPlaces = 8192

/** `narrow`: those of some rising places that may be found, as they stand; null: all. */
export function scanPostings(search: SegmentSearch, narrow: ((places: Uint16Array) => Uint16Array) | null): void {
  scan(search, narrow, false)
}

/** Finds only these places: they are marked, and the words' postings are walked for them. `places`: rising. */
export function scanAllowed(search: SegmentSearch, places: Uint16Array): void {
  const { allowed } = search.scratch
  for (let i = 0; i < places.length; i++) {
    const place = places[i] as number
    allowed[place >>> 5] = (allowed[place >>> 5] as number) | (1 << (place & 31))
  }
  scan(search, null, true)
  for (let i = 0; i < places.length; i++) allowed[(places[i] as number) >>> 5] = 0
}

function scan(
  search: SegmentSearch,
  narrow: ((places: Uint16Array) => Uint16Array) | null,
  onlyAllowed: boolean,
): void {
  const { lists, rest, best } = search
  const { scores, running } = search.scratch
  const { documents } = search.live.segment
  const next = Uint32Array.from(lists, ({ from }) => from)
  let essential = lists.length
  for (let start = 0; start < documents; start += windowPlaces) {
    const end = Math.min(start + windowPlaces, documents)
    const bar = scoreToBeat(best) * slack
    while (essential > 0 && (rest[essential - 1] as number) < bar) essential--
    if (essential === 0) return
    for (let i = 0; i < essential; i++) {
      const from = next[i] as number
      next[i] = onlyAllowed ? addAllowed(search, i, from, end) : addPostings(search, i, from, end)
    }
    let count = gather(search.scratch, start, end, bar - (rest[essential] as number))
    if (narrow !== null) count = keepOnly(scores, running, count, narrow(running.subarray(0, count)))
    for (let i = essential; i < lists.length && count > 0; i++) {
      const { to } = lists[i] as PostingList
      const { places } = search.live.segment
      const first = reachPlace(places, next[i] as number, to, running[0] as number)
      const last = reachPlace(places, first, to, end)
      next[i] = last
      count = addForRunning(search, i, first, last, count, bar)
    }
    offerRunning(search, count)
  }
}

/** Scores some places on their own, when there are few. `places`: rising. */
export function scorePlaces(search: SegmentSearch, places: Uint16Array): void {
  const { lists, best } = search
  search.scratch.running.set(places)
  const bar = scoreToBeat(best) * slack
  let count = places.length
  for (let i = 0; i < lists.length; i++) {
    const { from, to } = lists[i] as PostingList
    count = lookUp(search, i, from, to, count, bar)
  }
  offerRunning(search, count)
}

/** Adds a list from one of its postings up to a place; returns the posting where it goes on. */
function addPostings({ live, curve, lists, scratch }: SegmentSearch, list: number, from: number, end: number): number {
  const { places, counts, columns } = live.segment
  const { titleLength, keywordsLength, textLength } = columns
  const { scores, marks } = scratch
  const { to, share } = lists[list] as PostingList
  const { k1, text } = curve
  const { weight, base, slope } = text
  let at = from
  for (; at < to; at++) {
    const place = places[at] as number
    if (place >= end) break
    const packed = counts[at] as number
    const length = textLength[place] as number
    // Most words stand in the text alone: the same as `wordFrequency` says, without the call.
    const frequency =
      packed < 16
        ? (weight * packed) / (base + slope * length)
        : wordFrequency(packed, titleLength[place] as number, keywordsLength[place] as number, length, curve)
    marks[place >>> 5] = (marks[place >>> 5] as number) | (1 << (place & 31))
    scores[place] = (scores[place] as number) + share * saturation(frequency, k1)
  }
  return at
}

/** The same for the allowed places only. */
function addAllowed(search: SegmentSearch, list: number, from: number, end: number): number {
  const { places } = search.live.segment
  const { scores, marks, allowed } = search.scratch
  const { to, share } = search.lists[list] as PostingList
  let at = from
  for (; at < to; at++) {
    const place = places[at] as number
    if (place >= end) break
    const bit = 1 << (place & 31)
    if (((allowed[place >>> 5] as number) & bit) === 0) continue
    marks[place >>> 5] = (marks[place >>> 5] as number) | bit
    scores[place] = (scores[place] as number) + share * fullnessAt(search, at)
  }
  return at
}

/** Those with a score that is not below the bar are in the running; the scores of the others are wiped out. */
function gather({ scores, marks, running }: Scratch, start: number, end: number, bar: number): number {
  let count = 0
  for (let w = start >>> 5; w << 5 < end; w++) {
    let bits = marks[w] as number
    marks[w] = 0
    while (bits !== 0) {
      const place = (w << 5) + 31 - Math.clz32(bits & -bits)
      bits &= bits - 1
      if ((scores[place] as number) >= bar) running[count++] = place
      else scores[place] = 0
    }
  }
  return count
}

/** `kept`: a part of those in the running, in their order. */
function keepOnly(scores: Float64Array, running: Uint16Array, length: number, kept: Uint16Array): number {
  let count = 0
  for (let i = 0; i < length; i++) {
    if (count < kept.length && running[i] === kept[count]) count++
    else scores[running[i] as number] = 0
  }
  running.set(kept)
  return count
}

/** Walking a posting costs about half of what looking a place up does. */
const walkedForOne = 2

/** Adds a list between two of its postings, for the places in the running; returns how many still are. */
function addForRunning(
  search: SegmentSearch,
  list: number,
  first: number,
  last: number,
  length: number,
  bar: number,
): number {
  if (last - first > length * walkedForOne) return lookUp(search, list, first, last, length, bar)
  const { places } = search.live.segment
  const { scores, running } = search.scratch
  const { share } = search.lists[list] as PostingList
  for (let at = first; at < last; at++) {
    const place = places[at] as number
    const score = scores[place] as number
    if (score !== 0) scores[place] = score + share * fullnessAt(search, at)
  }
  const least = bar - (search.rest[list + 1] as number)
  let count = 0
  for (let i = 0; i < length; i++) {
    const place = running[i] as number
    if ((scores[place] as number) >= least) running[count++] = place
    else scores[place] = 0
  }
  return count
}

function lookUp(search: SegmentSearch, list: number, first: number, last: number, length: number, bar: number): number {
  const { places } = search.live.segment
  const { scores, running } = search.scratch
  const { share } = search.lists[list] as PostingList
  const least = bar - (search.rest[list + 1] as number)
  let at = first
  let count = 0
  for (let i = 0; i < length; i++) {
    const place = running[i] as number
    let score = scores[place] as number
    at = reachPlace(places, at, last, place)
    if (at < last && places[at] === place) score += share * fullnessAt(search, at)
    scores[place] = score >= least ? score : 0
    if (score >= least) running[count++] = place
  }
  return count
}

/** 0..1: how fully the document of a posting answers its word. */
function fullnessAt({ live, curve }: SegmentSearch, at: number): number {
  const { places, counts, columns } = live.segment
  const place = places[at] as number
  const title = columns.titleLength[place] as number
  const keywords = columns.keywordsLength[place] as number
  const text = columns.textLength[place] as number
  return saturation(wordFrequency(counts[at] as number, title, keywords, text, curve), curve.k1)
}

/** The scores of those in the running are whole now. */
function offerRunning({ live, best, nowAt, scratch }: SegmentSearch, length: number): void {
  const { scores, running } = scratch
  for (let i = 0; i < length; i++) {
    const place = running[i] as number
    const score = scores[place] as number
    scores[place] = 0
    if (score > 0 && score >= scoreToBeat(best) && isLiving(live, place, nowAt)) offer(best, { live, place, score })
  }
}
