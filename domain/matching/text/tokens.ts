/**
 * How text becomes words for matching. Chinese is cut into overlapping pairs of characters (bigrams), which measured
 * as good as a dictionary segmenter and needs no dictionary; Latin words, formulas, model numbers, standards and
 * quantities stay whole. Everything is folded first, so that full width, compatibility characters, case and traditional
 * characters make no difference. One pass over units with a table of classes: it runs over every listing.
 */
import { characterClass } from './character-class.ts'
import { decodeUnits, foldUnits, type Origins } from './fold.ts'
import { compoundWords, isStandardPrefix, quantityUnits } from './words.ts'

/** Characters of one text that are read; the rest is ignored, so that no input can cost unbounded time. */
export const maxTextChars = 20_000
/** Longest single word kept; a longer one is cut. */
export const maxWordChars = 64

/**
 * The words of a text in order, in runs: the words of one run overlap by one character, so a stretch of a run can be
 * put together again as one phrase (氮化 + 化硼 → 氮化硼). Words that stand alone are runs of one.
 */
export function tokenRuns(text: string): string[][] {
  const { words, places } = scan<Place[]>(text, [])
  const runs: string[][] = []
  for (const [i, word] of words.entries()) {
    if (places[i]?.continues) runs.at(-1)?.push(word)
    else runs.push([word])
  }
  return runs
}

/** The words of a text in order, with repeats. Never more words than characters read. */
export function tokenize(text: string): string[] {
  return scan(text, null).words
}

export interface PlacedWord {
  word: string
  /** Where it stands in the text as it was given, in UTF-16 units. */
  start: number
  end: number
}

/** A text and its words in order. */
export interface PlacedText {
  text: string
  words: readonly PlacedWord[]
}

export function placeText(text: string): PlacedText {
  return { text, words: placedWords(text) }
}

/** The words of a text with their places; the part of a compound has the place of the whole. */
export function placedWords(text: string): PlacedWord[] {
  const origins: Origins = { starts: [], ends: [] }
  const { words, places } = scan<Place[]>(text, [], origins)
  return words.map((word, i) => {
    const { from, to } = places[i] ?? { from: 0, to: 1 }
    return { word, start: origins.starts[from] ?? 0, end: origins.ends[to - 1] ?? 0 }
  })
}

/** Puts a stretch of one run together again. */
export function joinRun(words: readonly string[]): string {
  let joined = words[0] ?? ''
  for (let i = 1; i < words.length; i++) {
    const word = words[i] as string
    const isTail = (word.charCodeAt(word.length - 1) & 0xfc00) === 0xdc00
    joined += word.slice(isTail ? -2 : -1)
  }
  return joined
}

const { other, digit, mark, letter, han, functional, joiner, tail } = characterClass
const [blank, point, comma, hyphen] = [0x20, 0x2e, 0x2c, 0x2d]

/** Where a word stands in the folded text, and whether it overlaps the word before it by one character. */
interface Place {
  from: number
  to: number
  continues: boolean
}

/** The folded text that is read, and the words found so far; their places only when somebody asks. */
interface Scan<Places extends Place[] | null = Place[] | null> {
  units: Uint16Array
  classes: Uint8Array
  words: string[]
  places: Places
}

function scan<Places extends Place[] | null>(text: string, places: Places, origins?: Origins): Scan<Places> {
  const { units, classes, length } = foldUnits(text.length > maxTextChars ? text.slice(0, maxTextChars) : text, origins)
  let end = Math.min(length, maxTextChars)
  // A character of two units is not cut in half.
  if (end < length && classes[end] === tail) end--
  const state: Scan<Places> = { units, classes, words: [], places }
  // What the last text left behind must not be read as part of this one.
  classes.fill(other, end, end + 8)
  units.fill(0, end, end + 8)
  for (let i = 0; i < end; ) {
    const kind = classes[i] ?? other
    if (kind === han || kind === functional) i = scanHan(state, i)
    else if (kind === digit) i = scanQuantity(state, i) || scanWord(state, i)
    else if (kind === letter || kind === mark) i = scanWord(state, i)
    else i++
  }
  return state
}

