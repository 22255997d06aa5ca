/**
 * What the search box knows of the words of the index: how often each occurs, how its characters are read, and which
 * words are near. Built from the index's dictionary from time to time; the frequency is asked of the live index, so that
 * nothing is suggested that finds nothing any more. Characters are kept as numbers, and what is looked up is put
 * together then: hundreds of thousands of texts and lists would take more memory, and the time to move it, than they
 * ever save.
 */
import { heaviestWords } from './heaviest-words.ts'

/** Toneless readings of a character, ü written v, most common first (重: zhong, chong). Empty for what is no hanzi. */
export type ReadingsOf = (char: string) => readonly string[]

interface Lookup<K, V> {
  get(key: K): V | undefined
}

export interface Vocabulary {
  /** Listings that hold the word in their text, and those that do in a name, the dead too; 0 when none does. */
  frequency: (word: string) => number
  /**
   * Listings that hold all of the words: pairs that chain by chance (动和 + 和平) hardly ever stand together. 0 as soon
   * as it is sure that they are fewer than `least`.
   */
  together: (words: readonly string[], least: number) => number
  readingsOf: ReadingsOf
  /** Every syllable that some character is read as. */
  syllables: ReadonlySet<string>
  /**
   * Words of two characters by the reading of both ({@link readingKey}), those first whose characters belong together
   * most: by frequency alone, what only stands beside one another (的 apart) would crowd out the terms.
   */
  byReading: Lookup<string, readonly string[]>
  /** Words of two characters by their first and by their second character, most frequent first. */
  byFirst: Lookup<string, readonly string[]>
  bySecond: Lookup<string, readonly string[]>
  /** How much two characters belong together: the frequency of their word squared by those of each of them. */
  cohesion: (word: string, frequency: number) => number
  /** Words of Latin letters only, by their length. */
  latinByLength: Lookup<number, readonly string[]>
}

/** Words that are kept, the most frequent ones: the rest is too rare to be what was meant. */
export const maxVocabularyWords = 200_000
/** Words that are found by one key. */
export const maxWordsOfKey = 512
const maxReadings = 3

export interface VocabularySource {
  /** For each word of the index, by its number, the listings that hold it when the making begins. */
  holders: Uint32Array
  /** Of all listings: no word has more. */
  documents: number
  wordOf: (number: number) => string
  frequency: Vocabulary['frequency']
  together: Vocabulary['together']
  readingsOf: ReadingsOf
}

/** Words looked at in one step, and characters of which the readings are looked up: less than a millisecond each. */
const wordsAStep = 1_000
const charactersAStep = 10

/** The key of a reading: whole syllables ("dan hua"), or the first letter of the second or of both ("dan h", "d h"). */
export function readingKey(first: string, second: string): string {
  return `${first} ${second}`
}

/** Made in steps, because the thread that makes it has questions to answer. */
export function* buildVocabulary(source: VocabularySource): Generator<void, Vocabulary> {
  const { holders, documents, wordOf, frequency, together, readingsOf } = source
  const isWanted = (number: number) => {
    const word = wordOf(number)
    return isPair.test(word) || isLatin.test(word)
  }
  const heaviest = yield* heaviestWords({ holders, documents, isWanted }, maxVocabularyWords)
  const { latinByLength, characters, pairs } = yield* readWords(heaviest, source)
  const { syllables, charactersRead } = yield* readCharacters(characters.texts, readingsOf)
  const size = characters.texts.length
  const after = yield* groupsOf(pairs.first, pairs.second, size)
  const frequencies = yield* groupsOf(pairs.first, pairs.frequencies, size)
  const before = yield* groupsOf(pairs.second, pairs.first, size)
  const lookups = lookupsOf(characters, { after, frequencies, before, charactersRead })
  return { frequency, together, readingsOf, syllables, latinByLength, ...lookups }
}

/** The characters of words of two: a character is its place in `texts`. */
interface Characters {
  texts: string[]
  numbers: Map<string, number>
  /** Frequencies of the words that begin and of those that end with it, added up. */
  asFirst: number[]
  asSecond: number[]
}

function numberOf({ texts, numbers, asFirst, asSecond }: Characters, char: string): number {
  const known = numbers.get(char)
  if (known !== undefined) return known
  numbers.set(char, texts.length)
  asFirst.push(0)
  asSecond.push(0)
  return texts.push(char) - 1
}

function* readWords(words: Uint32Array, { holders, wordOf }: VocabularySource) {
  const latinByLength = new Map<number, string[]>()
  const characters: Characters = { texts: [], numbers: new Map(), asFirst: [], asSecond: [] }
  /** Words of two characters, most frequent first. */
  const pairs = { first: [] as number[], second: [] as number[], frequencies: [] as number[] }
  // A word of texts that is one of names, too, is one word; the more frequent of the two comes first.
  const seen = new Set<string>()
  for (const [i, number] of words.entries()) {
    if (i % wordsAStep === 0) yield
    const word = wordOf(number)
    if (seen.has(word)) continue
    seen.add(word)
    if (isLatin.test(word)) {
      const ofLength = latinByLength.get(word.length)
      if (ofLength) ofLength.push(word)
      else latinByLength.set(word.length, [word])
      continue
    }
    const [first, second] = charactersOf(word).map(char => numberOf(characters, char)) as [number, number]
    const frequency = holders[number] as number
    characters.asFirst[first] = (characters.asFirst[first] as number) + frequency
    characters.asSecond[second] = (characters.asSecond[second] as number) + frequency
    pairs.first.push(first)
    pairs.second.push(second)
    pairs.frequencies.push(frequency)
  }
  return { latinByLength, characters, pairs }
}

