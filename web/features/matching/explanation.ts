/**
 * Reads the explanation that the scoring code wrote. The server may be newer or older than this page: a part that is
 * absent is read as empty, a kind that is not known is left out.
 */
import type { NearWord } from '#domain/matching/meanings.ts'
import type {
  FactorNode,
  IndicatorVerdict,
  MeaningNode,
  Missing,
  Sentences,
  ShownSentence,
  WordNode,
} from '#domain/matching/ranking/explanation.ts'
import type { Span } from '#domain/matching/text/highlight.ts'

type MissingOf<K extends Missing['kind']> = Extract<Missing, { kind: K }>

/** Single characters that both sides have, also in other words. */
export interface Characters {
  contribution: number
  labels: readonly string[]
}

export interface Reasons {
  words: readonly WordNode[]
  characters: Characters | null
  meaning: MeaningNode | null
  factors: readonly FactorNode[]
  missing: {
    indicators: readonly MissingOf<'indicator'>[]
    words: readonly string[]
    facts: readonly MissingOf<'fact'>[]
  }
  indicators: readonly IndicatorVerdict[]
  sentences: Readonly<Record<keyof Sentences, readonly ShownSentence[]>>
  /** 0..1 */
  coverage: number
  total: number
}

type Given = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Given => typeof value === 'object' && value !== null
const listOf = <T>(value: unknown): readonly T[] => (Array.isArray(value) ? (value.filter(isObject) as T[]) : [])
const ofKind = <T>(nodes: readonly Given[], kind: string): T[] => nodes.filter(node => node.kind === kind) as T[]
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0)

function readWord(word: WordNode): WordNode {
  return { ...word, words: word.words ?? [], inDocument: word.inDocument ?? [] }
}

function readMeaning(node: MeaningNode | undefined): MeaningNode | null {
  return node ? { ...node, nearest: [...listOf<NearWord>(node.nearest)] } : null
}

function readCharacters(node: Given | undefined): Characters | null {
  if (!node) return null
  const labels = listOf<{ label: string }>(node.children).map(({ label }) => label)
  return { contribution: numberOf(node.contribution), labels }
}

function readSentences(value: unknown): Reasons['sentences'] {
  const sides = isObject(value) ? value : {}
  const read = (side: unknown) =>
    listOf<ShownSentence>(side).map(entry => ({ ...entry, spans: [...listOf<Span>(entry.spans)] }))
  return { query: read(sides.query), document: read(sides.document) }
}

/** Null when the server's shape is one that this page does not know. */
export function readReasons(explanation: unknown): Reasons | null {
  if (!isObject(explanation) || !isObject(explanation.root) || !Array.isArray(explanation.root.children)) return null
  const nodes = listOf<Given>(explanation.root.children)
  const missing = listOf<Given>(explanation.missing)
  const facts = ofKind<MissingOf<'fact'>>(missing, 'fact')
  return {
    words: ofKind<Given>(nodes, 'words').flatMap(({ children }) => listOf<WordNode>(children).map(readWord)),
    characters: readCharacters(ofKind<Given>(nodes, 'characters')[0]),
    meaning: readMeaning(ofKind<MeaningNode>(nodes, 'meaning')[0]),
    factors: ofKind<FactorNode>(nodes, 'factor'),
    missing: {
      indicators: ofKind<MissingOf<'indicator'>>(missing, 'indicator'),
      words: ofKind<MissingOf<'word'>>(missing, 'word').map(({ label }) => label),
      // Each indicator says for itself what is missing.
      facts: facts.filter(({ code }) => code !== 'indicators'),
    },
    indicators: listOf(explanation.indicators),
    sentences: readSentences(explanation.sentences),
    coverage: numberOf(explanation.coverage),
    total: numberOf(explanation.root.contribution),
  }
}

/** The matched words as the index knows them: where they stand in a text, `highlightSpans` says. */
export function wordsToMark(reasons: Reasons | null): ReadonlySet<string> {
  return new Set((reasons?.words ?? []).flatMap(({ words }) => words))
}

export interface IndicatorLine extends IndicatorVerdict {
  /** The offering side does not even mention it. */
  isUnsaid: boolean
}

/** Every wanted indicator once: what is said of it, or that nothing is. */
export function indicatorLines({ indicators, missing }: Reasons): IndicatorLine[] {
  const keyOf = (name: string, wanted: string) => `${name} ${wanted}`
  const unsaid = new Map(missing.indicators.map(({ name, text }) => [keyOf(name, text), { name, text }]))
  const lines = indicators.map(verdict => {
    const isUnsaid = unsaid.delete(keyOf(verdict.name, verdict.wanted))
    return { ...verdict, isUnsaid }
  })
  const rest = [...unsaid.values()].map(({ name, text }) => {
    return { name, wanted: text, offered: null, satisfied: null, isUnsaid: true }
  })
  return [...lines, ...rest]
}

/** How many of the indicators that could be compared are met. */
export function countMet(indicators: readonly IndicatorVerdict[]): { met: number; all: number } {
  const decided = indicators.filter(({ satisfied }) => satisfied !== null)
  return { met: decided.filter(({ satisfied }) => satisfied).length, all: decided.length }
}

/** 0.1234 → 12%; what is there but rounds to nothing is said to be under one percent. */
export function percent(part: number): string {
  if (part > 0 && part < 0.01) return '<1%'
  return `${Math.round(part * 100)}%`
}

export type Fit = 'fits' | 'partly' | 'notFits'

export function fitOf(value: number): Fit {
  if (value >= 0.999) return 'fits'
  return value > 0 ? 'partly' : 'notFits'
}

/** Matches worth a look, and the weak ones that stand below them. What is no good match is not shown at all. */
export function splitByStrength<M extends { strength: string }>(matches: readonly M[]): { good: M[]; weak: M[] } {
  return {
    good: matches.filter(({ strength }) => strength !== 'WEAK' && strength !== 'NONE'),
    weak: matches.filter(({ strength }) => strength === 'WEAK'),
  }
}
