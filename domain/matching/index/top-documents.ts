/**
 * The best documents by word score, exactly as if every document were scored. Words are taken heaviest first; as soon as
 * all the words that are left could not lift a document that has none of the earlier ones over the bar, their postings
 * are only looked up for documents that are still in the running (MaxScore: Turtle & Flood 1995). Every document's score
 * is added up in the same order of words, so skipping changes no bit of it. The loops: scan-postings.ts.
 */
import { curveOf, saturation } from '../ranking/score.ts'
import type { Bm25Weights } from '../ranking/weights.ts'
import { createBestHeap, type Found, scoreToBeat, sorted } from './best-heap.ts'
import { type Condition, keepPlaces } from './filter.ts'
import { averagesOf, type LibraryIndex, type LiveSegment, liveSegments, scratchFor } from './library-index.ts'
import { type PostingList, type SegmentSearch, scanAllowed, scanPostings, scorePlaces, slack } from './scan-postings.ts'
import { boundGrowth, findWord } from './segment.ts'

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
  /** Only these places of a segment, rising, when given. */
  placesIn?: (live: LiveSegment) => Uint16Array | null
}

/** `words` heaviest first, each once. A document that holds none of them is not found. */
export function topDocuments(library: LibraryIndex, words: readonly SearchWord[], options: TopOptions): Found[] {
  const best = createBestHeap(options.limit)
  const averages = averagesOf(library)
  const curve = curveOf(options.weights, averages)
  const segments = liveSegments(library).sort((a, b) => b.segment.documents - a.segment.documents || a.slot - b.slot)
  const scratch = scratchFor(library, segments[0]?.segment.documents ?? 0)
  for (const live of segments) {
    const given = options.placesIn?.(live) ?? null
    if (given?.length === 0) continue
    const growth = boundGrowth(live.segment, averages, options.weights)
    const lists = listsOf(live, words, growth, curve.k1)
    const rest = restsOf(lists)
    if (lists.length === 0 || (rest[0] as number) < scoreToBeat(best) * slack) continue
    searchSegment({ live, lists, rest, curve, best, nowAt: options.nowAt, scratch }, options.conditions, given)
  }
  return sorted(best)
}

function listsOf({ segment }: LiveSegment, words: readonly SearchWord[], growth: number, k1: number): PostingList[] {
  const lists: PostingList[] = []
  for (const { word, share } of words) {
    const i = findWord(segment, word)
    if (i < 0) continue
    const largest = (segment.bounds[i] as number) * growth
    const bound = share * (Number.isFinite(largest) ? saturation(largest, k1) : 1)
    lists.push({ from: segment.starts[i] as number, to: segment.starts[i + 1] as number, share, bound })
  }
  return lists
}

/** For each list the most that it and all after it can add; one more than there are lists, the last 0. */
function restsOf(lists: readonly PostingList[]): number[] {
  const rest = Array.from({ length: lists.length + 1 }, () => 0)
  for (let i = lists.length - 1; i >= 0; i--) rest[i] = (rest[i + 1] as number) + (lists[i] as PostingList).bound
  return rest
}

/** Looking a word up for one document costs about as much as walking this many postings. */
const lookUpCost = 16

/** Narrows before scoring or after it, whichever is less work; the result is the same. */
function searchSegment(search: SegmentSearch, asked: readonly Condition[], given: Uint16Array | null): void {
  const { segment } = search.live
  // In most segments nothing holds the word that is unwanted.
  const conditions = asked.filter(
    condition => condition.kind !== 'withoutWord' || findWord(segment, condition.word) >= 0,
  )
  const postings = search.lists.reduce((sum, { from, to }) => sum + to - from, 0)
  // A word's postings narrow at once to few; columns have to be walked.
  const narrowsAtOnce = given !== null || conditions.some(({ kind }) => kind === 'word')
  const walksColumns = conditions.some(({ kind }) => kind === 'mask' || kind === 'range')
  if (!narrowsAtOnce && (!walksColumns || postings <= segment.documents)) {
    const keep = (places: Uint16Array) => keepPlaces(segment, conditions, places)
    scanPostings(search, conditions.length === 0 ? null : keep)
    return
  }
  const allowed = keepPlaces(segment, conditions, given)
  if (allowed.length * search.lists.length * lookUpCost < postings) scorePlaces(search, allowed)
  else scanAllowed(search, allowed)
}
