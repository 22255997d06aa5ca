/** Whether one record counts for a rule, and in which words. Conditions are tried in the order of the pack. */
import { isWithinRegion } from '../region.ts'
import { type FactView, MissingFact, readField } from './fact-view.ts'
import type { Condition, FieldRef, Rule } from './policy-pack.ts'
import type { TraceInput, TraceReading } from './trace.ts'

/** What a rule is read with: the reading chosen for each parameter, and the day up to which facts are known. */
export interface RuleContext {
  rule: Rule
  readings: readonly TraceReading[]
  asOf: string | null
}

export type Assessment = { part: 'counted' | 'deducted' | 'left_out'; why: string }

/** A record as the trace shows it, with the part it plays in the sum. */
export interface AssessedRecord {
  input: TraceInput
  part: Assessment['part']
}

/** Counted, deducted (it was in the gross figure, then fell away) or left out; `why` names the deciding test. */
export function assessRecord(context: RuleContext, view: FactView, date: string): Assessment {
  const { base } = context.rule
  if (!hasCome(context, date))
    return { part: 'left_out', why: `dated after ${context.asOf}, the day of this evaluation` }
  const failed = base.where.find(condition => applies(context, condition) && test(context, condition, view) !== true)
  if (failed) return { part: 'left_out', why: explain(failed, view) }
  const struck = base.deduct.find(condition => applies(context, condition) && mustDeduct(context, condition, view))
  if (struck) return { part: 'deducted', why: explain(struck, view) }
  return { part: 'counted', why: 'meets every condition of the rule' }
}

/** Why a beneficiary may not receive. `isUnknown` when the fact that decides was not given: that must not go unseen. */
export interface Bar {
  why: string
  isUnknown: boolean
}

/** The first test that the beneficiary does not pass; null when it may receive. */
export function assessBeneficiary(context: RuleContext, view: FactView): Bar | null {
  for (const condition of context.rule.who) {
    if (!applies(context, condition)) continue
    const verdict = test(context, condition, view)
    if (verdict !== true) return { why: explain(condition, view), isUnknown: verdict === null }
  }
  return null
}

/** The field that a reference stands for under the chosen readings. */
export function resolveField({ rule, readings }: RuleContext, ref: FieldRef): string {
  if (typeof ref === 'string') return ref
  const chosen = readings.find(reading => reading.parameter === ref.choose)
  const field = chosen && ref.readings[chosen.reading]
  if (field === undefined) throw new RangeError(`rule ${rule.id} has no field for parameter ${ref.choose}`)
  return field
}

function applies({ readings }: RuleContext, { when }: Condition): boolean {
  return !when || readings.some(chosen => chosen.parameter === when.parameter && chosen.reading === when.reading)
}

/** Null when the field is not given: what is not proven does not count, but a deduction may not be skipped for it. */
function test(context: RuleContext, condition: Condition, view: FactView): boolean | null {
  const value = readField(view, condition.field)
  if (condition.reached !== undefined)
    return (typeof value === 'string' && hasCome(context, value)) === condition.reached
  if (value === null) return null
  if (condition.within !== undefined) return isWithinRegion(String(value), condition.within)
  return condition.in ? condition.in.includes(String(value)) : condition.is === value
}

function mustDeduct(context: RuleContext, condition: Condition, view: FactView): boolean {
  const verdict = test(context, condition, view)
  if (verdict === null) throw new MissingFact(context.rule.id, `${view.kind} ${view.recordId}`, condition.field)
  return verdict
}

function hasCome({ asOf }: RuleContext, day: string): boolean {
  return asOf === null || day <= asOf
}

function explain(condition: Condition, view: FactView): string {
  return `${condition.why} (${condition.field}: ${readField(view, condition.field) ?? 'not given'})`
}