/** A word that overlaps no other. */
function add({ words, places }: Scan, word: string, from: number, to: number): void {
  words.push(word)
  if (places) places.push({ from, to, continues: false })
}

/** Every pair of neighbours, function characters apart; a character that stands alone is a word of its own. */
function scanHan(state: Scan, from: number): number {
  const { units, classes, words, places } = state
  let before = -1
  let beforeKind: number = functional
  let continues = false
  let i = from
  for (let kind: number = classes[i] ?? other; kind === han || kind === functional; kind = classes[i] ?? other) {
    const next = classes[i + 1] === tail ? i + 2 : i + 1
    const isPair = kind === han && beforeKind === han
    if (isPair) {
      const isNarrow = next - before === 2
      const word = isNarrow ? String.fromCharCode(units[before] ?? 0, units[i] ?? 0) : decodeUnits(units, before, next)
      words.push(word)
      if (places) places.push({ from: before, to: next, continues })
    }
    continues = isPair
    before = i
    beforeKind = kind
    i = next
  }
  if (before === from && beforeKind === han) add(state, decodeUnits(units, from, i), from, i)
  return i
}

/** A number with its unit (1000°c, 0.5 mpa, 99.9%): one word, without blanks. 0 when there is none. */
function scanQuantity(state: Scan, from: number): number {
  const { units, classes } = state
  let i = endOf(classes, from, digit)
  while ((units[i] === point || units[i] === comma) && classes[i + 1] === digit) i = endOf(classes, i + 1, digit)
  const numberEnd = i
  if (units[i] === blank) i++
  const unitFrom = i
  if (classes[i] === other) i++
  while (isLetter(classes[i])) i++
  if (i === unitFrom || i - unitFrom > 4 || !quantityUnits.has(decodeUnits(units, unitFrom, i))) return 0
  const number = decodeUnits(units, from, numberEnd)
  // The commas between thousands go; a decimal comma stays.
  const plain = number.includes(',') ? number.replace(/,(?=\d{3})/g, '') : number
  add(state, cut(plain + decodeUnits(units, unitFrom, i)), from, i)
  return i
}

/** A word, a formula, a model number or a compound (cbn, al2o3, gb/t19001, ti-6al-4v), and the parts of a compound. */
function scanWord(state: Scan, from: number): number {
  const { units, classes } = state
  let end = endOfWord(classes, from)
  if (end - from === 1 && classes[from] === letter) return scanLoneLetter(state, from)
  let word = decodeUnits(units, from, end)
  if (units[end] === blank && classes[end + 1] === digit && isStandardPrefix(word)) {
    const numberFrom = end + 1
    end = endOfWord(classes, numberFrom)
    word += decodeUnits(units, numberFrom, end)
  }
  add(state, cut(word), from, end)
  for (const part of compoundWords(word)) add(state, cut(part), from, end)
  return end
}

/** A lone letter belongs to the Chinese word after it (x射线, t细胞, u盘). */
function scanLoneLetter(state: Scan, from: number): number {
  const { units, classes } = state
  const end = from + 1
  const hanFrom = units[end] === hyphen ? end + 1 : end
  let i = hanFrom
  for (let count = 0; count < 2 && (classes[i] === han || classes[i] === functional); count++) {
    if (classes[i] === functional) {
      i = hanFrom
      break
    }
    i++
    while (classes[i] === tail) i++
  }
  const head = decodeUnits(units, hanFrom, i)
  add(state, decodeUnits(units, from, end) + head, from, head === '' ? end : i)
  return end
}

function isLetter(kind: number | undefined): boolean {
  return kind === letter || kind === digit || kind === mark || kind === tail
}

function endOf(classes: Uint8Array, from: number, kind: number): number {
  let i = from
  while (classes[i] === kind) i++
  return i
}

/** Letters, and joiners with letters on both sides. */
function endOfWord(classes: Uint8Array, from: number): number {
  let i = from
  while (isLetter(classes[i]) || (classes[i] === joiner && isLetter(classes[i + 1]))) i++
  return i
}

function cut(word: string): string {
  return word.length <= maxWordChars ? word : word.slice(0, maxWordChars).replace(/\p{Surrogate}/gu, '')
}
