/**
 * The shape of an explanation: a tree whose leaves add up to the score, what is missing, and the sentences to read.
 * Labels are codes for the screen to translate; only matched words and texts are text. Everything is plain JSON.
 */
import type { NearWord } from '../meanings.ts'
import type { Excerpt } from '../text/highlight.ts'
import type { FactorCode, FactValue } from './factors.ts'
import type { Strength } from './strength.ts'

export interface Explanation {
  root: ScoreNode
  strength: Strength
  /** How much of what the title asks the document has, 0..1: what `strength` goes by; see `coverageOf`. */
  coverage: number
  missing: Missing[]
  /** Of each indicator that the wanting side asks for. */
  indicators: IndicatorVerdict[]
  sentences: Sentences
}

export interface IndicatorVerdict {
  name: string
  /** As the demand writes it. */
  wanted: string
  /** As the other side writes it; null when it says nothing of this metric. */
  offered: string | null
  /** Null when nobody can tell. */
  satisfied: boolean | null
}

export interface Sentences {
  query: ShownSentence[]
  document: ShownSentence[]
}

export type ShownSentence = Pick<Excerpt, 'text' | 'spans' | 'isCutBefore' | 'isCutAfter'>

export interface ScoreNode {
  kind: 'score'
  contribution: number
  children: [WordsNode, CharactersNode, ...(MeaningNode | FactorNode)[]]
}

/** Single characters that both sides have, also in other words. */
export interface CharactersNode {
  kind: 'characters'
  contribution: number
  /** Largest contribution first, at most `maxShownCharacters` of explain-pair.ts: the rest is spread thin. */
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
  /** What the query says instead of it, when it is a word of a synonym. */
  standsFor?: string
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
  | { kind: 'indicator'; name: string; text: string }
