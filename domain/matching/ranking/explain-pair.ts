/** Why a document is ranked where it is, written down by the functions that rank. */
import type { Library } from '../../listing.ts'
import type { MatchDocument, MatchQuery } from '../document.ts'
import type { Meanings } from '../meanings.ts'
import { type PlacedText, placeText } from '../text/tokens.ts'
import { characterScore, documentCharacters, type QueryCharacter } from './character-score.ts'
import { countWords } from './count-words.ts'
import { coverageOf } from './coverage.ts'
import { factorNode, indicatorVerdicts, missingFacts, missingIndicators } from './explain-facts.ts'
import { sentencesOf } from './explain-sentences.ts'
import { importantTerms, matchWords, missingWords, wordNodes, wordsFound } from './explain-words.ts'
import type { CharactersNode, Explanation, MeaningNode, WordsNode } from './explanation.ts'
import { evaluateFactors, type Seeker } from './factors.ts'
import { liftedScore, meaningScore, textShares } from './final-score.ts'
import type { QueryPlan } from './query-plan.ts'
import { type FieldCounts, maxCharacterCount } from './score.ts'
import { strengthOf } from './strength.ts'

const maxShownCharacters = 8
const maxNearWords = 5

export interface Pair {
  query: MatchQuery
  plan: QueryPlan
  document: MatchDocument
  seeker: Seeker
  /** Where the side that offers stands. */
  offering: Library
  /** Epoch milliseconds: the time of the ranking. */
  nowAt: number
  /** Of the meanings, as the ranking said. */
  similarity: number | null
  /** Whoever knows the words' meanings, to name the nearest ones. */
  meanings: Meanings | null
}

/**
 * Explains one ranked document from its content, with the functions and the statistics (`plan`) that ranked it. `asked`:
 * the query's text with its words, which whoever explains a list reads once.
 */
export function explainPair(pair: Pair, asked: PlacedText = placeText(pair.query.text)): Explanation {
  const { document, plan, similarity } = pair
  const { counts, lengths } = countWords(document)
  const shares = textShares(plan.weights)
  const matched = matchWords(plan, counts, lengths)
  const found = wordsFound(matched)
  const words: WordsNode = {
    kind: 'words',
    contribution: shares.words * matched.reduce((sum, { contribution }) => sum + contribution, 0),
    children: wordNodes(plan, matched, document).map(node => ({
      ...node,
      contribution: node.contribution * shares.words,
    })),
  }
  const units = documentCharacters(document)
  const characters = charactersNode(pair, { units, lengths }, shares.characters)
  const meaning = meaningNode(pair, counts)
  const base = words.contribution + characters.contribution + meaningScore(similarity, plan.meaningScale)
  const factors = evaluateFactors(pair, plan.weights.factors)
  const coverage = coverageOf(plan, { words: found, characters: units })
  const indicators = indicatorVerdicts(pair)
  return {
    root: {
      kind: 'score',
      contribution: liftedScore(base, factors),
      children: [words, characters, ...meaning, ...factors.flatMap(factor => factorNode(pair, factor, base))],
    },
    strength: strengthOf(coverage, matched.length),
    coverage,
    missing: [
      ...missingIndicators(pair, indicators, { asked, counts }),
      ...missingFacts(pair, factors),
      ...missingWords(plan, found),
    ],
    indicators,
    sentences: sentencesOf(asked, document, matched),
  }
}

function charactersNode(
  { plan }: Pair,
  { units, lengths }: { units: ReadonlyMap<number, number>; lengths: FieldCounts },
  share: number,
): CharactersNode {
  const countOf = (unit: number) => Math.min(units.get(unit) ?? 0, maxCharacterCount)
  const length = lengths.title + lengths.keywords + lengths.text
  const scoreOf = (characters: readonly QueryCharacter[]) =>
    share * characterScore(characters, countOf, length, plan.averages, plan.weights)
  const children = plan.characters
    .map(entry => ({
      kind: 'character' as const,
      label: String.fromCharCode(entry.unit),
      contribution: scoreOf([entry]),
    }))
    .filter(({ contribution }) => contribution > 0)
    .sort((a, b) => b.contribution - a.contribution)
  return { kind: 'characters', contribution: scoreOf(plan.characters), children: children.slice(0, maxShownCharacters) }
}

/** None when one of the two meanings is not known. */
function meaningNode({ plan, similarity, meanings }: Pair, counts: ReadonlyMap<string, unknown>): MeaningNode[] {
  if (similarity === null) return []
  const asked = importantTerms(plan).flatMap(({ word }) => (counts.has(word) ? [] : [word]))
  const nearest = meanings?.nearestWords(asked, [...counts.keys()], maxNearWords) ?? []
  return [{ kind: 'meaning', contribution: meaningScore(similarity, plan.meaningScale), similarity, nearest }]
}
