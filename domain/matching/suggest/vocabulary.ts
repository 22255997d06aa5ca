/**
 * What the search box knows of the words of the index: how often each occurs, how its characters are read, and which
 * words are near. Built from the index's dictionary from time to time; the frequency is asked of the live index, so that
 * nothing is suggested that finds nothing any more.
 */
import { sortInSteps } from '../sort-in-steps.ts'

/** Toneless readings of a character, ü written v, most common first (重: zhong, chong). Empty for what is no hanzi. */
export type ReadingsOf = (char: string) => readonly string[]

export interface Vocabulary {
  /** Listings that hold the word; 0 when none does. */
  frequency: (word: string) => number
  /** Listings that hold all of the words: pairs that chain by chance (动和 + 和平) hardly ever stand together. */
  together: (words: readonly string[]) => number
  readingsOf: ReadingsOf
  /** Every syllable that some character is read as. */
  syllables: ReadonlySet<string>
  /**
   * Words of two characters by the reading of both ({@link readingKey}), those first whose characters belong together
   * most: by frequency alone, what only stands beside one another (的 apart) would crowd out the terms.
   */
  byReading: ReadonlyMap<string, readonly string[]>
  /** Words of two characters by their first and by their second character, most frequent first. */
  byFirst: ReadonlyMap<string, readonly string[]>
  bySecond: ReadonlyMap<string, readonly string[]>
  /** How much two characters belong together, by their word: its frequency squared by those of each of them. */
  cohesion: ReadonlyMap<string, number>
  /** Words of Latin letters only, by their length. */
  latinByLength: ReadonlyMap<number, readonly string[]>
}

/** Words that are kept, the most frequent ones: the rest is too rare to be what was meant. */
export const maxVocabularyWords = 200_000
/** Words kept under one key. */
export const maxWordsOfKey = 512
const maxReadings = 3

interface VocabularySource {
  /** Each word of the index with the number of listings that hold it; null where one is passed over. */
  entries: Iterable<Entry | null>
  frequency: Vocabulary['frequency']
  together: Vocabulary['together']
  readingsOf: ReadingsOf
}

type Entry = readonly [word: string, frequency: number]

/** Entries looked at in one step, and words put under their readings: about a millisecond each. */
const entriesAStep = 1_000
const wordsAStep = 100

/** The key of a reading: whole syllables ("dan hua"), or the first letter of the second or of both ("dan h", "d h"). */
export function readingKey(first: string, second: string): string {
  return `${first} ${second}`
}

/** Made in steps, because the thread that makes it has questions to answer. */
export function* buildVocabulary(source: VocabularySource): Generator<void, Vocabulary> {
  const { frequency, together, readingsOf } = source
  const heaviest = yield* heaviestWords(source.entries)
  const pairs: Entry[] = []
  const latinByLength = new Map<number, string[]>()
  const byFirst = new Map<string, string[]>()
  const bySecond = new Map<string, string[]>()
  for (const [i, entry] of heaviest.entries()) {
    if (i % entriesAStep === 0) yield
    const [word] = entry
    if (isLatin(word)) {
      const ofLength = latinByLength.get(word.length)
      if (ofLength) ofLength.push(word)
      else latinByLength.set(word.length, [word])
      continue
    }
    const [first, second] = charactersOf(word)
    append(byFirst, first, word)
    append(bySecond, second, word)
    pairs.push(entry)
  }
  const closest = yield* sortInSteps(yield* cohesionOf(pairs), byWeight)
  const { byReading, syllables } = yield* readWords(closest, readingsOf)
  const cohesion = new Map<string, number>()
  for (const [i, [word, value]] of closest.entries()) {
    cohesion.set(word, value)
    if (i % entriesAStep === 0) yield
  }
  return { frequency, together, readingsOf, syllables, cohesion, byReading, byFirst, bySecond, latinByLength }
}

const byWeight = ([a, x]: Entry, [b, y]: Entry) => y - x || (a < b ? -1 : 1)

function* heaviestWords(entries: VocabularySource['entries']): Generator<void, Entry[]> {
  const known: Entry[] = []
  let seen = 0
  for (const entry of entries) {
    if (entry && (isPair.test(entry[0]) || isLatin(entry[0]))) known.push(entry)
    if (++seen % entriesAStep === 0) yield
  }
  return (yield* sortInSteps(known, byWeight)).slice(0, maxVocabularyWords)
}

/** Each pair with how much its characters belong together. */
function* cohesionOf(pairs: readonly Entry[]): Generator<void, Entry[]> {
  const first = new Map<string, number>()
  const second = new Map<string, number>()
  for (const [i, [word, frequency]] of pairs.entries()) {
    const [a, b] = charactersOf(word)
    first.set(a, (first.get(a) ?? 0) + frequency)
    second.set(b, (second.get(b) ?? 0) + frequency)
    if (i % entriesAStep === 0) yield
  }
  const cohesion: Entry[] = []
  for (const [word, frequency] of pairs) {
    const [a, b] = charactersOf(word)
    cohesion.push([word, frequency ** 2 / ((first.get(a) ?? 1) * (second.get(b) ?? 1))])
    if (cohesion.length % entriesAStep === 0) yield
  }
  return cohesion
}

function* readWords(words: readonly Entry[], readingsOf: ReadingsOf) {
  const readings = new Map<string, readonly string[]>()
  const byReading = new Map<string, string[]>()
  const read = (char: string) => {
    const known = readings.get(char) ?? readingsOf(char).slice(0, maxReadings)
    readings.set(char, known)
    return known
  }
  for (const [i, [word]] of words.entries()) {
    const [first, second] = charactersOf(word)
    for (const key of keysOf(read(first), read(second))) append(byReading, key, word)
    if (i % wordsAStep === 0) yield
  }
  return { byReading, syllables: new Set([...readings.values()].flat()) }
}

/** The two characters of a word of two; each may be two units long. */
export function charactersOf(word: string): [first: string, second: string] {
  if (word.length === 2) return [word.charAt(0), word.charAt(1)]
  const [first = '', second = ''] = Array.from(word)
  return [first, second]
}

const isPair = /^\p{Script=Han}{2}$/u

function isLatin(word: string): boolean {
  return /^[a-z]{4,32}$/.test(word)
}

function keysOf(first: readonly string[], second: readonly string[]): Set<string> {
  return new Set(
    first.flatMap(a =>
      second.flatMap(b => [readingKey(a, b), readingKey(a, b.charAt(0)), readingKey(a.charAt(0), b.charAt(0))]),
    ),
  )
}

function append(lists: Map<string, string[]>, key: string, word: string): void {
  const list = lists.get(key)
  if (!list) lists.set(key, [word])
  else if (list.length < maxWordsOfKey && list.at(-1) !== word) list.push(word)
}
