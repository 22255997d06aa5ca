/**
 * What is known of the documents of a segment beside their words: one typed array a fact. Codes that form a tree are
 * numbers in which everything below a code is one range, lists of words are bit masks, so a filter is a mask or a range.
 */

import { msPerDay } from '../../calendar.ts'
import { ipWishes } from '../../demand/demand.ts'
import { waysOfTransfer } from '../../listing.ts'
import { technologyFields } from '../../technology-field.ts'
import type { MatchDocument, MatchFacts } from '../document.ts'
import { kindWords } from '../kinds.ts'

/** The columns and how each is stored. A document is one place in all of them. */
export const columnTypes = {
  titleLength: Uint8Array,
  keywordsLength: Uint8Array,
  textLength: Uint16Array,
  fields: Uint16Array,
  kinds: Uint8Array,
  waysOfTransfer: Uint8Array,
  ipWish: Uint8Array,
  /** 0: not stated. */
  trl: Uint8Array,
  region: Uint32Array,
  industry: Uint32Array,
  /** 分; NaN: not stated. Where only one end is stated, both columns hold it. */
  priceLow: Float64Array,
  priceHigh: Float64Array,
  /** Epoch milliseconds. */
  publishedAt: Float64Array,
  /** Epoch milliseconds from which on it is not ranked; Infinity: never. */
  expiresAt: Float64Array,
  /** Days since 1970 by which a solution is needed; 65,535: not stated. */
  neededBy: Uint16Array,
  completenessPercent: Uint8Array,
  /** 0: not known, 1: no, 2: yes. */
  standing: Uint8Array,
} as const

export type ColumnName = keyof typeof columnTypes
type ColumnArray<N extends ColumnName> = InstanceType<(typeof columnTypes)[N]>
export type Columns = { [N in ColumnName]: ColumnArray<N> } & {
  /** 16 bytes a document. */
  ids: Uint8Array
}
export const columnNames = Object.keys(columnTypes) as ColumnName[]

export const noDay = 65_535

export function createColumns(documents: number): Columns {
  const columns = Object.fromEntries(columnNames.map(name => [name, new columnTypes[name](documents)]))
  return { ...columns, ids: new Uint8Array(documents * 16) } as Columns
}

/** Writes the facts of a document; its lengths are written by whoever counted its words. */
export function writeFacts(columns: Columns, place: number, document: MatchDocument): void {
  const low = document.priceMinFen ?? document.priceMaxFen
  const high = document.priceMaxFen ?? document.priceMinFen
  writeId(columns.ids, place, document.id)
  columns.fields[place] = maskOf(technologyFields, document.fields)
  columns.kinds[place] = maskOf(kindWords[document.library], document.kinds)
  columns.waysOfTransfer[place] = maskOf(waysOfTransfer, document.waysOfTransfer)
  columns.ipWish[place] = document.ipWish === null ? 0 : ipWishes.indexOf(document.ipWish) + 1
  columns.trl[place] = document.trl ?? 0
  columns.region[place] = codeNumber(document.regionCode ?? '')
  columns.industry[place] = codeNumber(document.industryCode ?? '')
  columns.priceLow[place] = low === null ? Number.NaN : Number(low)
  columns.priceHigh[place] = high === null ? Number.NaN : Number(high)
  columns.publishedAt[place] = document.publishedAt
  columns.expiresAt[place] = document.expiresAt ?? Number.POSITIVE_INFINITY
  columns.neededBy[place] = document.neededBy === null ? noDay : dayNumber(document.neededBy)
  columns.completenessPercent[place] = document.completenessPercent
  columns.standing[place] = document.isInGoodStanding === null ? 0 : document.isInGoodStanding ? 2 : 1
}

/** A day too early or too late for the column (it ends in 2149) is its first or last: it keeps its order roughly. */
function dayNumber(day: string): number {
  return Math.min(noDay - 1, Math.max(0, Math.floor(Date.parse(day) / msPerDay)))
}

/** The facts of a document, as its factors need them. */
export function readFacts(columns: Columns, place: number): Omit<MatchFacts, 'quantities'> {
  const standing = columns.standing[place] as number
  const [low, high] = [columns.priceLow[place] as number, columns.priceHigh[place] as number]
  return {
    fields: wordsOfMask(technologyFields, columns.fields[place] as number),
    trl: columns.trl[place] || null,
    priceMinFen: Number.isNaN(low) ? null : BigInt(low),
    priceMaxFen: Number.isNaN(high) ? null : BigInt(high),
    regionCode: codeText(columns.region[place] as number) || null,
    industryCode: codeText(columns.industry[place] as number) || null,
    waysOfTransfer: wordsOfMask(waysOfTransfer, columns.waysOfTransfer[place] as number),
    ipWish: ipWishes[(columns.ipWish[place] as number) - 1] ?? null,
    publishedAt: columns.publishedAt[place] as number,
    completenessPercent: columns.completenessPercent[place] as number,
    isInGoodStanding: standing === 0 ? null : standing === 2,
  }
}

export function maskOf(words: readonly string[], given: readonly string[]): number {
  return given.reduce((mask, word) => (words.includes(word) ? mask | (1 << words.indexOf(word)) : mask), 0)
}

export function wordsOfMask<W extends string>(words: readonly W[], mask: number): W[] {
  return words.filter((_, i) => mask & (1 << i))
}

const codeSigns = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const codeBase = codeSigns.length + 1
const codeLength = 6

/** Codes of up to six signs as numbers; 0 for none. What begins with a code lies from it to {@link lastBelow}. */
export function codeNumber(code: string): number {
  let number = 0
  for (let i = 0; i < codeLength; i++) number = number * codeBase + (codeSigns.indexOf(code.charAt(i) || '\0') + 1)
  return number
}

/** The largest number of a code that begins with this prefix. */
export function lastBelow(prefix: string): number {
  return codeNumber(prefix) + codeBase ** (codeLength - prefix.length) - 1
}

export function codeText(number: number): string {
  let text = ''
  for (let rest = number, i = 0; i < codeLength; i++) {
    const sign = codeSigns.charAt((rest % codeBase) - 1)
    text = sign + text
    rest = Math.floor(rest / codeBase)
  }
  return text
}

export function writeId(ids: Uint8Array, place: number, id: string): void {
  const digits = id.replaceAll('-', '')
  for (let i = 0; i < 16; i++) ids[place * 16 + i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16)
}

const hexPairs = Array.from({ length: 65_536 }, (_, pair) => pair.toString(16).padStart(4, '0'))

/** The UUID of a document, lower case. */
export function readId(ids: Uint8Array, place: number): string {
  const at = place * 16
  const head = hexPair(ids, at) + hexPair(ids, at + 2)
  const middle = `${hexPair(ids, at + 4)}-${hexPair(ids, at + 6)}-${hexPair(ids, at + 8)}`
  return `${head}-${middle}-${hexPair(ids, at + 10)}${hexPair(ids, at + 12)}${hexPair(ids, at + 14)}`
}

function hexPair(ids: Uint8Array, at: number): string {
  return hexPairs[((ids[at] as number) << 8) | (ids[at + 1] as number)] as string
}

/** Below 0 when the first id sorts before the second, as their texts do. */
export function compareIds(a: Uint8Array, placeA: number, b: Uint8Array, placeB: number): number {
  for (let i = 0; i < 16; i++) {
    const difference = (a[placeA * 16 + i] as number) - (b[placeB * 16 + i] as number)
    if (difference !== 0) return difference
  }
  return 0
}
