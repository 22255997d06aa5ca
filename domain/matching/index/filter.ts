/**
 * Filters inside the search. Each becomes conditions on single columns (a mask or a range, see columns.ts), and those
 * are applied to a segment before anything is offered to the list: pages are full whatever a filter leaves. Words of owners
 * are conditions, too, wanted or unwanted.
 */
import { industryLevel } from '../../industry.ts'
import type { Library, WayOfTransfer } from '../../listing.ts'
import { waysOfTransfer } from '../../listing.ts'
import { regionLevel } from '../../region.ts'
import type { TechnologyField } from '../../technology-field.ts'
import { technologyFields } from '../../technology-field.ts'
import { kindWords } from '../kinds.ts'
import { type ColumnName, type Columns, codeNumber, lastBelow, maskOf } from './columns.ts'
import { findPlace, findWord, type Segment } from './segment.ts'

/** What a search can be narrowed to. Nothing given: everything. Of a list, one entry is enough. */
export interface MatchFilter {
  fields?: readonly TechnologyField[]
  /** Words of `kindWords` of the library. */
  kinds?: readonly string[]
  waysOfTransfer?: readonly WayOfTransfer[]
  /** With everything below it. */
  industryCode?: string | null
  /** With everything below it. */
  regionCode?: string | null
  trlMin?: number | null
  trlMax?: number | null
  /** Listings whose amounts reach at least up to this … */
  amountMinFen?: bigint | null
  /** … and down to this. One that names no amount is left out once an amount is asked for. */
  amountMaxFen?: bigint | null
  organisationId?: string | null
}

export type Condition =
  | { kind: 'mask'; column: ColumnName; mask: number }
  | { kind: 'range'; column: ColumnName; low: number; high: number }
  /** The documents that hold a word; -1: none does. */
  | { kind: 'word'; word: number }
  /** The documents that do not hold a word. */
  | { kind: 'withoutWord'; word: number }

/** `owner`: number of the word of the wanted organisation, -1 when it has nothing in the index. */
export function conditionsOf(filter: MatchFilter, library: Library, owner: number): Condition[] {
  const conditions: Condition[] = []
  const mask = (column: ColumnName, words: readonly string[], given: readonly string[] | undefined) => {
    if (given && given.length > 0) conditions.push({ kind: 'mask', column, mask: maskOf(words, given) })
  }
  const range = (column: ColumnName, low: number, high: number) => conditions.push({ kind: 'range', column, low, high })
  // Null stands for what is no code: nothing lies below it.
  const below = (column: ColumnName, prefix: string | null) =>
    prefix === null ? range(column, 1, 0) : range(column, codeNumber(prefix), lastBelow(prefix))
  const { industryCode, regionCode, trlMin, trlMax, amountMinFen, amountMaxFen, organisationId } = filter
  mask('fields', technologyFields, filter.fields)
  mask('kinds', kindWords[library], filter.kinds)
  mask('waysOfTransfer', waysOfTransfer, filter.waysOfTransfer)
  if (organisationId) conditions.unshift({ kind: 'word', word: owner })
  if (regionCode) below('region', regionLevel(regionCode) === null ? null : regionCode.replace(/(0000|00)$/, ''))
  if (industryCode) below('industry', industryLevel(industryCode) === null ? null : industryCode)
  if (trlMin != null || trlMax != null) range('trl', Math.max(1, trlMin ?? 1), trlMax ?? 9)
  if (amountMinFen != null) range('priceHigh', Number(amountMinFen), Number.POSITIVE_INFINITY)
  if (amountMaxFen != null) range('priceLow', Number.NEGATIVE_INFINITY, Number(amountMaxFen))
  return conditions
}

/** The places that satisfy every condition, out of `places`; all of the segment when that is null. */
export function keepPlaces(
  segment: Segment,
  conditions: readonly Condition[],
  places: Uint16Array | null,
): Uint16Array {
  let held: Uint16Array | null = places?.slice() ?? null
  for (const condition of conditions) if (condition.kind === 'word') held = keepHolding(segment, condition.word, held)
  const kept = held ?? allPlaces(segment.documents)
  let count = kept.length
  for (const condition of conditions) {
    if (condition.kind === 'word') continue
    if (condition.kind === 'withoutWord') count = keepLacking(segment, condition.word, kept, count)
    else if (condition.kind === 'mask')
      count = keepMasked(segment.columns[condition.column], condition.mask, kept, count)
    else count = keepWithin(segment.columns[condition.column], condition.low, condition.high, kept, count)
  }
  return kept.subarray(0, count)
}

function keepHolding(segment: Segment, word: number, places: Uint16Array | null): Uint16Array {
  const i = findWord(segment, word)
  if (i < 0) return new Uint16Array(0)
  const [from, to] = [segment.starts[i] as number, segment.starts[i + 1] as number]
  if (places === null) return segment.places.slice(from, to)
  return places.filter(place => findPlace(segment.places, from, to, place) >= 0)
}

function keepLacking(segment: Segment, word: number, places: Uint16Array, count: number): number {
  const i = findWord(segment, word)
  if (i < 0) return count
  const [from, to] = [segment.starts[i] as number, segment.starts[i + 1] as number]
  let kept = 0
  for (let at = 0; at < count; at++) {
    const place = places[at] as number
    if (findPlace(segment.places, from, to, place) < 0) places[kept++] = place
  }
  return kept
}

export function allPlaces(documents: number): Uint16Array {
  const places = new Uint16Array(documents)
  for (let place = 0; place < documents; place++) places[place] = place
  return places
}

function keepMasked(column: Columns[ColumnName], mask: number, places: Uint16Array, count: number): number {
  let kept = 0
  for (let i = 0; i < count; i++) {
    const place = places[i] as number
    if (((column[place] as number) & mask) !== 0) places[kept++] = place
  }
  return kept
}

function keepWithin(
  column: Columns[ColumnName],
  low: number,
  high: number,
  places: Uint16Array,
  count: number,
): number {
  let kept = 0
  for (let i = 0; i < count; i++) {
    const place = places[i] as number
    const value = column[place] as number
    if (value >= low && value <= high) places[kept++] = place
  }
  return kept
}
