/**
 * What the search box knows of the words of the index: how often each occurs, how its characters are read, and which
 * words are near. Built from the index's dictionary from time to time; the frequency is asked of the live index, so that
 * nothing is suggested that finds nothing any more.
 */

/** Toneless readings of a character, ü written v, most common first (重: zhong, chong). Empty for what is no hanzi. */
export type ReadingsOf = (char: string) => readonly string[]

export interface Vocabulary {
  /** Listings that hold the word; 0 when none does. */
  frequency: (word: string) => number
  readingsOf: ReadingsOf
  /** Every syllable that some character is read as. */
  syllables: ReadonlySet<string>
  /** Words of two characters by the reading of both ({@link readingKey}), most frequent first. */
  byReading: ReadonlyMap<string, readonly string[]>
  /** Words of two characters by their first and by their second character, most frequent first. */
  byFirst: ReadonlyMap<string, readonly string[]>
  bySecond: ReadonlyMap<string, readonly string[]>
  /** Words of Latin letters only, by their length. */
  latinByLength: ReadonlyMap<number, readonly string[]>
}

/** Words that are kept, the most frequent ones: the rest is too rare to be what was meant. */
export const maxVocabularyWords = 200_000
/** Words kept under one key. */
export const maxWordsOfKey = 512
const maxReadings = 3

interface VocabularySource {
  /** Each word of the index with the number of listings that hold it. */
  entries: Iterable<readonly [word: string, frequency: number]>
  frequency: (word: string) => number
  readingsOf: ReadingsOf
}

/** The key of a reading: whole syllables ("dan hua"), or the first letter of the second or of both ("dan h", "d h"). */
export function readingKey(first: string, second: string): string {
  return `${first} ${second}`
}

export function createVocabulary({ entries, frequency, readingsOf }: VocabularySource): Vocabulary {
  const readings = new Map<string, readonly string[]>()
  const byReading = new Map<string, string[]>()
  const byFirst = new Map<string, string[]>()
  const bySecond = new Map<string, string[]>()
  const latinByLength = new Map<number, string[]>()
  const read = (char: string) => {
    const known = readings.get(char) ?? readingsOf(char).slice(0, maxReadings)
    readings.set(char, known)
    return known
  }
  for (const word of heaviestWords(entries)) {
    const [first = '', second = ''] = Array.from(word)
    if (isLatin(word)) {
      const ofLength = latinByLength.get(word.length)
      if (ofLength) ofLength.push(word)
      else latinByLength.set(word.length, [word])
      continue
    }
    append(byFirst, first, word)
    append(bySecond, second, word)
    for (const key of keysOf(read(first), read(second))) append(byReading, key, word)
  }
  const syllables = new Set([...readings.values()].flat())
  return { frequency, readingsOf, syllables, byReading, byFirst, bySecond, latinByLength }
}

function heaviestWords(entries: VocabularySource['entries']): string[] {
  return [...entries]
    .filter(([word]) => isPair.test(word) || isLatin(word))
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, maxVocabularyWords)
    .map(([word]) => word)
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
