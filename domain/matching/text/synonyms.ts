/**
 * Synonyms that people maintain (CBN = 立方氮化硼). They widen a query and leave the index alone, so that a pair works
 * at once and the reason can say which word stood for which. Pairs join: what is the same as a third is the same.
 */
import { fold } from './fold.ts'
import { tokenize } from './tokens.ts'

export interface SynonymPair {
  term: string
  synonym: string
}

/** A word that the query is given in addition. */
export interface SynonymWord {
  word: string
  /** The synonym it is a word of, and the words of the query that the synonym stands for; both folded. */
  synonym: string
  standsFor: string
}

/** Synonyms of one text that are taken in, and words that they bring. */
export const maxSynonymsOfText = 16
export const maxSynonymWords = 48

interface SynonymTerm {
  folded: string
  words: readonly string[]
  /** The other terms of its group, in the order in which they were joined. */
  others: SynonymTerm[]
}

/** Made once for many queries: the terms by their first word. */
export type SynonymTable = ReadonlyMap<string, readonly SynonymTerm[]>

/** What makes two terms the same to the search: their words. */
export function synonymKey(term: string): string {
  return tokenize(term).join(' ')
}

/** Terms joined into groups, by key. */
export function synonymGroups(pairs: readonly SynonymPair[]): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const { term, synonym } of pairs) {
    const [a, b] = [synonymKey(term), synonymKey(synonym)]
    if (a === '' || b === '') continue
    const joined = [...new Set([...(groups.get(a) ?? [a]), ...(groups.get(b) ?? [b])])]
    for (const key of joined) groups.set(key, joined)
  }
  return groups
}

/** However many blanks stand between two words. */
function spaced(text: string): string {
  return fold(text).trim().replace(/\s+/g, ' ')
}

export function createSynonymTable(pairs: readonly SynonymPair[]): SynonymTable {
  const names = new Map(
    pairs.flatMap(({ term, synonym }) => [term, synonym]).map(name => [synonymKey(name), spaced(name)]),
  )
  const terms = new Map<string, SynonymTerm>()
  const groups = synonymGroups(pairs)
  for (const key of groups.keys()) terms.set(key, { folded: names.get(key) ?? key, words: key.split(' '), others: [] })
  const table = new Map<string, SynonymTerm[]>()
  for (const [key, term] of terms) {
    for (const other of groups.get(key) ?? []) {
      const found = terms.get(other)
      if (found && found !== term) term.others.push(found)
    }
    const [first = ''] = term.words
    table.set(first, [...(table.get(first) ?? []), term])
  }
  return table
}

/**
 * Words of synonyms of what stands in the text, without the words that stand in it already. At most
 * {@link maxSynonymWords}, of at most {@link maxSynonymsOfText} synonyms, in the order of the text.
 */
export function expandBySynonyms(text: string, table: SynonymTable): SynonymWord[] {
  if (table.size === 0) return []
  const words = new Set(tokenize(text))
  const folded = spaced(text)
  const brought = new Map<string, SynonymWord>()
  const synonyms = new Set<string>()
  for (const first of words)
    for (const term of table.get(first) ?? []) {
      if (!standsIn(term, words, folded)) continue
      for (const other of term.others) {
        if (synonyms.size >= maxSynonymsOfText || brought.size + other.words.length > maxSynonymWords) break
        if (synonyms.has(other.folded) || standsIn(other, words, folded)) continue
        synonyms.add(other.folded)
        for (const word of other.words)
          if (!words.has(word) && !brought.has(word))
            brought.set(word, { word, synonym: other.folded, standsFor: term.folded })
      }
    }
  return [...brought.values()]
}

/** All its words, and when there are several, next to one another. */
function standsIn(term: SynonymTerm, words: ReadonlySet<string>, folded: string): boolean {
  if (!term.words.every(word => words.has(word))) return false
  return term.words.length === 1 || folded.includes(term.folded)
}
