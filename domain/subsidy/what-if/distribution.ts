/** How a total is spread over those who get something: quantiles, Lorenz curve, Gini coefficient, classes of amounts. */

import { inOrder } from '../evaluate/in-order.ts'

export const quantilePercents = [10, 25, 50, 75, 90, 95, 99] as const

/** Lower bounds of the classes, in 分: 0, 1, 2, 5, 10, 20, 50, 100, 200 and 500 万元. */
const classBoundsFen = [0n, 1n, 2n, 5n, 10n, 20n, 50n, 100n, 200n, 500n].map(wan => wan * 1_000_000n)

export interface Distribution {
  count: number
  lowestFen: bigint
  highestFen: bigint
  meanFen: bigint
  /** By nearest rank: the least amount that at least `percent` % of them do not exceed. */
  quantiles: { percent: number; amountFen: bigint }[]
  /** `shareBp`: of the total, in 1/10000, what the lowest `percent` % get together. */
  lorenz: { percent: number; shareBp: number }[]
  /** 0 where all get the same, toward 10000 where one gets everything; in 1/10000, rounded down. Null for nobody. */
  giniBp: number | null
  /** What the tenth with the highest amounts gets of the total, in 1/10000. */
  topTenthBp: number | null
  classes: { fromFen: bigint; belowFen: bigint | null; count: number; amountFen: bigint }[]
}

/** Of amounts above 0, in 分, in any order. @throws RangeError for an amount that is not above 0. */
export function distributionOf(amounts: readonly bigint[]): Distribution {
  if (amounts.some(fen => fen <= 0n)) throw new RangeError('a distribution is over those who get something')
  const sorted = amounts.toSorted(inOrder)
  const totalFen = sum(sorted)
  const at = (rank: number) => sorted[rank - 1] ?? 0n
  return {
    count: sorted.length,
    lowestFen: at(1),
    highestFen: at(sorted.length),
    meanFen: sorted.length === 0 ? 0n : totalFen / BigInt(sorted.length),
    quantiles: quantilePercents.map(percent => ({ percent, amountFen: at(rankOf(percent, sorted.length)) })),
    lorenz: lorenzOf(sorted, totalFen),
    giniBp: sorted.length === 0 ? null : giniOf(sorted, totalFen),
    topTenthBp: sorted.length === 0 ? null : shareBp(sum(sorted.slice(-rankOf(10, sorted.length))), totalFen),
    classes: classesOf(sorted),
  }
}

/** ⌈n × percent / 100⌉ */
function rankOf(percent: number, count: number): number {
  return Math.ceil((count * percent) / 100)
}

function lorenzOf(sorted: readonly bigint[], totalFen: bigint): Distribution['lorenz'] {
  if (sorted.length === 0) return []
  return Array.from({ length: 11 }, (_, tenth) => {
    const percent = tenth * 10
    return { percent, shareBp: shareBp(sum(sorted.slice(0, rankOf(percent, sorted.length))), totalFen) }
  })
}

/** G = (2 Σ i·xᵢ − (n + 1) Σ xᵢ) / (n Σ xᵢ), amounts ascending, i from 1. */
function giniOf(sorted: readonly bigint[], totalFen: bigint): number {
  const n = BigInt(sorted.length)
  const ranked = sorted.reduce((total, fen, index) => total + BigInt(index + 1) * fen, 0n)
  return Number(((2n * ranked - (n + 1n) * totalFen) * 10_000n) / (n * totalFen))
}

function classesOf(sorted: readonly bigint[]): Distribution['classes'] {
  return classBoundsFen.map((fromFen, index) => {
    const belowFen = classBoundsFen[index + 1] ?? null
    const inside = sorted.filter(fen => fen >= fromFen && (belowFen === null || fen < belowFen))
    return { fromFen, belowFen, count: inside.length, amountFen: sum(inside) }
  })
}

function shareBp(fen: bigint, totalFen: bigint): number {
  return Number((fen * 10_000n) / totalFen)
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, fen) => total + fen, 0n)
}
