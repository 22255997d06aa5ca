/**
 * Every word the index has ever seen, with a number: words in one buffer, numbers in an open hash table. Only typed
 * arrays, so that a million words cost some 20 MB and are written to a snapshot as they are. Words are never taken out;
 * a rebuild begins with an empty dictionary.
 */
import { grown } from '../grown.ts'
import { hashStart, hashStep } from '../hash-step.ts'

export interface Dictionary {
  size: number
  /** Code units of all words, one after another. */
  units: Uint16Array
  /** Where each word begins in `units`; one more than there are words. */
  starts: Uint32Array
  /** Hash table of word numbers, -1 where free. Its length is a power of two. */
  table: Int32Array
}

const firstWords = 1024

export function createDictionary(): Dictionary {
  return {
    size: 0,
    units: new Uint16Array(firstWords * 4),
    starts: new Uint32Array(firstWords + 1),
    table: new Int32Array(firstWords * 2).fill(-1),
  }
}

/** A dictionary from its stored words (`units` and `starts`); the hash table is made anew. */
export function dictionaryOf(size: number, units: Uint16Array, starts: Uint32Array): Dictionary {
  const dictionary: Dictionary = { size, units, starts, table: new Int32Array(0) }
  rehash(dictionary, tableSizeFor(size))
  return dictionary
}

/** The word's number, or -1. */
export function wordNumber(dictionary: Dictionary, word: string): number {
  return dictionary.table[findPlace(dictionary, word)] as number
}

/** The word's number; a new word gets the next one. */
export function addWord(dictionary: Dictionary, word: string): number {
  const place = findPlace(dictionary, word)
  const found = dictionary.table[place] as number
  if (found >= 0) return found
  const number = dictionary.size
  const start = dictionary.starts[number] as number
  if (start + word.length > dictionary.units.length)
    dictionary.units = grown(dictionary.units, Math.max(dictionary.units.length * 2, start + word.length))
  if (number + 2 > dictionary.starts.length) dictionary.starts = grown(dictionary.starts, dictionary.starts.length * 2)
  for (let i = 0; i < word.length; i++) dictionary.units[start + i] = word.charCodeAt(i)
  dictionary.starts[number + 1] = start + word.length
  dictionary.table[place] = number
  dictionary.size++
  if (dictionary.size * 2 > dictionary.table.length) rehash(dictionary, dictionary.table.length * 2)
  return number
}

export function wordOf({ units, starts }: Dictionary, number: number): string {
  let word = ''
  // A view of its units for each word would cost four times as much as the word.
  for (let i = starts[number] as number; i < (starts[number + 1] as number); i++)
    word += String.fromCharCode(units[i] as number)
  return word
}

function tableSizeFor(words: number): number {
  let size = firstWords * 2
  while (size < words * 2) size *= 2
  return size
}

function spread(hash: number, mask: number): number {
  return (hash ^ (hash >>> 15) ^ (hash >>> 7)) & mask
}

/** The place of the word in the table, or the free place where it would stand. */
function findPlace({ table, units, starts }: Dictionary, word: string): number {
  const mask = table.length - 1
  let hash = hashStart
  for (let i = 0; i < word.length; i++) hash = hashStep(hash, word.charCodeAt(i))
  let place = spread(hash, mask)
  for (;;) {
    const number = table[place] as number
    if (number < 0 || isWord(units, starts, number, word)) return place
    place = (place + 1) & mask
  }
}

function isWord(units: Uint16Array, starts: Uint32Array, number: number, word: string): boolean {
  const start = starts[number] as number
  if ((starts[number + 1] as number) - start !== word.length) return false
  for (let i = 0; i < word.length; i++) if (units[start + i] !== word.charCodeAt(i)) return false
  return true
}

function rehash(dictionary: Dictionary, size: number): void {
  const { units, starts } = dictionary
  const table = new Int32Array(size).fill(-1)
  const mask = size - 1
  for (let number = 0; number < dictionary.size; number++) {
    let hash = hashStart
    for (let i = starts[number] as number; i < (starts[number + 1] as number); i++)
      hash = hashStep(hash, units[i] as number)
    let place = spread(hash, mask)
    while ((table[place] as number) >= 0) place = (place + 1) & mask
    table[place] = number
  }
  dictionary.table = table
}

/**
 * For each of the characters the numbers of the words that hold it, rising. Walks the whole dictionary once: some
 * milliseconds for a million words.
 */
export function wordsWithEach({ units, starts, size }: Dictionary, characters: readonly string[]): number[][] {
  const found = characters.map((): number[] => [])
  const begins = new Uint8Array(65_536)
  for (const character of characters) begins[character.charCodeAt(0)] = 1
  for (let word = 0; word < size; word++) {
    const to = starts[word + 1] as number
    for (let i = starts[word] as number; i < to; i++) {
      if (begins[units[i] as number] === 0) continue
      for (const [c, character] of characters.entries()) {
        const isHere = units[i] === character.charCodeAt(0)
        const isWhole = character.length === 1 || (i + 1 < to && units[i + 1] === character.charCodeAt(1))
        if (isHere && isWhole && found[c]?.at(-1) !== word) found[c]?.push(word)
      }
    }
  }
  return found
}
