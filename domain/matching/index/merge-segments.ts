/**
 * Several segments become one, without their dead. In steps, so that whoever merges can answer questions in between;
 * what dies meanwhile is marked in the new segment by whoever swaps it in (`movedTo`).
 */
import type { FieldCounts } from '../ranking/score.ts'
import type { Bm25Weights } from '../ranking/weights.ts'
import { mergeCharacters } from './character-columns.ts'
import { columnNames, createColumns } from './columns.ts'
import { mergeQuantities } from './quantity-columns.ts'
import { completeInSteps, type Segment } from './segment.ts'

export interface MergeSource {
  segment: Segment
  /** 1 where the document is dead. */
  dead: Uint8Array
}

export interface Merged {
  segment: Segment
  /** For each source, the new place of each of its documents; -1 for the dead. */
  movedTo: Int32Array[]
}

export interface MergeFrame {
  averages: FieldCounts
  weights: Bm25Weights
  /** Length of the meanings that are in use. */
  dimensions: number
}

/** Postings handled between two pauses; some tenths of a millisecond. */
const postingsPerStep = 100_000

export function* mergeSegments(
  sources: readonly MergeSource[],
  { averages, weights, dimensions }: MergeFrame,
): Generator<void, Merged> {
  const { movedTo, documents } = renumber(sources)
  const columns = mergeColumns(sources, movedTo, documents)
  const vectors = mergeVectors(sources, movedTo, documents * dimensions, dimensions)
  const quantities = mergeQuantities(
    sources.map(({ segment }, s) => ({ columns: segment.quantities, movedTo: movedTo[s] as Int32Array })),
    documents,
  )
  const characters = mergeCharacters(
    sources.map(({ segment }, s) => ({ columns: segment.characters, movedTo: movedTo[s] as Int32Array })),
    documents,
  )
  yield
  const postings = yield* mergePostings(sources, movedTo)
  const body = { ...postings, documents, columns, quantities, characters, vectors, dimensions, averages, weights }
  const segment = yield* completeInSteps(body)
  return { segment, movedTo }
}

function renumber(sources: readonly MergeSource[]): { movedTo: Int32Array[]; documents: number } {
  let documents = 0
  const movedTo = sources.map(({ segment, dead }) => {
    const places = new Int32Array(segment.documents)
    for (let place = 0; place < segment.documents; place++) places[place] = dead[place] === 1 ? -1 : documents++
    return places
  })
  return { movedTo, documents }
}

function mergeColumns(sources: readonly MergeSource[], movedTo: readonly Int32Array[], documents: number) {
  const columns = createColumns(documents)
  for (const [s, { segment }] of sources.entries())
    for (let place = 0; place < segment.documents; place++) {
      const to = movedTo[s]?.[place] ?? -1
      if (to < 0) continue
      for (const name of columnNames) columns[name][to] = segment.columns[name][place] as number
      columns.ids.set(segment.columns.ids.subarray(place * 16, place * 16 + 16), to * 16)
    }
  return columns
}

function mergeVectors(
  sources: readonly MergeSource[],
  movedTo: readonly Int32Array[],
  length: number,
  dimensions: number,
): Int8Array {
  const vectors = new Int8Array(length)
  for (const [s, { segment }] of sources.entries()) {
    // Meanings of a model that is in use no more are left behind: nobody could compare them.
    if (segment.dimensions !== dimensions) continue
    for (let place = 0; place < segment.documents; place++) {
      const to = movedTo[s]?.[place] ?? -1
      if (to >= 0) vectors.set(segment.vectors.subarray(place * dimensions, (place + 1) * dimensions), to * dimensions)
    }
  }
  return vectors
}

/** Word by word in rising order; within a word source by source, so documents rise too. */
function* mergePostings(
  sources: readonly MergeSource[],
  movedTo: readonly Int32Array[],
): Generator<void, Pick<Segment, 'words' | 'starts' | 'places' | 'counts'>> {
  const most = sources.reduce((sum, { segment }) => sum + segment.places.length, 0)
  const mostWords = sources.reduce((sum, { segment }) => sum + segment.words.length, 0)
  const words = new Uint32Array(mostWords)
  const starts = new Uint32Array(mostWords + 1)
  const places = new Uint16Array(most)
  const counts = new Uint8Array(most)
  const next = new Uint32Array(sources.length)
  let [distinct, length, sinceYield] = [0, 0, 0]
  for (let word = smallest(sources, next); word >= 0; word = smallest(sources, next)) {
    const from = length
    for (const [s, { segment }] of sources.entries()) {
      const at = next[s] as number
      if (segment.words[at] !== word) continue
      const moved = movedTo[s] as Int32Array
      for (let i = segment.starts[at] as number; i < (segment.starts[at + 1] as number); i++) {
        const to = moved[segment.places[i] as number] as number
        if (to < 0) continue
        places[length] = to
        counts[length++] = segment.counts[i] as number
      }
      next[s] = at + 1
    }
    if (length > from) {
      words[distinct] = word
      starts[distinct++] = from
    }
    sinceYield += length - from + 8
    if (sinceYield > postingsPerStep) {
      sinceYield = 0
      yield
    }
  }
  starts[distinct] = length
  return {
    words: words.slice(0, distinct),
    starts: starts.slice(0, distinct + 1),
    places: places.slice(0, length),
    counts: counts.slice(0, length),
  }
}

function smallest(sources: readonly MergeSource[], next: Uint32Array): number {
  let word = -1
  for (let s = 0; s < sources.length; s++) {
    const candidate = sources[s]?.segment.words[next[s] as number]
    if (candidate !== undefined && (word < 0 || candidate < word)) word = candidate
  }
  return word
}
