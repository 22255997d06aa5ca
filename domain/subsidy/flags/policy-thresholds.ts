/**
 * The amounts of a contract at which a rule changes what it gives: bounds of brackets and requirements, and the amount
 * from which a cap per contract binds (cap ÷ rate). Only of rules that look at each contract by itself: where a policy
 * adds up, splitting gains nothing. It reads the rule as a tree of data, so that new forms of the language need no line
 * here: whatever stands under a key that names a bound, and is money, is a bound. Of what hangs on how a clause is read,
 * only the reading taken counts.
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

/** The reading taken, by the id of the parameter; all count of a parameter that is not in it. */
type Taken = Readonly<Record<string, string>>

/** Each amount once, ascending, for both amounts of a contract: which of them the rule reads, its fields decide. */
export function listThresholds(rule: ThresholdRule, taken: Taken = {}): Threshold[] {
  const keys = typeof rule.per === 'string' ? [rule.per] : rule.per
  if (!keys.includes('contract.id')) return []
  const sources = new Map<bigint, string>()
  for (const bound of boundsWithin(rule, taken)) sources.set(bound, `规则 ${rule.id} 的分档界限`)
  const binding = capBindsFrom(rule, taken)
  if (binding !== null && !sources.has(binding)) sources.set(binding, `规则 ${rule.id} 单份合同限额起作用的金额`)
  return [...sources]
    .filter(([amountFen]) => amountFen > 0n)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([amountFen, source]) => [
      { amountFen, measure: 'contract' as const, source },
      { amountFen, measure: 'technology' as const, source },
    ])
}

function boundsWithin(whole: unknown, taken: Taken): bigint[] {
  const part = asRead(whole, taken)
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, value]) => {
    const read = asRead(value, taken)
    return typeof read === 'bigint' ? (boundKeys.has(key) ? [read] : []) : boundsWithin(read, taken)
  })
}

interface Readable {
  choose?: string
  readings?: Record<string, unknown>
  when?: { parameter: string; reading: string }
}

/** What a choice picks, and nothing where something holds only under a reading that was not taken. */
function asRead(part: unknown, taken: Taken): unknown {
  if (typeof part !== 'object' || part === null) return part
  const { choose, readings, when }: Readable = part
  if (when && (taken[when.parameter] ?? when.reading) !== when.reading) return null
  const reading = choose === undefined ? undefined : taken[choose]
  return reading === undefined || !readings ? part : asRead(readings[reading], taken)
}

/** The least amount at which the rate alone gives the cap; null without a rate above 0 and a cap in figures. */
function capBindsFrom({ rate, cap }: ThresholdRule, taken: Taken): bigint | null {
  const capFen = asRead(cap?.amount, taken)
  if (!rate || typeof capFen !== 'bigint') return null
  const { numerator, denominator } = rateFraction(rate)
  return numerator === 0n ? null : (capFen * denominator + numerator - 1n) / numerator
}
