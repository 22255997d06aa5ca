/**
 * The documents of a segment that hold all of what a search asks for. A search is a list of clauses that must all hold;
 * a clause holds when one of its alternatives does (the words typed, or those of a synonym); an alternative holds when
 * the document has all of its words.
 */
import { findPlace, findWord, type Segment } from './segment.ts'

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
  const lists = alternative.map(word => findWord(segment, word))
  if (lists.length === 0 || lists.some(i => i < 0)) return new Uint16Array(0)
  const ranges = lists.map(i => ({ from: segment.starts[i] as number, to: segment.starts[i + 1] as number }))
  ranges.sort((a, b) => a.to - a.from - (b.to - b.from))
  const [shortest, ...others] = ranges
  if (!shortest) return new Uint16Array(0)
  let places = segment.places.subarray(shortest.from, shortest.to)
  for (const { from, to } of others) places = intersect(places, segment.places, from, to)
  return places
}

/** Both rising. Looks the few up among the many. */
function intersect(few: Uint16Array, many: Uint16Array, from: number, to: number): Uint16Array {
  const kept = new Uint16Array(few.length)
  let count = 0
  for (let i = 0; i < few.length; i++) {
    const place = few[i] as number
    if (findPlace(many, from, to, place) >= 0) kept[count++] = place
  }
  return kept.subarray(0, count)
}

function union(sets: readonly Uint16Array[], documents: number): Uint16Array {
  const marks = new Uint8Array(documents)
  for (const set of sets) for (const place of set) marks[place] = 1
  const places = new Uint16Array(marks.reduce((sum, mark) => sum + mark, 0))
  let count = 0
  for (let place = 0; place < documents; place++) if (marks[place] === 1) places[count++] = place
  return places
}
