/**
 * A part of a library's inverted index that never changes once it is made: at most 65,536 documents, so that a document
 * is a number of 16 bits. For every word, in the order of its number, the documents that hold it, rising, with the
 * counts by field packed into a byte. Small parts are merged into larger ones (merge-segments.ts).
 */
import type { FieldCounts } from '../ranking/score.ts'
import { curveOf, wordFrequency } from '../ranking/score.ts'
import type { Bm25Weights } from '../ranking/weights.ts'
import type { CharacterColumns } from './character-columns.ts'
import type { Columns } from './columns.ts'
import type { QuantityColumns } from './quantity-columns.ts'

export const maxSegmentDocuments = 65_536

export interface Segment {
  documents: number
  /** Numbers of the words that occur, rising. */
  words: Uint32Array
  pages: WordPages
  /** Where each word's postings begin; one more than there are words. */
  starts: Uint32Array
  /** For each word the largest frequency any document has, under `weights` and `averages`; rounded up. */
  bounds: Float32Array
  /** Postings: document, and packed counts. */
  places: Uint16Array
  counts: Uint8Array
  columns: Columns
  quantities: QuantityColumns
  characters: CharacterColumns
  /** Meanings, `dimensions` values of -127 … 127 a document; all 0 where there is none. */
  vectors: Int8Array
  dimensions: number
  /** What `bounds` was worked out with. */
  averages: FieldCounts
  weights: Bm25Weights
}

/** Where the words of a page begin: those whose numbers, shifted right by `shift`, are its number. */
export interface WordPages {
  shift: number
  /** One more than there are pages. */
  starts: Uint32Array
}

const wordsOfPage = 16

/** Spares a search most of the steps of finding a word, each of which would wait for memory. */
export function pageWords(words: Uint32Array): WordPages {
  const last = words.at(-1) ?? 0
  const shift = Math.max(0, Math.ceil(Math.log2(((last + 1) * wordsOfPage) / Math.max(words.length, 1))))
  const starts = new Uint32Array((last >>> shift) + 2)
  let page = 0
  for (let i = 0; i < words.length; i++) while (page < (words[i] as number) >>> shift) starts[++page] = i
  starts[page + 1] = words.length
  return { shift, starts }
}

/** Where the word's postings lie: from `starts[i]` to `starts[i + 1]`; -1 when no document holds it. */
export function findWord({ words, pages }: Segment, word: number): number {
  const page = word >>> pages.shift
  if (page + 1 >= pages.starts.length) return -1
  let low = pages.starts[page] as number
  let high = (pages.starts[page + 1] as number) - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = words[middle] as number
    if (found === word) return middle
    if (found < word) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** The posting of a document between two positions, or -1. */
export function findPlace(places: Uint16Array, from: number, to: number, place: number): number {
  let low = from
  let high = to - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = places[middle] as number
    if (found === place) return middle
    if (found < place) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** The first posting from `from` on, or `to`, whose place is not before the given one. Quick when it is near `from`. */
export function reachPlace(places: Uint16Array, from: number, to: number, place: number): number {
  let low = from
  let high = from
  for (let step = 1; high < to && (places[high] as number) < place; step *= 2) {
    low = high + 1
    high += step
  }
  if (high > to) high = to
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] as number) < place) low = middle + 1
    else high = middle
  }
  return low
}

/** A 32-bit number that is not below the frequency. */
const roundUp = (frequency: number) => frequency * (1 + 2 ** -22)

/** Words looked at between two pauses. */
const wordsPerStep = 2_000

/** A segment without what is worked out from the rest. */
type SegmentBody = Omit<Segment, 'bounds' | 'pages'>

export function completeSegment(body: SegmentBody): Segment {
  const steps = completeInSteps(body)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

export function* completeInSteps(body: SegmentBody): Generator<void, Segment> {
  return { ...body, bounds: yield* measureBounds(body), pages: pageWords(body.words) }
}

function* measureBounds(segment: SegmentBody): Generator<void, Float32Array> {
  const { words, starts, places, counts, columns, averages, weights } = segment
  const { titleLength, keywordsLength, textLength } = columns
  const curve = curveOf(weights, averages)
  const bounds = new Float32Array(words.length)
  for (let i = 0; i < words.length; i++) {
    if (i % wordsPerStep === wordsPerStep - 1) yield
    let largest = 0
    for (let at = starts[i] as number; at < (starts[i + 1] as number); at++) {
      const place = places[at] as number
      const [title, keywords] = [titleLength[place] as number, keywordsLength[place] as number]
      const frequency = wordFrequency(counts[at] as number, title, keywords, textLength[place] as number, curve)
      if (frequency > largest) largest = frequency
    }
    bounds[i] = roundUp(largest)
  }
  return bounds
}

const fieldNames = ['title', 'keywords', 'text'] as const

/**
 * By how much frequencies can have grown since `bounds` was worked out, because the library's average lengths or the
 * weights are others now. A bound times this is a bound again. Infinity when nothing can be said.
 */
export function boundGrowth(segment: Segment, averages: FieldCounts, weights: Bm25Weights): number {
  const growths = fieldNames.map(field => {
    const [before, now] = [segment.averages[field], averages[field]]
    const { weight, b } = weights[field]
    const was = segment.weights[field]
    const byWeight = was.weight === 0 ? (weight === 0 ? 1 : Number.POSITIVE_INFINITY) : weight / was.weight
    if (before === 0 || now === 0) return before === now ? byWeight : Number.POSITIVE_INFINITY
    // The norm 1 - b + b × length / average: its ratio is largest at length 0 or without end.
    const atZero = ratio(1 - was.b, 1 - b)
    const atInfinity = ratio(was.b / before, b / now)
    return byWeight * Math.max(atZero, atInfinity)
  })
  return Math.max(...growths) * (1 + 1e-9)
}

const ratio = (before: number, now: number) =>
  before === now ? 1 : now === 0 ? Number.POSITIVE_INFINITY : before / now
