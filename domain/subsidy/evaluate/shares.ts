/** What limits over several figures left of each: divided among rows, told when the figure is written. Amounts in 分. */
import type { Limit, PackLimit } from '../pack/policy-pack.ts'
import { yuan } from './exact.ts'
import { fenAt } from './held-figures.ts'
import type { TraceLimit, TraceStep } from './trace.ts'

/** What is divided among the figures that share a limit. */
export interface Division {
  account: string
  limit: Limit | PackLimit
  key: string
  window: string
  limitFen: bigint
  leftFen: bigint
  totalFen: bigint
  /** What the lines of all its figures say. */
  texts: { limit: string; parts: string }
}

/** What one figure met of a limit, and what it was left. */
export interface Share {
  division: Division
  usedBeforeFen: bigint
  beforeFen: bigint
  afterFen: bigint
}

export function limitOfShare({ division, usedBeforeFen, beforeFen, afterFen }: Share): TraceLimit {
  const { account, key, window, limitFen } = division
  return { account, key, window, limitFen, usedBeforeFen, beforeFen, afterFen, binds: afterFen < beforeFen }
}

export function stepOfShare(share: Share): TraceStep {
  return { label: 'limit', name: share.division.limit.id, expression: describe(share), valueFen: share.afterFen }
}

function describe({ division, usedBeforeFen, beforeFen }: Share): string {
  const { limit, leftFen, totalFen, texts } = division
  const used = yuan(usedBeforeFen)
  if (totalFen <= leftFen) return `${yuan(beforeFen)} is within the ${texts.limit}${used} used before`
  if (limit.short === 'pro_rata') return `${yuan(beforeFen)}${texts.parts}${texts.limit}${used} used before`
  return `the lesser of ${yuan(beforeFen)} and what is left of the ${texts.limit}${used} used before`
}

/** What each figure met of one limit, by row. */
export interface ShareColumns {
  divisions: Division[]
  /** Which of the divisions, from 1; 0 for a figure that is in none. */
  divisionOf: Int32Array
  usedBeforeFen: BigInt64Array
  beforeFen: BigInt64Array
  afterFen: BigInt64Array
}

export function startShares(length: number): ShareColumns {
  return {
    divisions: [],
    divisionOf: new Int32Array(length),
    usedBeforeFen: new BigInt64Array(length),
    beforeFen: new BigInt64Array(length),
    afterFen: new BigInt64Array(length),
  }
}

/** A loop of its own: it is gone through for every figure of a city. */
export function sharesIn(met: readonly ShareColumns[], row: number): Share[] {
  const shares: Share[] = []
  for (const { divisions, divisionOf, usedBeforeFen, beforeFen, afterFen } of met) {
    const division = divisions[(divisionOf[row] ?? 0) - 1]
    if (!division) continue
    shares.push({
      division,
      usedBeforeFen: fenAt(usedBeforeFen, row),
      beforeFen: fenAt(beforeFen, row),
      afterFen: fenAt(afterFen, row),
    })
  }
  return shares
}
