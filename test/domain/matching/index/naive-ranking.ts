/**
 * Exhaustive scoring, written from the formulas and not from the engine: every document is scored one by one. Only the
 * tokenizer, the factors and the numbers are shared. The engine must rank exactly like this.
 */
import type { MatchDocument, MatchQuery } from '#domain/matching/document.ts'
import type { RankedId } from '#domain/matching/index/match-index.ts'
import { evaluateFactors } from '#domain/matching/ranking/factors.ts'
import { bm25, maxQueryTerms, queryFrequencyPrior, queryTextWeight } from '#domain/matching/ranking/weights.ts'
import { tokenize } from '#domain/matching/text/tokens.ts'

interface NaiveInput {
  documents: readonly MatchDocument[]
  askers: readonly MatchDocument[]
  query: MatchQuery
  seeker: 'query' | 'document'
  nowAt: number
}

const fieldNames = ['title', 'keywords', 'text'] as const

function wordsOf(document: MatchDocument, field: (typeof fieldNames)[number]): string[] {
  return tokenize(field === 'keywords' ? document.keywords.join('\n') : document[field])
}

function holders(documents: readonly MatchDocument[], word: string): number {
  return documents.filter(document => fieldNames.some(field => wordsOf(document, field).includes(word))).length
}

function queryWeights({ documents, askers, query }: NaiveInput): { word: string; weight: number }[] {
  const [title, text] = [tokenize(query.title), tokenize(query.text)]
  const repeats = (words: string[], word: string) => {
    const count = words.filter(other => other === word).length
    return count === 0 ? 0 : 2 - 1 / count
  }
  return [...new Set([...title, ...text])].map(word => {
    const n = Math.max(1, holders(documents, word))
    const idf = Math.log(1 + Math.max(0, documents.length - n + 0.5) / (n + 0.5))
    const population = askers.length + queryFrequencyPrior
    const rarity = Math.log(1 + population / (holders(askers, word) + queryFrequencyPrior))
    const emphasis = repeats(title, word) + queryTextWeight * repeats(text, word)
    return { word, weight: (emphasis * idf * rarity) / Math.log(1 + population / queryFrequencyPrior) }
  })
}

function saturation(documents: readonly MatchDocument[], document: MatchDocument, word: string): number {
  const frequency = fieldNames.reduce((sum, field) => {
    const average = documents.reduce((total, other) => total + wordsOf(other, field).length, 0) / documents.length
    const words = wordsOf(document, field)
    const { weight, b } = bm25[field]
    const norm = average === 0 ? 1 : 1 - b + (b * words.length) / average
    return sum + (weight * words.filter(other => other === word).length) / norm
  }, 0)
  return frequency / (bm25.k1 + frequency)
}

export function rankNaively(input: NaiveInput): RankedId[] {
  const { documents, query, seeker, nowAt } = input
  const weights = queryWeights(input)
  const whole = weights.reduce((sum, { weight }) => sum + weight, 0)
  const searched = weights
    .filter(({ word }) => holders(documents, word) > 0)
    .sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
    .slice(0, maxQueryTerms)
  return documents
    .filter(({ expiresAt }) => expiresAt === null || expiresAt > nowAt)
    .map(document => {
      const words = searched.reduce(
        (sum, { word, weight }) => sum + (weight / whole) * saturation(documents, document, word),
        0,
      )
      const lift = evaluateFactors(query, document, seeker).reduce((sum, factor) => sum + factor.lift, 0)
      return { id: document.id, score: words * (1 + lift) }
    })
    .filter(({ score }) => score > 0)
}
