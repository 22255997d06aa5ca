/** Counts beside a list of results: how many there are of each field, kind, way of transfer, level and province. */
import { type Library, waysOfTransfer } from '../../listing.ts'
import { technologyFields } from '../../technology-field.ts'
import { kindWords } from '../kinds.ts'
import { type Columns, codeText } from './columns.ts'
import type { MatchFilter } from './filter.ts'

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

export type Tally = Map<number, number>

const bitColumns = { fields: 'fields', kinds: 'kinds', waysOfTransfer: 'waysOfTransfer' } as const
/** A code's number divided by this leaves its first two signs, or its first. */
const codeParts = { province: ['region', 37 ** 4], industrySection: ['industry', 37 ** 5] } as const

/** Adds the documents at these places to the counts of one facet. */
export function tally(counts: Tally, name: FacetName, columns: Columns, places: Uint16Array): void {
  const add = (key: number) => counts.set(key, (counts.get(key) ?? 0) + 1)
  if (name === 'trl') for (const place of places) add(columns.trl[place] as number)
  else if (name === 'province' || name === 'industrySection') {
    const [column, divisor] = codeParts[name]
    for (const place of places) add(Math.floor((columns[column][place] as number) / divisor))
  } else {
    // Masks are few: counting whole masks first is one step a document, whatever their bits.
    const column = columns[bitColumns[name]]
    for (const place of places) add(column[place] as number)
  }
}

/** The counts for a reader, most first; what is not stated is left out. */
export function readTally(counts: Tally, name: FacetName, library: Library): FacetCount[] {
  const words = { fields: technologyFields, kinds: kindWords[library], waysOfTransfer } as const
  const found = new Map<string, number>()
  const add = (value: string, count: number) => found.set(value, (found.get(value) ?? 0) + count)
  for (const [key, count] of counts) {
    if (key === 0) continue
    if (name === 'trl') add(String(key), count)
    else if (name === 'province') add(`${codeText(key * codeParts.province[1])}0000`, count)
    else if (name === 'industrySection') add(codeText(key * codeParts.industrySection[1]), count)
    else for (const [bit, word] of words[name].entries()) if (key & (1 << bit)) add(word, count)
  }
  const entries = [...found].map(([value, count]) => ({ value, count }))
  return entries.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}
