/**
 * The words that most listings hold, found by counting and without sorting: the words of an index of a million listings
 * are too many to be gathered, on the thread that answers questions, only to be thrown away.
 */

export interface CountedWords {
  /** For each word, by its number, the listings that hold it. */
  holders: Uint32Array
  /** Of all listings: no word has more. */
  documents: number
  isWanted(word: number): boolean
}

/** Words looked at in one step: less than a millisecond. */
const wordsAStep = 2_000

/** Numbers of the wanted words that somebody holds, the most frequent `most` of them, these first; ties by number. */
export function* heaviestWords(
  { holders, documents, isWanted }: CountedWords,
  most: number,
): Generator<void, Uint32Array> {
  /** How many words so many listings hold; then, where the next of them stands. */
  const nextPlaces = new Uint32Array(documents + 1)
  for (let word = 0; word < holders.length; word++) {
    if (word % wordsAStep === 0) yield
    const held = holders[word] as number
    if (held > 0 && isWanted(word)) nextPlaces[held] = (nextPlaces[held] as number) + 1
  }
  let place = 0
  for (let held = documents; held > 0; held--) {
    const words = nextPlaces[held] as number
    nextPlaces[held] = place
    place += words
  }
  const heaviest = new Uint32Array(Math.min(place, most))
  for (let word = 0; word < holders.length; word++) {
    if (word % wordsAStep === 0) yield
    const held = holders[word] as number
    const at = nextPlaces[held] as number
    // Most words are too rare, and need not be read again.
    if (held === 0 || at >= heaviest.length || !isWanted(word)) continue
    heaviest[at] = word
    nextPlaces[held] = at + 1
  }
  return heaviest
}
