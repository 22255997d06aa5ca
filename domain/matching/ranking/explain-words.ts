/** The words of an explanation: which matched, what each counted for, and which important ones the document lacks. */
import type { MatchDocument } from '../document.ts'
import { fold } from '../text/fold.ts'
import { mergePhrases } from '../text/phrases.ts'
import { tokenize } from '../text/tokens.ts'
import type { Missing, WordNode } from './explanation.ts'
import type { QueryPlan, QueryTerm } from './query-plan.ts'
import { curveOf, type FieldCounts, fullness, packCounts, unpackCounts } from './score.ts'

const maxPhraseWords = 12
const maxImportantWords = 48
const maxMissingWords = 5
const maxMissingPhraseWords = 7

export interface MatchedWord {
  term: QueryTerm
  packed: number
  contribution: number
}

/** In the order of the plan, so that the sum is the ranked word score to the last bit. */
export function matchWords(
  plan: QueryPlan,
  counts: ReadonlyMap<string, FieldCounts>,
  lengths: FieldCounts,
): MatchedWord[] {
  const curve = curveOf(plan.weights.bm25, plan.averages)
  return plan.searched.flatMap(term => {
    const held = counts.get(term.word)
    if (!held) return []
    const packed = packCounts(held)
    const full = fullness(packed, lengths.title, lengths.keywords, lengths.text, curve)
    return [{ term, packed, contribution: term.share * full }]
  })
}

export function wordNodes(plan: QueryPlan, matched: readonly MatchedWord[], document: MatchDocument): WordNode[] {
  const byWord = new Map(matched.map(entry => [entry.term.word, entry]))
  const text = fold([document.title, document.keywords.join('\n'), document.text].join('\n'))
  const phrases = mergePhrases(plan.runs, {
    has: word => byWord.has(word),
    mayJoin: label => text.includes(label),
    maxWords: maxPhraseWords,
    isJoint: word => plan.joints.has(word),
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
  const said = entries.find(({ term }) => term.standsFor)?.term.standsFor?.said
  return {
    kind: 'word',
    ...(said !== undefined && { standsFor: said }),
    contribution: entries.reduce((sum, entry) => sum + entry.contribution, 0),
    label,
    words,
    share: entries.reduce((sum, { term }) => sum + term.share, 0),
    inQuery,
    inDocument: (['title', 'keywords', 'text'] as const).filter(field => counts.some(count => count[field] > 0)),
  }
}

/** The query's words that the document has, or whose synonym it has whole. */
export function wordsFound(matched: readonly MatchedWord[]): Set<string> {
  const found = new Set(matched.map(({ term }) => term.word))
  for (const { standsFor } of matched.map(({ term }) => term)) {
    const isWhole = standsFor && tokenize(standsFor.synonym).every(word => found.has(word))
    if (isWhole) for (const word of tokenize(standsFor.said)) found.add(word)
  }
  return found
}

/** The heaviest words of the query that the document does not have, whole; what only joins two words is none. */
export function missingWords(plan: QueryPlan, matched: ReadonlySet<string>): Missing[] {
  const shares = new Map<string, number>()
  for (const { word, share } of importantTerms(plan))
    if (!matched.has(word) && !plan.joints.has(word)) shares.set(word, share)
  const phrases = mergePhrases(plan.runs, {
    has: word => shares.has(word),
    maxWords: maxMissingPhraseWords,
    isJoint: word => plan.joints.has(word),
  })
  const missing = phrases.map(({ label, words }) => {
    return { kind: 'word' as const, label, share: words.reduce((sum, word) => sum + (shares.get(word) ?? 0), 0) }
  })
  return missing.sort((a, b) => b.share - a.share || (a.label < b.label ? -1 : 1)).slice(0, maxMissingWords)
}

/** Words of at least average weight, a bounded number of them. */
export function importantTerms({ terms }: QueryPlan): QueryTerm[] {
  const bar = 1 / Math.max(1, terms.length)
  return terms.slice(0, maxImportantWords).filter(({ share, standsFor }) => share >= bar && !standsFor)
}
