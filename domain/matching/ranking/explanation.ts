/**
 * Why a document is ranked where it is, as a tree whose leaves add up to the score, built by the functions that score.
 * Labels are codes for the screen to translate; only the matched words themselves are text. Everything is plain JSON.
 */
import type { MatchDocument, MatchQuery } from '../document.ts'
import type { Meanings, NearWord } from '../meanings.ts'
import { mergePhrases } from '../text/phrases.ts'
import { fold } from '../text/tokens.ts'
import { characterScore, documentCharacters, type QueryCharacter } from './character-score.ts'
import { countWords } from './count-words.ts'
import {
  evaluateFactors,
  type FactorCode,
  type FactorResult,
  type FactValue,
  type Seeker,
  statedFact,
} from './factors.ts'
import { liftedScore, meaningScore, textShares } from './final-score.ts'
import type { QueryPlan, QueryTerm } from './query-plan.ts'
import {
  curveOf,
  type FieldCounts,
  maxCharacterCount,
  packCounts,
  saturation,
  unpackCounts,
  wordFrequency,
} from './score.ts'
import { strengthBars } from './weights.ts'

export const strengths = ['strong', 'fair', 'weak', 'none'] as const
export type Strength = (typeof strengths)[number]

export interface Explanation {
  root: ScoreNode
  strength: Strength
  /** Part of the title's word weight that the document has, 0..1; of the whole query's when it has no title. */
  coverage: number
  missing: Missing[]
}

export interface ScoreNode {
  kind: 'score'
  contribution: number
  children: [WordsNode, CharactersNode, ...(MeaningNode | FactorNode)[]]
}

/** Single characters that both sides have, also in other words. */
export interface CharactersNode {
  kind: 'characters'
  contribution: number
  /** Largest contribution first, at most {@link maxShownCharacters}; the rest of the contribution is spread thin. */
  children: { kind: 'character'; label: string; contribution: number }[]
}

export interface MeaningNode {
  kind: 'meaning'
  contribution: number
  /** Cosine of the two meanings. */
  similarity: number
  nearest: NearWord[]
}

export interface WordsNode {
  kind: 'words'
  contribution: number
  /** Largest contribution first. */
  children: WordNode[]
}

export interface WordNode {
  kind: 'word'
  contribution: number
  /** The word as a reader knows it, put together from the bigrams in `words`. */
  label: string
  words: string[]
  /** Part of the query's weight that it carries, 0..1. */
  share: number
  inQuery: ('title' | 'text')[]
  inDocument: ('title' | 'keywords' | 'text')[]
}

export interface FactorNode {
  kind: 'factor'
  contribution: number
  code: FactorCode
  /** 0..1 */
  value: number
  weight: number
  queryValue: FactValue
  documentValue: FactValue
}

/** A fact that one side or both do not state, or an important word of the query that the document does not have. */
export type Missing =
  | { kind: 'fact'; code: FactorCode; side: 'query' | 'document' | 'both' }
  | { kind: 'word'; label: string; share: number }

const maxPhraseWords = 12
const maxShownCharacters = 8
const maxNearWords = 5
const maxImportantWords = 48
const maxMissingWords = 5
const maxMissingPhraseWords = 7

/**
 * Strength in words, cautious: coverage must reach the bar, one lone word is never more than `weak`, and no matching
 * word at all is `none`. Factors do not enter: a fitting region does not make a weak match stronger.
 */
export function strengthOf(coverage: number, reasons: number): Strength {
  if (reasons === 0) return 'none'
  if (reasons === 1) return 'weak'
  if (coverage >= strengthBars.strong) return 'strong'
  return coverage >= strengthBars.fair ? 'fair' : 'weak'
}

export interface Pair {
  query: MatchQuery
  plan: QueryPlan
  document: MatchDocument
  seeker: Seeker
  /** Epoch milliseconds: the time of the ranking. */
  nowAt: number
  /** Of the meanings, as the ranking said. */
  similarity: number | null
  /** Whoever knows the words' meanings, to name the nearest ones. */
  meanings: Meanings | null
}

/** Explains one ranked document from its content, with the functions and the statistics (`plan`) that ranked it. */
export function explainPair(pair: Pair): Explanation {
  const { document, plan, similarity } = pair
  const { counts, lengths } = countWords(document)
  const shares = textShares(plan.weights)
  const matched = matchWords(plan, counts, lengths)
  const found = new Set(matched.map(({ term }) => term.word))
  const words: WordsNode = {
    kind: 'words',
    contribution: shares.words * matched.reduce((sum, { contribution }) => sum + contribution, 0),
    children: wordNodes(plan, matched, document).map(node => ({
      ...node,
      contribution: node.contribution * shares.words,
    })),
  }
  const characters = charactersNode(pair, lengths, shares.characters)
  const meaning = meaningNode(pair, counts)
  const base = words.contribution + characters.contribution + meaningScore(similarity, plan.meaningScale)
  const factors = evaluateFactors(pair, plan.weights.factors)
  const coverage = coverageOf(plan, found)
  return {
    root: {
      kind: 'score',
      contribution: liftedScore(base, factors),
      children: [words, characters, ...meaning, ...factors.flatMap(factor => factorNode(pair, factor, base))],
    },
    strength: strengthOf(coverage, matched.length),
    coverage,
    missing: [...missingFacts(pair, factors), ...missingWords(plan, found)],
  }
}