/** The characters by how they are read: by each of their syllables, and by its first letter. */
function* readCharacters(texts: readonly string[], readingsOf: ReadingsOf) {
  const syllables = new Set<string>()
  const charactersRead = new Map<string, Set<number>>()
  for (const [number, char] of texts.entries()) {
    if (number % charactersAStep === 0) yield
    for (const reading of readingsOf(char).slice(0, maxReadings)) {
      syllables.add(reading)
      for (const key of [reading, reading.charAt(0)]) {
        const known = charactersRead.get(key)
        if (known) known.add(number)
        else charactersRead.set(key, new Set([number]))
      }
    }
  }
  return { syllables, charactersRead }
}

/** The values of a key, in the order in which they were given. */
type Groups = (key: number) => Uint32Array

/** Keys are below `size`. */
function* groupsOf(keys: readonly number[], values: readonly number[], size: number): Generator<void, Groups> {
  /** Where the values of each key begin; at last, where they end. */
  const places = new Uint32Array(size + 1)
  for (const [i, key] of keys.entries()) {
    if (i % wordsAStep === 0) yield
    places[key + 1] = (places[key + 1] as number) + 1
  }
  for (let key = 1; key <= size; key++) places[key] = (places[key] as number) + (places[key - 1] as number)
  const grouped = new Uint32Array(values.length)
  for (const [i, key] of keys.entries()) {
    if (i % wordsAStep === 0) yield
    const place = places[key] as number
    grouped[place] = values[i] as number
    places[key] = place + 1
  }
  return key => grouped.subarray(key === 0 ? 0 : places[key - 1], places[key])
}

interface Known {
  /** Of each character: those that come after it in words, and before it. */
  after: Groups
  before: Groups
  /** The frequencies that go with `after`. */
  frequencies: Groups
  charactersRead: ReadonlyMap<string, ReadonlySet<number>>
}

type Lookups = Pick<Vocabulary, 'byReading' | 'byFirst' | 'bySecond' | 'cohesion'>

function lookupsOf({ texts, numbers, asFirst, asSecond }: Characters, known: Known): Lookups {
  const { after, before, frequencies, charactersRead } = known
  const textOf = (number: number) => texts[number] as string
  const cohesion = (first: number, second: number, held: number) =>
    held ** 2 / ((asFirst[first] || 1) * (asSecond[second] || 1))
  const someOf = (char: string, groups: Groups, wordWith: (other: number) => string) => {
    const number = numbers.get(char)
    return number === undefined ? undefined : Array.from(groups(number).subarray(0, maxWordsOfKey), wordWith)
  }
  const readAs = (key: string) => {
    const [firsts, seconds] = key.split(' ').map(part => charactersRead.get(part))
    const isSecond = new Uint8Array(texts.length)
    for (const second of seconds ?? []) isSecond[second] = 1
    const found: { first: number; second: number; cohesion: number }[] = []
    for (const first of firsts ?? []) {
      const [seconds, held] = [after(first), frequencies(first)]
      for (let i = 0; i < seconds.length; i++) {
        const second = seconds[i] as number
        if (isSecond[second] === 1) found.push({ first, second, cohesion: cohesion(first, second, held[i] as number) })
      }
    }
    return mostCohesive(found).map(({ first, second }) => textOf(first) + textOf(second))
  }
  return {
    byReading: { get: readAs },
    byFirst: { get: char => someOf(char, after, second => char + textOf(second)) },
    bySecond: { get: char => someOf(char, before, first => textOf(first) + char) },
    cohesion: (word, frequency) => {
      const [first, second] = charactersOf(word).map(char => numbers.get(char))
      return first === undefined || second === undefined ? 0 : cohesion(first, second, frequency)
    },
  }
}

/** The first {@link maxWordsOfKey} of them, without putting all in order. */
function mostCohesive<Pair extends { cohesion: number }>(found: readonly Pair[]): Pair[] {
  const least =
    Float64Array.from(found, ({ cohesion }) => cohesion)
      .sort()
      .at(-maxWordsOfKey) ?? 0
  const kept = found.filter(({ cohesion }) => cohesion >= least)
  return kept.sort((a, b) => b.cohesion - a.cohesion).slice(0, maxWordsOfKey)
}

/** The two characters of a word of two; each may be two units long. */
export function charactersOf(word: string): [first: string, second: string] {
  if (word.length === 2) return [word.charAt(0), word.charAt(1)]
  const [first = '', second = ''] = Array.from(word)
  return [first, second]
}

const isPair = /^\p{Script=Han}{2}$/u
const isLatin = /^[a-z]{4,32}$/
