/**
 * What was granted under a rule counts against it by its key, window and beneficiary. Where these hang on how the clause
 * is read ("per contract, or per unit?"), another reading would not meet what was granted and pay it again.
 */
import { Refusal } from '../../refusal.ts'
import type { Choice, PolicyPack, WrittenRule } from '../pack/policy-pack.ts'
import { isChoice, pickReading, readingsFrom } from '../pack/read-pack.ts'
import { givingRule, isEqual } from './pays-again.ts'

/** What tells one entitlement of a rule from another. */
export const identities = ['per', 'beneficiary', 'window'] as const
export type Identity = (typeof identities)[number]

/** The readings of parameters as facts name them: `rule.parameter` → reading; the default elsewhere. */
export type Parameters = Readonly<Record<string, string>>

/** A rule that something was granted on, in the version by which it was, as it was read. */
export interface GrantedRule {
  pack: PolicyPack
  rule: string
  parameters?: Parameters
}

/** One thing of a rule under these readings. */
export function identityOf(rule: WrittenRule, key: Identity, parameters: Parameters): unknown {
  const written: unknown = rule[key]
  return pickReading(rule, written, readingsFrom(parameters))
}

/** The choice that what identifies an entitlement is left to; null where the rule settles it. */
export function identityChoice(rule: WrittenRule, key: Identity): Choice<unknown> | null {
  const written: unknown = rule[key]
  return isChoice(written) ? written : null
}

/** Whether what identifies an entitlement of the rule hangs on how it is read. */
export const hasReadings = (rule: WrittenRule) => identities.some(key => identityChoice(rule, key) !== null)

/** The reading of a choice that comes to this, or null. */
export function readingOfValue({ readings }: Choice<unknown>, value: unknown): string | null {
  return Object.keys(readings).find(reading => isEqual(readings[reading], value)) ?? null
}

/** The rule was granted on under another reading; under this one the same would be granted again. */
export class GrantedUnderReading extends Refusal {
  readonly code = 'GRANTED_UNDER_READING'
  readonly rule: string
  /** As it is named where readings are given: `rule.parameter`. */
  readonly parameter: string
  /** Under which it was granted; null where the rule has no such reading any more. */
  readonly reading: string | null
  constructor(rule: string, parameter: string, reading: string | null) {
    const way =
      reading === null ? 'publish a version that has that reading' : `determine it with ${parameter} = ${reading}`
    super(
      `something was granted on rule ${rule} under ${reading === null ? 'another reading' : `reading ${reading}`} of ${parameter}, and would be granted again under this one; ${way}`,
    )
    this.rule = rule
    this.parameter = parameter
    this.reading = reading
  }
}

/** Why a rule may not be determined under these readings after what was granted on it, or null. */
export function checkReading(
  next: PolicyPack,
  { rule: id, parameters }: { rule: string; parameters: Parameters },
  granted: readonly GrantedRule[],
): GrantedUnderReading | null {
  const rule = givingRule(next, id)
  if (!rule) return null
  for (const one of granted) {
    const old = one.rule === id ? givingRule(one.pack, id) : undefined
    if (!old) continue
    for (const key of identities) {
      const choice = identityChoice(rule, key)
      const was = identityOf(old, key, one.parameters ?? {})
      if (choice && !isEqual(identityOf(rule, key, parameters), was))
        return new GrantedUnderReading(id, `${id}.${choice.choose}`, readingOfValue(choice, was))
    }
  }
  return null
}
