/**
 * The documents of a segment that hold all of what a search asks for. A search is a list of clauses that must all hold;
 * a clause holds when one of its alternatives does (the words typed, or those of a synonym); an alternative holds when
 * the document has all of its words.
 */
import { findWord, reachPlace, type Segment } from './segment.ts'

/** Numbers of words; -1 for one that nobody has. */
export type Alternative = readonly number[]
export type Clause = readonly Alternative[]

/** Rising. Without clauses: null, which means every document. */
export function placesHolding(segment: Segment, clauses: readonly Clause[]): Uint16Array | null {
  let places: Uint16Array | null = null
  for (const clause of clauses) {
    const held = placesOfClause(segment, clause)
    places = places === null ? held : intersect(places, held, 0, held.length)
    if (places.length === 0) break
  }
  return places
}

function placesOfClause(segment: Segment, clause: Clause): Uint16Array {
  const held = clause.map(alternative => placesOfAlternative(segment, alternative)).filter(({ length }) => length > 0)
  return held.length <= 1 ? (held[0] ?? new Uint16Array(0)) : union(held, segment.documents)
}

function placesOfAlternative(segment: Segment, alternative: Alternative): Uint16Array {
  const [shortest, ...others] = rangesOf(segment, alternative)
  if (!shortest) return new Uint16Array(0)
  let places = segment.places.subarray(shortest.from, shortest.to)
  for (const { from, to } of others) places = intersect(places, segment.places, from, to)
  return places
}

/** Where a word's postings lie in a segment. */
interface Range {
  from: number
  to: number
}

/** Those of all its words, the shortest first; none when nobody has one of them. */
function rangesOf(segment: Segment, alternative: Alternative): Range[] {
  const lists = alternative.map(word => findWord(segment, word))
  if (lists.some(i => i < 0)) return []
  const ranges = lists.map(i => ({ from: segment.starts[i] as number, to: segment.starts[i + 1] as number }))
  return ranges.sort((a, b) => a.to - a.from - (b.to - b.from))
}

/** Both rising. Looks the few up among the many. */
function intersect(few: Uint16Array, many: Uint16Array, from: number, to: number): Uint16Array {
  const kept = new Uint16Array(few.length)
  let count = 0
  let at = from
  for (let i = 0; i < few.length && at < to; i++) {
    const place = few[i] as number
    at = reachPlace(many, at, to, place)
    if (at < to && many[at] === place) kept[count++] = place
  }
  return kept.subarray(0, count)
}

/**
 * How many documents of the segments hold the clause, the dead included; who holds two alternatives counts twice. 0 as
 * soon as it is sure that they are fewer than `least`.
 */
export function countHolding(segments: readonly Segment[], clause: Clause, least: number): number {
  const known = clause.filter(alternative => !alternative.includes(-1))
  const lists = known.flatMap(alternative =>
    segments.map(segment => ({ places: segment.places, ranges: rangesOf(segment, alternative) })),
  )
  /** What was counted, and of what was not yet as many as there can be. */
  let most = lists.reduce((sum, { ranges: [shortest] }) => sum + lengthOf(shortest), 0)
  for (const { places, ranges } of lists) {
    if (most < least) return 0
    most -= lengthOf(ranges[0]) - countInAll(places, ranges)
  }
  return most < least ? 0 : most
}

const lengthOf = (range: Range | undefined) => (range ? range.to - range.from : 0)

/** The places that stand in all of the ranges, of which the first is the shortest. */
function countInAll(places: Uint16Array, [few, ...others]: readonly Range[]): number {
  if (!few) return 0
  const reached = Uint32Array.from(others, ({ from }) => from)
  const ends = Uint32Array.from(others, ({ to }) => to)
  let count = 0
  for (let i = few.from; i < few.to; i++) {
    const place = places[i] as number
    let isHeld = true
    for (let other = 0; other < reached.length && isHeld; other++) {
      const to = ends[other] as number
      const at = reachPlace(places, reached[other] as number, to, place)
      if (at === to) return count
      reached[other] = at
      isHeld = places[at] === place
    }
    if (isHeld) count++
  }
  return count
}

function union(sets: readonly Uint16Array[], documents: number): Uint16Array {
  const marks = new Uint8Array(documents)
  for (const set of sets) for (const place of set) marks[place] = 1
  const places = new Uint16Array(marks.reduce((sum, mark) => sum + mark, 0))
  let count = 0
  for (let place = 0; place < documents; place++) if (marks[place] === 1) places[count++] = place
  return places
}
