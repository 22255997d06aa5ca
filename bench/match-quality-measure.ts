/** One query's ranking against what people judged, and two rankings of the same queries side by side. */
import { bootstrapMean, type MeanInterval } from '#domain/matching/evaluation/paired-bootstrap.ts'
import { auc, mean, ndcg, recall } from '#domain/matching/evaluation/ranking-metrics.ts'
import type { Scored } from './match-quality-bm25.ts'
import type { Collection } from './match-quality-collection.ts'

export const measures = ['nDCG@10', 'Recall@100', 'AUC'] as const
export type Measure = (typeof measures)[number]

/** Null: the query cannot say, as nothing of it is good, or everything. */
export type Measured = Record<Measure, number | null>

/**
 * What nobody judged is worth 0. Equal scores are put in the order of the ids, as the order of the files may know more
 * than it should. AUC is only measured where candidates are given, as what is not found is not ranked elsewhere; Recall
 * only where they are not, as all candidates are ranked.
 */
export function measureQuery({ gains, candidates }: Judgements, query: string, ranked: readonly Scored[]): Measured {
  const judged = gains.get(query) ?? new Map<string, number>()
  const sorted = ranked.toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
  const placed = sorted.map(({ id }) => judged.get(id) ?? 0)
  const all = [...judged.values()]
  const scores = new Map(ranked.map(({ id, score }) => [id, score]))
  const goodFrom = goodFromOf(all)
  const scoresOf = (isGood: boolean) =>
    [...judged].flatMap(([id, gain]) =>
      gain >= goodFrom === isGood ? (scores.get(id) ?? Number.NEGATIVE_INFINITY) : [],
    )
  return {
    'nDCG@10': ndcg(placed, 10, all),
    'Recall@100': candidates ? null : recall(placed, 100, all.filter(gain => gain > 0).length),
    AUC: candidates ? auc(scoresOf(true), scoresOf(false)) : null,
  }
}

/** Gain from which a document counts as good: 3 where gains are graded, else 1. */
export function goodFromOf(gains: Iterable<number>): number {
  return [...gains].some(gain => gain > 1) ? 3 : 1
}

type Judgements = Pick<Collection, 'gains' | 'candidates'>

export interface Comparison {
  measure: Measure
  queries: number
  one: number
  other: number
  /** One less the other, with the interval of a paired bootstrap (95 %). */
  difference: MeanInterval
}

/** The same queries ranked both ways, in the same order. Measures that no query has are left out. */
export function compareMeasured(one: readonly Measured[], other: readonly Measured[]): Comparison[] {
  return measures.flatMap(measure => {
    const pairs = one.flatMap((measured, i) => {
      const [a, b] = [measured[measure], other[i]?.[measure] ?? null]
      return a === null || b === null ? [] : [{ a, b }]
    })
    const difference = bootstrapMean(pairs.map(({ a, b }) => a - b))
    if (!difference) return []
    const meanOf = (side: 'a' | 'b') => mean(pairs.map(pair => pair[side])) ?? 0
    return [{ measure, queries: pairs.length, one: meanOf('a'), other: meanOf('b'), difference }]
  })
}
