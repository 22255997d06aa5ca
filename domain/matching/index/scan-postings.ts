/**
 * Scores the documents of one segment, window after window, so that what is added up stays near the processor. Within a
 * window the heaviest words are walked; the others are only looked at for documents that may still reach the list. The
 * loops here are where a search spends its time: they use no closures, iterators or objects.
 */
import { type FrequencyCurve, fullness, textCounts } from '../ranking/score.ts'
import { type BestHeap, offer, scoreToBeat } from './best-heap.ts'
import { isLiving, type LiveSegment, type Scratch, windowPlaces } from './library-index.ts'
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
  /** For each list the most that it and all after it can add, and a last 0. */
  rest: number[]
  curve: FrequencyCurve
  best: BestHeap
  nowAt: number
  scratch: Scratch
}

/** Rounding must never make a bound look smaller than the score it bounds. */
export const slack = 1 - 1e-9

const inWindow = windowPlaces - 1

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
  const next = Uint32Array.from(lists, ({ from }) => from)
  for (let from = 0, to = 0; from < places.length; from = to) {
    const end = ((places[from] as number) | inWindow) + 1
    while (to < places.length && (places[to] as number) < end) to++
    search.scratch.running.set(places.subarray(from, to))
    const bar = scoreToBeat(best) * slack
    let count = to - from
    for (let i = 0; i < lists.length && count > 0; i++) {
      const { to: last } = lists[i] as PostingList
      const first = reachPlace(search.live.segment.places, next[i] as number, last, places[from] as number)
      next[i] = first
      count = lookUp(search, i, first, last, count, bar)
    }
    offerRunning(search, count)
  }
}

/** Adds a list from one of its postings up to a place; returns the posting where it goes on. */
function addPostings(search: SegmentSearch, list: number, from: number, end: number): number {
  const { places, counts, columns } = search.live.segment
  const { textLength } = columns
  const { scores, marks } = search.scratch
  const { to, share } = search.lists[list] as PostingList
  const { k1, text } = search.curve
  const { weight, base, slope } = text
  let at = from
  for (; at < to; at++) {
    const place = places[at] as number
    if (place >= end) break
    const packed = counts[at] as number
    const said = weight * packed
    // As `fullness` says, without the call.
    const full =
      packed < textCounts ? said / (k1 * (base + slope * (textLength[place] as number)) + said) : fullnessAt(search, at)
    marks[place >>> 5] = (marks[place >>> 5] as number) | (1 << (place & 31))
    scores[place & inWindow] = (scores[place & inWindow] as number) + share * full
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
    scores[place & inWindow] = (scores[place & inWindow] as number) + share * fullnessAt(search, at)
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
      if ((scores[place & inWindow] as number) >= bar) running[count++] = place
      else scores[place & inWindow] = 0
    }
  }
  return count
}

/** `kept`: a part of those in the running, in their order. */
function keepOnly(scores: Float64Array, running: Uint16Array, length: number, kept: Uint16Array): number {
  let count = 0
  for (let i = 0; i < length; i++) {
    if (count < kept.length && running[i] === kept[count]) count++
    else scores[(running[i] as number) & inWindow] = 0
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
    const score = scores[place & inWindow] as number
    if (score !== 0) scores[place & inWindow] = score + share * fullnessAt(search, at)
  }
  const least = bar - (search.rest[list + 1] as number)
  let count = 0
  for (let i = 0; i < length; i++) {
    const place = running[i] as number
    if ((scores[place & inWindow] as number) >= least) running[count++] = place
    else scores[place & inWindow] = 0
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
    let score = scores[place & inWindow] as number
    at = reachPlace(places, at, last, place)
    if (at < last && places[at] === place) score += share * fullnessAt(search, at)
    scores[place & inWindow] = score >= least ? score : 0
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
  return fullness(counts[at] as number, title, keywords, columns.textLength[place] as number, curve)
}

/** The scores of those in the running are whole now. */
function offerRunning({ live, best, nowAt, scratch }: SegmentSearch, length: number): void {
  const { scores, running } = scratch
  let bar = scoreToBeat(best)
  for (let i = 0; i < length; i++) {
    const place = running[i] as number
    const score = scores[place & inWindow] as number
    scores[place & inWindow] = 0
    if (score === 0 || score < bar || !isLiving(live, place, nowAt)) continue
    offer(best, { live, place, score })
    bar = scoreToBeat(best)
  }
}
