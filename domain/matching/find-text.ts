/** What was typed into a search box, as words: parts that must all be found, each in one of several ways. */
import type { Library } from '../listing.ts'
import { wordNumber, wordOf, wordsWith } from './index/dictionary.ts'
import type { Clause } from './index/holding-places.ts'
import { holdersOf } from './index/library-index.ts'
import { nameWord } from './index/marked-words.ts'
import type { MatchIndex } from './index/match-index.ts'
import { fold } from './text/fold.ts'
import { expandBySynonyms, type SynonymTable } from './text/synonyms.ts'
import { tokenize } from './text/tokens.ts'

/** Parts of the text that are looked for; the rest is ignored. */
const maxParts = 20
/** Vocabulary that a lone Chinese character stands for: the most common words with it. */
const maxLoneWords = 64

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
  return cutIntoParts(text).flatMap(part => {
    const ways = [part, ...(synonyms?.get(part) ?? [])].map(way => [...new Set(tokenize(way))])
    const alternatives = ways.filter(words => words.length > 0)
    return alternatives.length > 0 ? [alternatives] : []
  })
}

/** Each part that holds a term with synonyms, said with each of them instead. */
export function synonymsOfParts(text: string, table: SynonymTable): Map<string, string[]> {
  if (table.size === 0) return new Map()
  return new Map(
    cutIntoParts(text).map(part => {
      const said = fold(part)
      const ways = expandBySynonyms(part, table).map(({ synonym, standsFor }) => said.replace(standsFor, synonym))
      return [part, [...new Set(ways)]]
    }),
  )
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
 * of the index.
 */
export function loneWords(
  index: MatchIndex,
  library: Library,
  parts: readonly (readonly (readonly string[])[])[],
): Map<string, string[]> {
  const alone = parts.flat().flatMap(words => (words.length === 1 ? words : []))
  const characters = new Set(alone.filter(word => /^\p{Script=Han}$/u.test(word)))
  return new Map(Array.from(characters, character => [character, commonWordsWith(index, library, character)]))
}

/** Ties by word and not by number: what is found must not depend on the order in which words were met. */
function commonWordsWith({ dictionary, libraries }: MatchIndex, library: Library, character: string): string[] {
  const words = wordsWith(dictionary, character).flatMap(word => {
    const holders = holdersOf(libraries[library], word)
    return holders === 0 ? [] : [{ holders, text: wordOf(dictionary, word) }]
  })
  words.sort((a, b) => b.holders - a.holders || (a.text < b.text ? -1 : 1))
  return words.slice(0, maxLoneWords).map(({ text }) => text)
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
