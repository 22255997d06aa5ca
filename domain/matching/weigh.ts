/** The second look at the documents that the words have found: characters, meaning and facts. */
import type { MatchQuery } from './document.ts'
import type { Found } from './index/best-heap.ts'
import { eachCharacter } from './index/character-columns.ts'
import { readFacts } from './index/columns.ts'
import type { MatchIndex } from './index/match-index.ts'
import { readQuantities } from './index/quantity-columns.ts'
import { similarityAt } from './index/vector-columns.ts'
import { characterScore } from './ranking/character-score.ts'
import { evaluateFactors, type Seeker } from './ranking/factors.ts'
import { liftedScore, meaningScore, textScore } from './ranking/final-score.ts'
import type { QueryPlan } from './ranking/query-plan.ts'

interface Weighing {
  query: MatchQuery
  plan: QueryPlan
  seeker: Seeker
  nowAt: number
  found: readonly Found[]
  ignoresMeaning: boolean
}

export interface Weighed extends Found {
  similarity: number | null
}

export function weighDocuments(
  index: MatchIndex,
  { query, plan, seeker, nowAt, found, ignoresMeaning }: Weighing,
): { weighed: Weighed[]; meaningScale: number } {
  const meaning = ignoresMeaning ? null : (query.vector ?? index.meanings?.ofText(query) ?? null)
  const scoreOf = characterScorer(index, plan)
  const texts = found.map(entry => textScore(entry.score, scoreOf(entry), plan.weights))
  const meaningScale = plan.weights.meaningWeight * texts.reduce((best, score) => Math.max(best, score), 0)
  const weighed = found.map(({ live, place }, i) => {
    const { segment } = live
    const similarity = similarityAt(segment, place, meaning)
    const quantities = readQuantities(segment.quantities, place, index.dictionary)
    const document = { ...readFacts(segment.columns, place), quantities }
    const factors = evaluateFactors({ query, document, seeker, nowAt }, plan.weights.factors)
    const base = (texts[i] ?? 0) + meaningScore(similarity, meaningScale)
    return { live, place, similarity, score: liftedScore(base, factors) }
  })
  return { weighed, meaningScale }
}

/** Scores a document's characters; counts are looked up in one array that is filled and emptied for each document. */
function characterScorer({ characters }: MatchIndex, plan: QueryPlan): (found: Found) => number {
  const counts = new Uint8Array(characters.units.length)
  const countOf = (unit: number) => counts[characters.numbers[unit] as number] as number
  return ({ live: { segment }, place }) => {
    const { titleLength, keywordsLength, textLength } = segment.columns
    const length = (titleLength[place] as number) + (keywordsLength[place] as number) + (textLength[place] as number)
    eachCharacter(segment.characters, place, (number, count) => {
      counts[number] = count
    })
    const score = characterScore(plan.characters, countOf, length, plan.averages, plan.weights)
    eachCharacter(segment.characters, place, number => {
      counts[number] = 0
    })
    return score
  }
}
