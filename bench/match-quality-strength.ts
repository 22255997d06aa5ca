/** Do the words 强 … 弱 keep what they promise? What share of the pairs that carry each was judged good. */
import { bootstrapMean, type MeanInterval } from '#domain/matching/evaluation/paired-bootstrap.ts'
import { mean } from '#domain/matching/evaluation/ranking-metrics.ts'
import { type Strength, strengths } from '#domain/matching/ranking/strength.ts'
import { createDraw } from '#domain/matching/vectors/random.ts'

export interface JudgedPair {
  query: string
  strength: Strength
  isGood: boolean
}

export interface StrengthShare {
  strength: Strength
  pairs: number
  /** Share of all pairs; null without any, as are those below. */
  good: number | null
  /** Mean of the queries' shares, as few queries may have most of the pairs, with its interval (95 %). */
  byQuery: MeanInterval | null
  queries: number
  /** Share of the pairs in two random halves of the queries. */
  halves: [number | null, number | null]
}

const seed = 15

export function sharesByStrength(pairs: readonly JudgedPair[]): StrengthShare[] {
  const first = halfOf(pairs.map(({ query }) => query))
  return strengths.map(strength => {
    const own = pairs.filter(pair => pair.strength === strength)
    const queries = [...new Set(own.map(({ query }) => query))]
    return {
      strength,
      pairs: own.length,
      good: goodShare(own),
      byQuery: bootstrapMean(queries.flatMap(query => goodShare(own.filter(pair => pair.query === query)) ?? [])),
      queries: queries.length,
      halves: [
        goodShare(own.filter(({ query }) => first.has(query))),
        goodShare(own.filter(({ query }) => !first.has(query))),
      ],
    }
  })
}

const goodShare = (pairs: readonly JudgedPair[]) => mean(pairs.map(({ isGood }) => Number(isGood)))

/** Half of the queries, and not of the pairs, as those of one query are alike. */
function halfOf(queries: readonly string[]): Set<string> {
  const draw = createDraw(seed)
  const drawn = [...new Set(queries)].map(query => ({ query, at: draw() })).sort((a, b) => a.at - b.at)
  return new Set(drawn.slice(0, drawn.length >> 1).map(({ query }) => query))
}
