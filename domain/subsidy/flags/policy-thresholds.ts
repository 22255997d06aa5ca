/**
 * The amounts of a contract at which a rule changes what it gives: bounds of brackets and requirements, and the amount
 * from which a cap per contract binds (cap ÷ rate). Only of rules that look at each contract by itself: where a policy
 * adds up, splitting gains nothing. It reads the rule as a tree of data, so that new forms of the language need no line
 * here: whatever stands under a key that names a bound, and is money, is a bound.
 */
import { type Rate, rateFraction } from '../../money.ts'
import type { Threshold } from './flag-facts.ts'

/** What is read of a rule; the rest is looked through for bounds. */
export interface ThresholdRule {
  id: string
  per: string | readonly string[]
  rate?: Rate | undefined
  cap?: { amount: unknown } | undefined
}

const boundKeys: ReadonlySet<string> = new Set(['from', 'above', 'below', 'to', 'at_least', 'at_most'])

/** Each amount once, ascending, for both amounts of a contract: which of them the rule reads, its fields decide. */
export function listThresholds(rule: ThresholdRule): Threshold[] {
  const keys = typeof rule.per === 'string' ? [rule.per] : rule.per
  if (!keys.includes('contract.id')) return []
  const sources = new Map<bigint, string>()
  for (const bound of boundsWithin(rule)) sources.set(bound, `规则 ${rule.id} 的分档界限`)
  const binding = capBindsFrom(rule)
  if (binding !== null && !sources.has(binding)) sources.set(binding, `规则 ${rule.id} 单份合同限额起作用的金额`)
  return [...sources]
    .filter(([amountFen]) => amountFen > 0n)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([amountFen, source]) => [
      { amountFen, measure: 'contract' as const, source },
      { amountFen, measure: 'technology' as const, source },
    ])
}

function boundsWithin(part: unknown): bigint[] {
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, value]) =>
    typeof value === 'bigint' ? (boundKeys.has(key) ? [value] : []) : boundsWithin(value),
  )
}

/** The least amount at which the rate alone gives the cap; null without a rate above 0 and a cap in figures. */
function capBindsFrom({ rate, cap }: ThresholdRule): bigint | null {
  if (!rate || typeof cap?.amount !== 'bigint') return null
  const { numerator, denominator } = rateFraction(rate)
  return numerator === 0n ? null : (cap.amount * denominator + numerator - 1n) / numerator
}
