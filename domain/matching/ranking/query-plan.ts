/**
 * A query made ready for one library: its words with their weights, heaviest first. The weights are shares of the
 * whole query, so the word score of a document lies between 0 and 1 whatever the query's length.
 */
import type { MatchQuery } from '../document.ts'
import { fold } from '../text/fold.ts'
import { expandBySynonyms, type SynonymTable } from '../text/synonyms.ts'
import { tokenRuns } from '../text/tokens.ts'
import { wordJoints } from '../text/word-joints.ts'
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
  /** Of a synonym's word: what of the query the synonym stands for, and the synonym; both folded. */
  standsFor?: { said: string; synonym: string }
}

export interface QueryPlan {
  /** Every word of the query, heaviest first, ties by word. */
  terms: QueryTerm[]
  /** The words that are searched for: those the library knows, at most `maxQueryTerms`. */
  searched: QueryTerm[]
  /** The query's words in order, to put neighbours together again for display. */
  runs: string[][]
  /** Of the words in `runs`, those that only join two others. */
  joints: ReadonlySet<string>
  /** Average words a field of the library, as the score reads them. */
  averages: FieldCounts
  /** Single characters that some document holds, heaviest first. */
  characters: QueryCharacter[]
  /** All single characters of the query, heaviest first. */
  askedCharacters: QueryCharacter[]
  /** What a full similarity of meaning adds; known once the list is. */
  meaningScale: number
  weights: MatchWeights
}

/**
 * `documents`: how common words are among everything that is offered, the library to be ranked and what else the
 * platform holds; `askers`: how common they are in the library that the query comes from. A synonym's words count like
 * those it stands for.
 */
export function planQuery(
  query: Pick<MatchQuery, 'title' | 'text'>,
  documents: RankedStatistics,
  askers: WordStatistics,
  weights: MatchWeights = defaultWeights,
  synonyms: SynonymTable = noSynonyms,
): QueryPlan {
  const titleRuns = tokenRuns(query.title)
  const textRuns = tokenRuns(query.text)
  const weight = (word: string, inTitle: number, inText: number) =>
    queryEmphasis(inTitle, inText, weights.queryTextWeight) *
    inverseFrequency(documents.holders(word), documents.documents) *
    askerDamping(askers.holders(word), askers.documents, weights.queryFrequencyPrior)
  const title = countAll(titleRuns)
  const text = countAll(textRuns)
  const typed = [...new Set([...title.keys(), ...text.keys()])].map((word): WeighedTerm => {
    const [inTitle, inText] = [title.get(word) ?? 0, text.get(word) ?? 0]
    return { word, weight: weight(word, inTitle, inText), inTitle: inTitle > 0, inText: inText > 0 }
  })
  const brought = expandBySynonyms(`${query.title}\n${query.text}`, synonyms)
  const foldedTitle = fold(query.title)
  const meant = brought.map(({ word, synonym, standsFor: said }): WeighedTerm => {
    const inTitle = foldedTitle.includes(said)
    return {
      word,
      weight: weight(word, Number(inTitle), Number(!inTitle)),
      inTitle,
      inText: !inTitle,
      standsFor: { said, synonym },
    }
  })
  const weighed = [...typed, ...meant].sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
  const whole = weighed.reduce((sum, { weight }) => sum + weight, 0)
  const terms = weighed.map(({ weight, ...term }): QueryTerm => ({ ...term, share: whole === 0 ? 0 : weight / whole }))
  const characters = planCharacters(query, documents, askers, weights)
  const searched = terms.filter(({ word }) => documents.isKnown(word)).slice(0, weights.maxQueryTerms)
  const runs = [...titleRuns, ...textRuns, ...[...new Set(brought.map(({ synonym }) => synonym))].flatMap(tokenRuns)]
  return {
    terms,
    searched,
    runs,
    joints: wordJoints(runs, word => documents.holders(word) + askers.holders(word)),
    averages: documents.averages,
    characters: characters.held,
    askedCharacters: characters.all,
    meaningScale: 0,
    weights,
  }
}

interface WeighedTerm extends Omit<QueryTerm, 'share'> {
  weight: number
}

const noSynonyms: SynonymTable = new Map()

function countAll(runs: readonly (readonly string[])[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const run of runs) for (const word of run) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}
