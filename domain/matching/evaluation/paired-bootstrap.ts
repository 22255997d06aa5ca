/**
 * How sure the difference of two rankings of the same queries is: the queries are drawn again, with replacement, and the
 * mean difference of each drawing is looked at (Efron & Tibshirani 1993, percentile interval; for search engines Smucker,
 * Allan & Carterette 2007). Seeded, so that the same log gives the same interval.
 */
import { createDraw } from '../vectors/random.ts'
import { mean } from './ranking-metrics.ts'

export const bootstrap = { seed: 15, drawings: 2_000, level: 0.95 } as const

export interface MeanInterval {
  mean: number
  low: number
  high: number
}

/** Mean of the differences with its interval; null of none. */
export function bootstrapMean(
  differences: readonly number[],
  { seed, drawings, level }: { seed: number; drawings: number; level: number } = bootstrap,
): MeanInterval | null {
  const measured = mean(differences)
  if (measured === null) return null
  const draw = createDraw(seed)
  const size = differences.length
  const means = new Float64Array(drawings)
  for (let n = 0; n < drawings; n++) {
    let sum = 0
    for (let i = 0; i < size; i++) sum += differences[draw() % size] ?? 0
    means[n] = sum / size
  }
  means.sort()
  const at = (share: number) => means[Math.round(share * (drawings - 1))] ?? measured
  return { mean: measured, low: at((1 - level) / 2), high: at((1 + level) / 2) }
}
