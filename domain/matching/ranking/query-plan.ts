/**
 * A query made ready for one library: its words with their weights, heaviest first. The weights are shares of the
 * whole query, so the word score of a document lies between 0 and 1 whatever the query's length.
 */
import type { MatchQuery } from '../document.ts'
import { tokenRuns } from '../text/tokens.ts'
import { planCharacters, type QueryCharacter } from './character-score.ts'
import { askerDamping, type FieldCounts, inverseFrequency, queryEmphasis } from './score.ts'
import { defaultWeights, type MatchWeights } from './weights.ts'

/** How common words are among some documents. */
export interface WordStatistics {
  documents: number
  /** Documents that hold the word. */
  holders(word: string): number
  /** Documents that hold the character with this UTF-16 unit. */
  characterHolders(unit: number): number
}

/** The library to be ranked. */
export interface RankedStatistics extends WordStatistics {
  /** Whether any document of the library itself holds the word. */
  isKnown(word: string): boolean
  /** Average words a field in the library itself. */
  averages: FieldCounts
}

export interface QueryTerm {
  word: string
  /** Part of the query's weight that it carries, 0..1. */
  share: number
  inTitle: boolean
  inText: boolean
}

export interface QueryPlan {
  /** Every word of the query, heaviest first, ties by word. */
  terms: QueryTerm[]
  /** The words that are searched for: those the library knows, at most `maxQueryTerms`. */
  searched: QueryTerm[]
  /** The query's words in order, to put neighbours together again for display. */
  runs: string[][]
  /** Average words a field of the library, as the score reads them. */
  averages: FieldCounts
  /** Single characters that some document holds, heaviest first. */
  characters: QueryCharacter[]
  /** What a full similarity of meaning adds; known once the list is. */
  meaningScale: number
  weights: MatchWeights
}

/**
 * `documents`: how common words are among everything that is offered, the library to be ranked and what else the
 * platform holds; `askers`: how common they are in the library that the query comes from.
 */
export function planQuery(
  query: Pick<MatchQuery, 'title' | 'text'>,
  documents: RankedStatistics,
  askers: WordStatistics,
  weights: MatchWeights = defaultWeights,
): QueryPlan {
  const titleRuns = tokenRuns(query.title)
  const textRuns = tokenRuns(query.text)
  const titleCounts = countAll(titleRuns)
  const textCounts = countAll(textRuns)
  const weighed = [...new Set([...titleCounts.keys(), ...textCounts.keys()])].map(word => {
    const [inTitle, inText] = [titleCounts.get(word) ?? 0, textCounts.get(word) ?? 0]
    const weight =
      queryEmphasis(inTitle, inText, weights.queryTextWeight) *
      inverseFrequency(documents.holders(word), documents.documents) *
      askerDamping(askers.holders(word), askers.documents, weights.queryFrequencyPrior)
    return { word, weight, inTitle: inTitle > 0, inText: inText > 0 }
  })
  weighed.sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
  const whole = weighed.reduce((sum, { weight }) => sum + weight, 0)
  const terms = weighed.map(({ word, weight, inTitle, inText }) => {
    return { word, share: whole === 0 ? 0 : weight / whole, inTitle, inText }
  })
  const characters = planCharacters(query, documents, askers, weights)
  const searched = terms.filter(({ word }) => documents.isKnown(word)).slice(0, weights.maxQueryTerms)
  return {
    terms,
    searched,
    runs: [...titleRuns, ...textRuns],
    averages: documents.averages,
    characters,
    meaningScale: 0,
    weights,
  }
}

function countAll(runs: readonly (readonly string[])[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const run of runs) for (const word of run) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}
