/**
 * The single characters of a segment's documents, document after document: they are weighed only for documents that the
 * words have found, so they need no postings. Two bytes an entry: 14 bits for the character, two for its count.
 */

import { maxCharacterCount } from '../ranking/score.ts'

export interface CharacterColumns {
  /** Where each document's entries begin; one more than there are documents. */
  characterStarts: Uint32Array
  characters: Uint16Array
}

/** Numbers of the characters in use; those that come after so many are not told apart from none. */
export interface CharacterNumbers {
  /** By UTF-16 unit, 0 where the character has not been seen. */
  numbers: Uint16Array
  /** The units by number; the first is no character. */
  units: number[]
}

const maxCharacters = 2 ** 14

export function createCharacterNumbers(units: readonly number[] = []): CharacterNumbers {
  const all = [0, ...units.filter(unit => unit !== 0)]
  const numbers = new Uint16Array(65_536)
  for (const [number, unit] of all.entries()) numbers[unit] = number
  return { numbers, units: all }
}

/** The character's number; a new one gets the next while there are any. 0: none. */
function addCharacter(known: CharacterNumbers, unit: number): number {
  const found = known.numbers[unit] as number
  if (found > 0 || known.units.length >= maxCharacters) return found
  known.numbers[unit] = known.units.length
  return known.units.push(unit) - 1
}

export function writeCharacters(
  lists: readonly ReadonlyMap<number, number>[],
  known: CharacterNumbers,
): CharacterColumns {
  const characterStarts = new Uint32Array(lists.length + 1)
  const entries: number[] = []
  for (const [place, counts] of lists.entries()) {
    for (const [unit, count] of counts) {
      const number = addCharacter(known, unit)
      if (number > 0) entries.push((number << 2) | (Math.min(count, maxCharacterCount) - 1))
    }
    characterStarts[place + 1] = entries.length
  }
  return { characterStarts, characters: Uint16Array.from(entries) }
}

/** Calls with each character's number and its count. */
export function eachCharacter(
  { characterStarts, characters }: CharacterColumns,
  place: number,
  visit: (number: number, count: number) => void,
): void {
  const to = characterStarts[place + 1] as number
  for (let at = characterStarts[place] as number; at < to; at++) {
    const entry = characters[at] as number
    visit(entry >>> 2, (entry & 3) + 1)
  }
}

/** Adds one (or takes one away) for each document that holds a character. `holders`: from `characterHolders`. */
export function countHolders(columns: CharacterColumns, documents: number, holders: Uint32Array, sign: 1 | -1): void {
  for (let place = 0; place < documents; place++)
    eachCharacter(columns, place, number => {
      holders[number] = (holders[number] as number) + sign
    })
}

export const characterHolders = () => new Uint32Array(maxCharacters)

/** The entries of several segments, in the order the merged documents stand. */
export function mergeCharacters(
  sources: readonly { columns: CharacterColumns; movedTo: Int32Array }[],
  documents: number,
): CharacterColumns {
  const most = sources.reduce((sum, { columns }) => sum + columns.characters.length, 0)
  const characters = new Uint16Array(most)
  const characterStarts = new Uint32Array(documents + 1)
  let end = 0
  for (const { columns, movedTo } of sources)
    for (const [place, to] of movedTo.entries()) {
      if (to < 0) continue
      const own = columns.characters.subarray(columns.characterStarts[place], columns.characterStarts[place + 1])
      characters.set(own, end)
      end += own.length
      characterStarts[to + 1] = end
    }
  return { characterStarts, characters: characters.slice(0, end) }
}
