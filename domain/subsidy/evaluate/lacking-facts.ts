/**
 * Which facts a figure lacks: a year that nobody reported, a rule that is not determined itself, whom its records name.
 * What decides and is not given is not guessed.
 */
import type { Refusal } from '../../refusal.ts'
import { MissingFact } from '../facts/fact-view.ts'
import type { Asked } from '../pack/rule-order.ts'
import { addLength } from './day-arithmetic.ts'
import type { Entitlement } from './entitlement.ts'
import type { NeededYears } from './measure-records.ts'
import type { RuleOutputs } from './rule-outputs.ts'
import { AmbiguousSharing } from './together.ts'

/** A record counts in the base; in a rule without a base, in one of its measures. */
export function isGrounded({ context, group: { tallies } }: Entitlement): boolean {
  const [first] = tallies
  return context.rule.base && first ? first.counted > 0 : tallies.some(({ counted }) => counted > 0)
}

/** A figure of another rule that cannot be told to belong to this one, or not; or that is not determined itself. */
export function findUnclear(entitlement: Entitlement, outputs: RuleOutputs, asked: readonly Asked[]): Refusal | null {
  if (asked.length === 0 || !isGrounded(entitlement)) return null
  try {
    for (const { rule, match } of asked) outputs.of(rule, match, entitlement)
  } catch (error) {
    if (error instanceof AmbiguousSharing || error instanceof MissingFact) return error
    throw error
  }
  return null
}

const nothing: ReadonlyMap<string, MissingFact> = new Map()

/** Measures of which a year was not reported: that is not known to be 0. */
export function listLacking(entitlement: Entitlement): ReadonlyMap<string, MissingFact> {
  const { context, group } = entitlement
  if (!group.tallies.some(({ needed }) => needed !== null)) return nothing
  const lacking = new Map<string, MissingFact>()
  for (const { measure, needed, yearsGiven, counted } of group.tallies) {
    if (needed === null) continue
    const year = yearsGiven ? yearsOf(needed).find(one => !yearsGiven.has(one)) : counted > 0 ? undefined : 0
    if (year === undefined || !isGrounded(entitlement)) continue
    lacking.set(
      measure.name,
      new MissingFact(context.rule.id, daysOf(needed, year, group.key), `the figure ${needed.kind}`),
    )
  }
  return lacking
}

const yearsOf = ({ count }: NeededYears) => Array.from({ length: count }, (_, year) => year)

/** `2022-01-01..2022-12-31`; the key where the window has no days. */
function daysOf({ from, to, count }: NeededYears, year: number, key: string): string {
  if (from === null && to === null) return key
  if (from === null || count === 1) return `${from ?? ''}..${to ?? ''}`
  const first = addLength(from, { years: year })
  return `${first}..${addLength(addLength(first, { years: 1 }), { days: -1 })}`
}
