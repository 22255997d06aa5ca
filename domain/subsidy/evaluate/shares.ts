/** What limits over several figures left of each: divided among rows, told when the figure is written. Amounts in 分. */
import type { Limit, PackLimit } from '../pack/policy-pack.ts'
import { yuan } from './exact.ts'
import { fenAt, type HeldFigures } from './held-figures.ts'
import type { TraceLimit, TraceStep } from './trace.ts'

/**
 * What is divided among the figures that share a limit. In order, what earlier grants leave of it among what may still
 * be granted; in proportion, what may be granted to these figures in all among all that they come to.
 */
export interface Division {
  account: string
  limit: Limit | PackLimit
  key: string
  window: string
  limitFen: bigint
  leftFen: bigint
  totalFen: bigint
  isShort: boolean
  /** What the lines of all its figures say. */
  texts: { limit: string; parts: string }
}

/** What one figure met of a limit, and what it was left; `grantedFen` is what was granted on it before. */
export interface Share {
  division: Division
  grantedFen: bigint
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

function describe({ division, grantedFen, usedBeforeFen, beforeFen }: Share): string {
  const { limit, isShort, texts } = division
  const used = yuan(usedBeforeFen)
  if (!isShort) return `${yuan(beforeFen)} is within the ${texts.limit}${used} used before`
  if (limit.short !== 'pro_rata')
    return `the lesser of ${yuan(beforeFen)} and what is left of the ${texts.limit}${used} used before`
  const less = grantedFen > 0n ? `, less what was granted on it, ${yuan(grantedFen)}` : ''
  return `${yuan(grantedFen + beforeFen)}${texts.parts}${less}: ${texts.limit}${used} used before`
}

/** How much of a limit there is for how much. @param rows Those that something may still be granted on. */
export function measureDivision(
  held: HeldFigures,
  rows: Int32Array,
  { limit, limitFen, usedBeforeFen }: { limit: Limit | PackLimit; limitFen: bigint; usedBeforeFen: bigint },
): Pick<Division, 'leftFen' | 'totalFen' | 'isShort'> {
  let [grantedFen, openFen] = [0n, 0n]
  for (const row of rows) {
    grantedFen += fenAt(held.grantedFen, row)
    openFen += fenAt(held.netFen, row)
  }
  const leftFen = lessOr0(limitFen, usedBeforeFen)
  const isShort = openFen > leftFen
  if (limit.short !== 'pro_rata' || !isShort) return { leftFen, totalFen: openFen, isShort }
  const ofOthersFen = lessOr0(usedBeforeFen, grantedFen)
  return { ...proportion(held, rows, lessOr0(limitFen, ofOthersFen), grantedFen + openFen), isShort }
}

/**
 * What the figures share in proportion to all that they come to, so that nobody's part grows by being asked for again.
 * Who was granted more than its part keeps it; the others share what that leaves.
 */
function proportion(held: HeldFigures, rows: Int32Array, leftFen: bigint, totalFen: bigint) {
  const granted = [...rows]
    .map(row => ({ grantedFen: fenAt(held.grantedFen, row), netFen: fenAt(held.netFen, row) }))
    .filter(one => one.grantedFen > 0n)
    .map(one => ({ grantedFen: one.grantedFen, wholeFen: one.grantedFen + one.netFen }))
    .sort((a, b) => compareFen(b.grantedFen * a.wholeFen, a.grantedFen * b.wholeFen))
  for (const { grantedFen, wholeFen } of granted) {
    if (grantedFen * totalFen <= wholeFen * leftFen || wholeFen === totalFen) break
    leftFen = lessOr0(leftFen, grantedFen)
    totalFen -= wholeFen
  }
  return { leftFen, totalFen }
}

function lessOr0(fen: bigint, lessFen: bigint): bigint {
  return fen > lessFen ? fen - lessFen : 0n
}

function compareFen(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** What a figure is left of a division of which `usedFen` is used, by earlier grants and by those before it. */
export function shareOf(
  { limit, limitFen, leftFen, totalFen, isShort }: Division,
  {
    grantedFen,
    beforeFen,
    usedFen,
    roundTo,
  }: { grantedFen: bigint; beforeFen: bigint; usedFen: bigint; roundTo: bigint },
): bigint {
  if (!isShort) return beforeFen
  if (limit.short === 'pro_rata') {
    const partFen = ((grantedFen + beforeFen) * leftFen) / totalFen
    return lessOr0(partFen - (partFen % roundTo), grantedFen)
  }
  const restFen = lessOr0(limitFen, usedFen)
  return beforeFen <= restFen ? beforeFen : restFen - (restFen % roundTo)
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
export function sharesIn(met: readonly ShareColumns[], grantedFen: bigint, row: number): Share[] {
  const shares: Share[] = []
  for (const { divisions, divisionOf, usedBeforeFen, beforeFen, afterFen } of met) {
    const division = divisions[(divisionOf[row] ?? 0) - 1]
    if (!division) continue
    shares.push({
      division,
      grantedFen,
      usedBeforeFen: fenAt(usedBeforeFen, row),
      beforeFen: fenAt(beforeFen, row),
      afterFen: fenAt(afterFen, row),
    })
  }
  return shares
}
