/**
 * Exhaustive scoring, written from the formulas and not from the engine: every document is scored one by one. Only the
 * tokenizer and the numbers are shared. Sums run in the order that the engine promises (heaviest word
 * first), so that the engine must give the same bits.
 */
import { type Library, libraries } from '#domain/listing.ts'
import type { MatchDocument, MatchQuery } from '#domain/matching/document.ts'
import { bm25, maxQueryTerms, queryFrequencyPrior, queryTextWeight } from '#domain/matching/ranking/weights.ts'
import { tokenize } from '#domain/matching/text/tokens.ts'

/** In the order in which a word's frequency is added up. */
const fieldNames = ['text', 'title', 'keywords'] as const
type Field = (typeof fieldNames)[number]
/** Counts and lengths are kept in few bits. */
const mostCounted = { title: 3, keywords: 3, text: 15 }
const longest = { title: 255, keywords: 255, text: 65_535 }

interface Words {
  all: ReadonlySet<string>
  counts: Record<Field, ReadonlyMap<string, number>>
  lengths: Record<Field, number>
}

const cache = new WeakMap<MatchDocument, Words>()

export function wordsOf(document: MatchDocument): Words {
  const known = cache.get(document)
  if (known) return known
  const fields = { title: document.title, keywords: document.keywords.join('\n'), text: document.text }
  const counts = { title: counted(fields.title), keywords: counted(fields.keywords), text: counted(fields.text) }
  const length = (field: Field) => Math.min(tokenize(fields[field]).length, longest[field])
  const all = new Set(fieldNames.flatMap(field => [...counts[field].keys()]))
  const words = { all, counts, lengths: { title: length('title'), keywords: length('keywords'), text: length('text') } }
  cache.set(document, words)
  return words
}

export function holdsWord(document: MatchDocument, word: string): boolean {
  return wordsOf(document).all.has(word)
}

function counted(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of tokenize(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

export interface NaiveTerm {
  word: string
  share: number
}

/** Documents whose words are counted. */
export interface Counted {
  /** The library itself. */
  own: readonly MatchDocument[]
  /** It, and every other that does not ask. */
  offered: readonly MatchDocument[]
  askers: readonly MatchDocument[]
}

/** From what each library counts. A search box asks from nowhere: `from` is then the library itself, without askers. */
export function countedFor(counted: (library: Library) => MatchDocument[], library: Library, from: Library): Counted {
  const others = libraries.filter(name => name !== library && name !== from).flatMap(counted)
  const own = counted(library)
  return { own, offered: [...own, ...others], askers: from === library ? [] : counted(from) }
}

/** The words that are searched for, heaviest first. */
export function naiveTerms({ own, offered, askers }: Counted, query: Pick<MatchQuery, 'title' | 'text'>): NaiveTerm[] {
  const holders = (all: readonly MatchDocument[], word: string) => all.filter(one => holdsWord(one, word)).length
  const [title, text] = [counted(query.title), counted(query.text)]
  const repeats = (count = 0) => (count === 0 ? 0 : 2 - 1 / count)
  const weights = [...new Set([...title.keys(), ...text.keys()])].map(word => {
    const n = Math.max(1, holders(offered, word))
    const idf = Math.log(1 + Math.max(0, offered.length - n + 0.5) / (n + 0.5))
    const population = askers.length + queryFrequencyPrior
    const rarity = Math.log(population / (holders(askers, word) + queryFrequencyPrior) + 1)
    const emphasis = repeats(title.get(word)) + queryTextWeight * repeats(text.get(word))
    return { word, weight: emphasis * idf * (rarity / Math.log(population / queryFrequencyPrior + 1)) }
  })
  weights.sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
  const whole = weights.reduce((sum, { weight }) => sum + weight, 0)
  return weights
    .filter(({ word }) => own.some(one => holdsWord(one, word)))
    .slice(0, maxQueryTerms)
    .map(({ word, weight }) => ({ word, share: weight / whole }))
}

/** The word score of each document, in a library where `documents` count in the statistics. */
export function naiveScores(documents: readonly MatchDocument[], terms: readonly NaiveTerm[]) {
  const average = (field: Field) =>
    documents.reduce((sum, document) => sum + wordsOf(document).lengths[field], 0) / documents.length
  const averages = { title: average('title'), keywords: average('keywords'), text: average('text') }
  return (document: MatchDocument): number => {
    const { counts, lengths } = wordsOf(document)
    return terms.reduce((score, { word, share }) => {
      const fields = fieldNames.map(field => {
        const { weight, b } = bm25[field]
        const norm = averages[field] === 0 ? 1 : 1 - b + (b / averages[field]) * lengths[field]
        return { field, said: weight * Math.min(counts[field].get(word) ?? 0, mostCounted[field]), norm }
      })
      const [only, ...others] = fields.filter(({ said }) => said > 0)
      // The same number by another rounding.
      if (only?.field === 'text' && others.length === 0)
        return score + share * (only.said / (bm25.k1 * only.norm + only.said))
      const frequency = fields.reduce((sum, { said, norm }) => sum + said / norm, 0)
      return score + share * (frequency / (bm25.k1 + frequency))
    }, 0)
  }
}

/** The best by words, ties by id; who has no word is not among them. */
export function bestByWords(
  documents: readonly MatchDocument[],
  scoreOf: (document: MatchDocument) => number,
  limit: number,
): { document: MatchDocument; score: number }[] {
  return documents
    .map(document => ({ document, score: scoreOf(document) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.document.id < b.document.id ? -1 : 1))
    .slice(0, limit)
}
