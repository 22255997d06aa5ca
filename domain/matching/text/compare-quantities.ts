/**
 * Whether what is offered fulfils what is wanted. Only where both sides state the same metric in the same dimension, and
 * never by a guess: `satisfied` is null when the two statements do not decide it.
 */
import { betterDirection, isSameMetric } from './metrics.ts'
import type { Quantity } from './quantities.ts'

export interface QuantityVerdict {
  sameMetric: boolean
  satisfied: boolean | null
}

/** Decimal numbers go through floating point; what differs by less than this is equal. */
const tolerance = 1e-9

export function compareQuantities(wanted: Quantity, offered: Quantity): QuantityVerdict {
  const sameMetric = wanted.dimension === offered.dimension && isSameMetric(wanted.metric, offered.metric)
  return { sameMetric, satisfied: sameMetric ? isSatisfied(wanted, offered) : null }
}

function isSatisfied(wanted: Quantity, offered: Quantity): boolean | null {
  const [low, high] = [wanted.min ?? Number.NEGATIVE_INFINITY, wanted.max ?? Number.POSITIVE_INFINITY]
  if (wanted.comparator === 'gte') return isAtLeast(offered, low)
  if (wanted.comparator === 'lte') return isAtMost(offered, high)
  if (wanted.comparator === 'between') return isWithin(offered, low, high)
  const direction = betterDirection(wanted.metric, wanted.dimension)
  if (direction === 1) return isAtLeast(offered, low)
  if (direction === -1) return isAtMost(offered, high)
  // A bare number of a metric with no better side: equal fits, for anything else nobody knows how near is near enough.
  return offered.comparator === 'eq' && isEqual(offered.min ?? Number.NaN, low) ? true : null
}

/** An offer of "≥ 900" promises 900 and no more: for a wish of 1000 it falls short. */
function isAtLeast({ min, max }: Quantity, bound: number): boolean | null {
  if (min !== null && isLess(bound, min, true)) return true
  if (max === null) return false
  return isLess(max, bound) ? false : null
}

function isAtMost({ min, max }: Quantity, bound: number): boolean | null {
  if (max !== null && isLess(max, bound, true)) return true
  if (min === null) return false
  return isLess(bound, min) ? false : null
}

function isWithin({ min, max }: Quantity, low: number, high: number): boolean | null {
  if (min !== null && max !== null && isLess(low, min, true) && isLess(max, high, true)) return true
  if ((max !== null && isLess(max, low)) || (min !== null && isLess(high, min))) return false
  return null
}

function isEqual(a: number, b: number): boolean {
  return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b))
}

function isLess(a: number, b: number, orEqual = false): boolean {
  return isEqual(a, b) ? orEqual : a < b
}
