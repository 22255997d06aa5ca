/**
 * One form for all ways to write the same: full width, compatibility characters, case, traditional characters,
 * invisible marks. It works on UTF-16 units with a table, because it runs over every text of every listing: a unit that
 * no neighbour can change (nearly all) is looked up. Only a character with combining marks after it goes through the
 * normaliser, together with its marks; where such a group began and ended is known, so that what is found in the folded
 * text can be shown in the original.
 */
import { characterClass, classOf } from './character-class.ts'
import { simplify } from './traditional.ts'

/** Zero-width and direction marks, soft hyphen, variation selectors: invisible, so they must not part words. */
const invisible =
  /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|\u034f|[\ufe00-\ufe0f]|[\u{e0000}-\u{e01ef}]/gu
const loneSurrogate = /\p{Surrogate}/gu
/** What may melt into the character before it: marks, and the vowels and finals of Korean. UAX #15, "NFC_QC=Maybe". */
const continuing = /^[\p{M}\u1161-\u1175\u11a8-\u11c2\u{16d63}-\u{16d6a}]/u

/** More units than this in one group is no writing; only its first character is kept. */
const maxGroupUnits = 256

const isUnknown = -1
/** Not one unit for one, or not without its neighbours. */
const isOdd = -2
/** By unit: what it folds to with the class of that in the bits above, or a code. Filled as units are met. */
const unitTable = new Int32Array(0x10000).fill(isUnknown)
/** Single units that fold to several (℃, ㎜, ½): at most as many as there are. */
const knownGroups = new Map<string, string>()

export interface FoldedUnits {
  units: Uint16Array
  /** The {@link characterClass} of each unit. */
  classes: Uint8Array
  length: number
}

/** For each unit of the folded text, the stretch of the original that it stands for. */
export interface Origins {
  starts: number[]
  ends: number[]
}

/** NFKC, lower case, simplified, invisible characters dropped, broken surrogates blank. Folding twice changes nothing. */
export function fold(text: string): string {
  const { units, length } = foldUnits(text)
  return decodeUnits(units, 0, length)
}

/** The folded text and where each unit of it comes from. */
export function foldWithOrigins(text: string): Origins & { folded: string } {
  const origins: Origins = { starts: [], ends: [] }
  const { units, length } = foldUnits(text, origins)
  return { folded: decodeUnits(units, 0, length), ...origins }
}

const emptyScratch = (size: number) => ({ units: new Uint16Array(size), classes: new Uint8Array(size) })
let scratch = emptyScratch(4096)
/** A scratch larger than this is not kept. */
const maxKeptUnits = 1 << 17

/** As {@link fold}, without making a string. The units are valid until the next call: their memory is used again. */
export function foldUnits(text: string, origins?: Origins): FoldedUnits {
  let { units, classes } = scratch.units.length >= text.length ? scratch : emptyScratch(text.length)
  let length = 0
  let groupFrom = 0
  let groupAt = 0
  for (let i = 0; i < text.length; ) {
    const unit = text.charCodeAt(i)
    let known = unitTable[unit] ?? isUnknown
    if (known === isUnknown) known = learnUnit(unit)
    if (known >= 0) {
      groupFrom = i
      groupAt = length
      if (origins) addOrigin(origins, i, i + 1)
      units[length] = known
      classes[length++] = known >>> 16
      i++
      continue
    }
    const group = foldGroup(text, i, groupFrom)
    i = group.to
    if (group.folded === null) continue
    if (group.from === groupFrom) length = groupAt
    groupFrom = group.from
    groupAt = length
    const wanted = length + group.folded.length + text.length - i
    if (wanted > units.length) ({ units, classes } = enlarge({ units, classes }, wanted))
    length = writeGroup({ units, classes }, length, group.folded)
    if (origins) replaceOrigins(origins, groupAt, length, group)
  }
  if (units.length <= maxKeptUnits) scratch = { units, classes }
  return { units, classes, length }
}

interface Group {
  from: number
  to: number
  /** Null when nothing of it is visible. */
  folded: string | null
}

/** Folds what stands at `at`; a mark is folded anew with the character before it, which begins at `groupFrom`. */
function foldGroup(text: string, at: number, groupFrom: number): Group {
  const char = charAt(text, at)
  const next = at + char.length
  if (isInvisible(char)) return { from: at, to: next, folded: null }
  if (!continues(char)) return { from: at, to: next, folded: normalise(char) }
  let to = next
  for (let following = charAt(text, to); following !== ''; following = charAt(text, to)) {
    if (!isInvisible(following) && !continues(following)) break
    to += following.length
  }
  const whole = to - groupFrom <= maxGroupUnits ? normalise(text.slice(groupFrom, to)) : ''
  const folded = whole !== '' && whole.length <= maxGroupUnits ? whole : normalise(baseOf(text, groupFrom))
  return { from: groupFrom, to, folded }
}

function learnUnit(unit: number): number {
  const char = String.fromCharCode(unit)
  const folded = unit >= 0xd800 && unit <= 0xdfff ? '' : normalise(char)
  const known = folded.length === 1 && !continues(char) ? folded.charCodeAt(0) | (classOf(folded) << 16) : isOdd
  unitTable[unit] = known
  if (folded.length > 1) knownGroups.set(char, folded)
  return known
}

/** Whether the character, once it is in its plain form, may melt into the one before it. */
function continues(char: string): boolean {
  return continuing.test(char) || continuing.test(char.normalize('NFKD'))
}

function normalise(text: string): string {
  const known = knownGroups.get(text)
  if (known !== undefined) return known
  const visible = text.replace(loneSurrogate, ' ').replace(invisible, '')
  // The Greek final sigma depends on what follows it; as one letter it folds the same wherever it stands.
  return simplify(visible.normalize('NFKC').toLowerCase().normalize('NFKC').replaceAll('ς', 'σ'))
}

function charAt(text: string, at: number): string {
  const point = text.codePointAt(at)
  return point === undefined ? '' : text.slice(at, at + (point > 0xffff ? 2 : 1))
}

function isInvisible(char: string): boolean {
  return char.replace(invisible, '') === ''
}

/** The first character that is seen. */
function baseOf(text: string, from: number): string {
  let at = from
  while (isInvisible(charAt(text, at)) && at < text.length) at += charAt(text, at).length
  return charAt(text, at)
}

function enlarge(from: typeof scratch, size: number): typeof scratch {
  const larger = emptyScratch(2 * size)
  larger.units.set(from.units)
  larger.classes.set(from.classes)
  return larger
}

function writeGroup({ units, classes }: typeof scratch, at: number, folded: string): number {
  let length = at
  for (const char of folded) {
    units[length] = char.charCodeAt(0)
    classes[length++] = classOf(char)
    if (char.length === 1) continue
    units[length] = char.charCodeAt(1)
    classes[length++] = characterClass.tail
  }
  return length
}

function addOrigin({ starts, ends }: Origins, start: number, end: number): void {
  starts.push(start)
  ends.push(end)
}

/** Every unit of a group stands for the whole group. */
function replaceOrigins({ starts, ends }: Origins, at: number, length: number, { from, to }: Group): void {
  starts.length = at
  ends.length = at
  for (let i = at; i < length; i++) addOrigin({ starts, ends }, from, to)
}

const chunkUnits = 4096

/** Units as a string. `apply` is many times faster than spreading a typed array. */
export function decodeUnits(units: Uint16Array, from: number, to: number): string {
  let text = ''
  for (let i = from; i < to; i += chunkUnits)
    text += String.fromCharCode.apply(null, units.subarray(i, Math.min(to, i + chunkUnits)) as unknown as number[])
  return text
}