function charactersNode({ plan, document }: Pair, lengths: FieldCounts, share: number): CharactersNode {
  const counts = documentCharacters(document)
  const countOf = (unit: number) => Math.min(counts.get(unit) ?? 0, maxCharacterCount)
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
  const asked = importantTerms(plan).map(({ word }) => word)
  const nearest = meanings?.nearestWords(asked, [...counts.keys()], maxNearWords) ?? []
  return [{ kind: 'meaning', contribution: meaningScore(similarity, plan.meaningScale), similarity, nearest }]
}

/** The title says what is wanted; a long text would drown it, so it only decides where there is no title. */
function coverageOf(plan: QueryPlan, matched: ReadonlySet<string>): number {
  const titleTerms = plan.terms.filter(({ inTitle }) => inTitle)
  const terms = titleTerms.length > 0 ? titleTerms : plan.terms
  const whole = terms.reduce((sum, { share }) => sum + share, 0)
  const held = terms.reduce((sum, { word, share }) => sum + (matched.has(word) ? share : 0), 0)
  return whole === 0 ? 0 : held / whole
}

interface MatchedWord {
  term: QueryTerm
  packed: number
  contribution: number
}

/** In the order of the plan, so that the sum is the ranked word score to the last bit. */
function matchWords(plan: QueryPlan, counts: ReadonlyMap<string, FieldCounts>, lengths: FieldCounts): MatchedWord[] {
  const curve = curveOf(plan.weights.bm25, plan.averages)
  return plan.searched.flatMap(term => {
    const held = counts.get(term.word)
    if (!held) return []
    const packed = packCounts(held)
    const frequency = wordFrequency(packed, lengths.title, lengths.keywords, lengths.text, curve)
    return [{ term, packed, contribution: term.share * saturation(frequency, curve.k1) }]
  })
}

function wordNodes(plan: QueryPlan, matched: readonly MatchedWord[], document: MatchDocument): WordNode[] {
  const byWord = new Map(matched.map(entry => [entry.term.word, entry]))
  const text = fold([document.title, document.keywords.join('\n'), document.text].join('\n'))
  const phrases = mergePhrases(plan.runs, {
    has: word => byWord.has(word),
    mayJoin: label => text.includes(label),
    maxWords: maxPhraseWords,
  })
  const nodes = phrases.map(({ label, words }) =>
    wordNode(
      label,
      words,
      words.flatMap(word => byWord.get(word) ?? []),
    ),
  )
  return nodes.sort((a, b) => b.contribution - a.contribution || (a.label < b.label ? -1 : 1))
}

function wordNode(label: string, words: string[], entries: readonly MatchedWord[]): WordNode {
  const counts = entries.map(({ packed }) => unpackCounts(packed))
  const inQuery: WordNode['inQuery'] = []
  if (entries.some(({ term }) => term.inTitle)) inQuery.push('title')
  if (entries.some(({ term }) => term.inText)) inQuery.push('text')
  return {
    kind: 'word',
    contribution: entries.reduce((sum, entry) => sum + entry.contribution, 0),
    label,
    words,
    share: entries.reduce((sum, { term }) => sum + term.share, 0),
    inQuery,
    inDocument: (['title', 'keywords', 'text'] as const).filter(field => counts.some(count => count[field] > 0)),
  }
}

function factorNode({ query, document }: Pair, factor: FactorResult, base: number): FactorNode[] {
  const { code, value, weight, lift } = factor
  if (value === null) return []
  const [queryValue, documentValue] = [statedFact(query, code), statedFact(document, code)]
  return [{ kind: 'factor', contribution: base * lift, code, value, weight, queryValue, documentValue }]
}

function missingFacts({ query, document }: Pair, factors: readonly FactorResult[]): Missing[] {
  return factors.flatMap(({ code, value }): Missing[] => {
    if (value !== null) return []
    const inQuery = statedFact(query, code) !== null
    const inDocument = statedFact(document, code) !== null
    return [{ kind: 'fact', code, side: inQuery ? 'document' : inDocument ? 'query' : 'both' }]
  })
}

/** The heaviest words of the query that the document does not have, neighbours put together. */
function missingWords(plan: QueryPlan, matched: ReadonlySet<string>): Missing[] {
  const shares = new Map<string, number>()
  for (const { word, share } of importantTerms(plan)) if (!matched.has(word)) shares.set(word, share)
  const phrases = mergePhrases(plan.runs, {
    has: word => shares.has(word),
    mayJoin: () => true,
    maxWords: maxMissingPhraseWords,
  })
  const missing = phrases.map(({ label, words }) => {
    return { kind: 'word' as const, label, share: words.reduce((sum, word) => sum + (shares.get(word) ?? 0), 0) }
  })
  return missing.sort((a, b) => b.share - a.share || (a.label < b.label ? -1 : 1)).slice(0, maxMissingWords)
}

/** Words of at least average weight, a bounded number of them. */
function importantTerms({ terms }: QueryPlan): QueryTerm[] {
  const bar = 1 / Math.max(1, terms.length)
  return terms.slice(0, maxImportantWords).filter(({ share }) => share >= bar)
}
