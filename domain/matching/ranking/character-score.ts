/**
 * Single characters scored beside words: half of what words say is said by their characters, and characters also see
 * what stands in another order or compound. One score of 0 … 1, as the words', from the same functions.
 */
import type { MatchDocument } from '../document.ts'
import { countCharacters } from '../text/characters.ts'
import type { WordStatistics } from './query-plan.ts'
import { askerDamping, type FieldCounts, inverseFrequency, queryEmphasis, saturation } from './score.ts'
import type { MatchWeights } from './weights.ts'

export interface QueryCharacter {
  /** UTF-16 unit. */
  unit: number
  /** Part of the weight of all the query's characters, 0..1. */
  share: number
  inTitle: boolean
}

/** The characters of a document over all its fields. */
export function documentCharacters({ title, keywords, text }: Pick<MatchDocument, 'title' | 'keywords' | 'text'>) {
  return countCharacters([title, ...keywords, text].join('\n'))
}

/**
 * The query's characters with their weights, heaviest first; the same measures as for words. `held`: those that some
 * document holds, which alone are searched for; the others count in the whole.
 */
export function planCharacters(
  query: { title: string; text: string },
  documents: WordStatistics,
  askers: WordStatistics,
  weights: MatchWeights,
): { all: QueryCharacter[]; held: QueryCharacter[] } {
  const [inTitle, inText] = [countCharacters(query.title), countCharacters(query.text)]
  const weighed = [...new Set([...inTitle.keys(), ...inText.keys()])].map(unit => {
    const emphasis = queryEmphasis(inTitle.get(unit) ?? 0, inText.get(unit) ?? 0, weights.queryTextWeight)
    const rarity = inverseFrequency(documents.characterHolders(unit), documents.documents)
    const damping = askerDamping(askers.characterHolders(unit), askers.documents, weights.queryFrequencyPrior)
    return { unit, weight: emphasis * rarity * damping, inTitle: inTitle.has(unit) }
  })
  const whole = weighed.reduce((sum, { weight }) => sum + weight, 0)
  const all = weighed.map(({ weight, ...character }) => ({ ...character, share: whole === 0 ? 0 : weight / whole }))
  all.sort((a, b) => b.share - a.share || a.unit - b.unit)
  return { all, held: all.filter(({ unit }) => documents.characterHolders(unit) > 0) }
}

/** How often a document says a character, evened out by half of how much longer it is than the average. */
export function characterFrequency(count: number, length: number, averages: FieldCounts, b: number): number {
  const average = averages.title + averages.keywords + averages.text
  return average === 0 ? count : count / (1 - b + (b * length) / average)
}

/** 0..1. `countOf`: how often the document has the character. `length`: words in all its fields. */
export function characterScore(
  characters: readonly QueryCharacter[],
  countOf: (unit: number) => number,
  length: number,
  averages: FieldCounts,
  weights: MatchWeights,
): number {
  let score = 0
  for (const { unit, share } of characters) {
    const count = countOf(unit)
    if (count === 0) continue
    score += share * saturation(characterFrequency(count, length, averages, weights.characters.b), weights.bm25.k1)
  }
  return score
}
