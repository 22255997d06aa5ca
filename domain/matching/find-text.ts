/** What was typed into a search box, as words: parts that must all be found, each in one of several ways. */
import type { Library } from '../listing.ts'
import { wordNumber, wordOf, wordsWithEach } from './index/dictionary.ts'
import type { Clause } from './index/holding-places.ts'
import { holdersOf } from './index/library-index.ts'
import { nameWord } from './index/marked-words.ts'
import type { MatchIndex } from './index/match-index.ts'
import { fold } from './text/fold.ts'
import { expandBySynonyms, maxSynonymsOfText, type SynonymTable } from './text/synonyms.ts'
import { tokenize } from './text/tokens.ts'

/** Parts of the text that are looked for; the rest is ignored. */
const maxParts = 20
/** Words that a lone Chinese character stands for, the most common ones with it; and all of a search together. */
const maxLoneWords = 64
const maxLoneWordsOfSearch = 128
/** Words that the other ways to say the parts have together. */
const maxOtherWords = 256

export interface TypedText {
  text: string
  /** For a part of the text, other ways to say it. */
  synonyms?: ReadonlyMap<string, readonly string[]> | undefined
}

/** Nothing that can be seen was typed: who asks for nothing in particular is shown everything. */
export function isBlank(text: string): boolean {
  return fold(text).trim() === ''
}

/** For each part of the text its alternatives, each a list of words. Parts without a word are passed over. */
export function partsOf({ text, synonyms }: TypedText): string[][][] {
  const wordsIn = (way: string) => [...new Set(tokenize(way))]
  let otherWords = 0
  return cutIntoParts(text).flatMap(part => {
    const others = (synonyms?.get(part) ?? []).map(wordsIn).filter(words => {
      otherWords += words.length
      return otherWords <= maxOtherWords
    })
    const alternatives = [wordsIn(part), ...others].filter(words => words.length > 0)
    return alternatives.length > 0 ? [alternatives] : []
  })
}

/** Each part that holds a term with synonyms, said with each of them instead; at most {@link maxSynonymsOfText} ways. */
export function synonymsOfParts(text: string, table: SynonymTable): Map<string, string[]> {
  if (table.size === 0) return new Map()
  const synonyms = new Map<string, string[]>()
  let room = maxSynonymsOfText
  for (const part of new Set(cutIntoParts(text))) {
    const said = fold(part)
    const ways = expandBySynonyms(part, table).map(({ synonym, standsFor }) => said.replace(standsFor, () => synonym))
    const taken = [...new Set(ways)].slice(0, room)
    synonyms.set(part, taken)
    room -= taken.length
  }
  return synonyms
}

/** At blanks, but not at one inside a word: "10 mm" and "GB/T 19001" are a part each. */
function cutIntoParts(text: string): string[] {
  const parts: string[] = []
  for (const part of text.trim().split(/\s+/u).slice(0, maxParts)) {
    const before = parts.at(-1)
    const together = `${before} ${part}`
    const isOneWord = before !== undefined && tokenize(together).join(' ') !== tokenize(`${before}\n${part}`).join(' ')
    if (isOneWord) parts.splice(-1, 1, together)
    else parts.push(part)
  }
  return parts
}

/**
 * For each lone Chinese character among the alternatives the words that it stands for: alone it is hardly ever a word
 * of the index. Many characters share what all may stand for.
 */
export function loneWords(
  { dictionary, libraries }: MatchIndex,
  library: Library,
  parts: readonly (readonly (readonly string[])[])[],
): Map<string, string[]> {
  const alone = parts.flat().flatMap(words => (words.length === 1 ? words : []))
  const characters = [...new Set(alone)].filter(word => /^\p{Script=Han}$/u.test(word)).slice(0, maxLoneWordsOfSearch)
  if (characters.length === 0) return new Map()
  const most = Math.min(maxLoneWords, Math.floor(maxLoneWordsOfSearch / characters.length))
  const holders = (word: number) => holdersOf(libraries[library], word)
  const words = wordsWithEach(dictionary, characters).map(held =>
    mostHeld(held, holders, most, word => wordOf(dictionary, word)),
  )
  return new Map(characters.map((character, c) => [character, words[c] ?? []]))
}

/** Ties by word and not by number: what is found must not depend on the order in which words were met. */
function mostHeld(
  words: readonly number[],
  holdersOfWord: (word: number) => number,
  most: number,
  textOf: (word: number) => string,
): string[] {
  const known = words.map(word => ({ word, holders: holdersOfWord(word) })).filter(({ holders }) => holders > 0)
  const least = known.map(({ holders }) => holders).sort((a, b) => b - a)[most - 1] ?? 0
  const named = known
    .filter(({ holders }) => holders >= least)
    .map(({ word, holders }) => ({ holders, text: textOf(word) }))
  named.sort((a, b) => b.holders - a.holders || (a.text < b.text ? -1 : 1))
  return named.slice(0, most).map(({ text }) => text)
}

export function clauseOf(
  { dictionary }: MatchIndex,
  alternatives: readonly (readonly string[])[],
  lone: ReadonlyMap<string, readonly string[]>,
): Clause {
  return alternatives.flatMap(words => {
    const standing = words.length === 1 ? (lone.get(words[0] ?? '') ?? []) : []
    const ways = [words, words.map(nameWord), ...standing.map(word => [word])]
    return ways.map(way => way.map(word => wordNumber(dictionary, word)))
  })
}
