/** Counts beside a list of results: how many there are of each field, kind, way of transfer, level and province. */
import { type Library, waysOfTransfer } from '../../listing.ts'
import { technologyFields } from '../../technology-field.ts'
import { kindWords } from '../kinds.ts'
import { type Columns, codeText } from './columns.ts'
import { allPlaces, type MatchFilter } from './filter.ts'
import type { Segment } from './segment.ts'

export const facetNames = ['fields', 'kinds', 'waysOfTransfer', 'trl', 'province', 'industrySection'] as const
export type FacetName = (typeof facetNames)[number]

export interface FacetCount {
  /** A word, a level, or a code. */
  value: string
  count: number
}

export type Facets = Record<FacetName, FacetCount[]>

/** Which part of the filter a facet replaces: its counts say what choosing another value would give. */
export const facetFilters: Record<FacetName, (keyof MatchFilter)[]> = {
  fields: ['fields'],
  kinds: ['kinds'],
  waysOfTransfer: ['waysOfTransfer'],
  trl: ['trlMin', 'trlMax'],
  province: ['regionCode'],
  industrySection: ['industryCode'],
}

/** How many documents there are of each key: a mask, a level, or the first signs of a code. */
export type Tally = Uint32Array

const bitColumns = { fields: 'fields', kinds: 'kinds', waysOfTransfer: 'waysOfTransfer' } as const
/** A code's number divided by this leaves its first two signs, or its first. */
const codeParts = { province: ['region', 37 ** 4], industrySection: ['industry', 37 ** 5] } as const
/** Keys that a facet may have: the values of its column, or of so many signs. */
const keys: Record<FacetName, number> = {
  fields: 2 ** technologyFields.length,
  kinds: 256,
  waysOfTransfer: 256,
  trl: 256,
  province: 37 ** 2,
  industrySection: 37,
}

export function createTally(name: FacetName): Tally {
  return new Uint32Array(keys[name])
}

/** Adds the documents at these places to the counts of one facet, or takes them away. */
export function tally(counts: Tally, name: FacetName, columns: Columns, places: Uint16Array, sign: 1 | -1 = 1): void {
  if (name === 'province' || name === 'industrySection') {
    const [columnName, divisor] = codeParts[name]
    const column = columns[columnName]
    for (const place of places) (counts[Math.floor((column[place] as number) / divisor)] as number) += sign
    return
  }
  // Masks are few: counting whole masks first is one step a document, whatever their bits.
  const column = columns[name === 'trl' ? 'trl' : bitColumns[name]]
  for (const place of places) (counts[column[place] as number] as number) += sign
}

interface MostPlaces {
  places: Uint16Array
  /** All others of the segment, when these are fewer. */
  absent: Uint16Array | null
}

/** Of a segment, which never changes, the counts of all its documents by facet; made when they are first asked for. */
const wholeTallies = new WeakMap<Columns, Partial<Record<FacetName, Tally>>>()
/** In a smaller segment counting is as quick as adding up. */
const minDocuments = 1_024

/** The same as {@link tally} of the places, mostly by adding up what is counted already and taking away the absent. */
export function tallyMost(counts: Tally, name: FacetName, segment: Segment, { places, absent }: MostPlaces): void {
  const { columns, documents } = segment
  if (absent === null || documents < minDocuments) tally(counts, name, columns, places)
  else {
    const whole = wholeTally(name, segment)
    for (let key = 0; key < whole.length; key++) (counts[key] as number) += whole[key] as number
    tally(counts, name, columns, absent, -1)
  }
}

function wholeTally(name: FacetName, { columns, documents }: Segment): Tally {
  const known = wholeTallies.get(columns) ?? {}
  wholeTallies.set(columns, known)
  const before = known[name]
  if (before) return before
  const whole = createTally(name)
  tally(whole, name, columns, allPlaces(documents))
  known[name] = whole
  return whole
}

/** The counts for a reader, most first; what is not stated is left out. */
export function readTally(counts: Tally, name: FacetName, library: Library): FacetCount[] {
  const words = { fields: technologyFields, kinds: kindWords[library], waysOfTransfer } as const
  const found = new Map<string, number>()
  const add = (value: string, count: number) => found.set(value, (found.get(value) ?? 0) + count)
  for (const [key, count] of counts.entries()) {
    if (key === 0 || count === 0) continue
    if (name === 'trl') add(String(key), count)
    else if (name === 'province') add(`${codeText(key * codeParts.province[1])}0000`, count)
    else if (name === 'industrySection') add(codeText(key * codeParts.industrySection[1]), count)
    else for (const [bit, word] of words[name].entries()) if (key & (1 << bit)) add(word, count)
  }
  const entries = [...found].map(([value, count]) => ({ value, count }))
  return entries.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}
