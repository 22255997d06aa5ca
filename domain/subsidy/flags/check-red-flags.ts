/**
 * What flags forbid: approval while one is open. A flag is set aside by a reviewer with a reason that will be read
 * years later by an auditor, never by the person who computed the figure, and once.
 */
import { checkReason } from '../../field-check.ts'
import { type FieldProblem, Refusal } from '../../refusal.ts'
import { checkAnotherPerson, type SamePerson } from '../money/determination.ts'
import type { RedFlagKind } from './red-flag.ts'

/** Shorter reasons say nothing. In characters, blanks at the ends not counted. */
export const leastReasonLength = 10

/** States in which flags are looked for and set aside: from the figure up to its approval. */
export const flaggableStates: readonly string[] = ['determined', 'claimed', 'told', 'reviewed']

interface Flag {
  id: string
  kind: RedFlagKind
  overriddenAt: Date | null
}

/** Approval waits until each flag is overridden. */
export class OpenRedFlags extends Refusal {
  readonly code = 'OPEN_RED_FLAGS'
  readonly flagIds: readonly string[]
  readonly kinds: readonly RedFlagKind[]
  constructor(flags: readonly Flag[]) {
    super(`${flags.length} red flags are open; a reviewer must look at each and set it aside with a reason first`)
    this.flagIds = flags.map(({ id }) => id)
    this.kinds = [...new Set(flags.map(({ kind }) => kind))]
  }
}

/** Why a determination with these flags may not be approved, or null. */
export function checkNoOpenFlags(flags: readonly Flag[]): OpenRedFlags | null {
  const open = flags.filter(({ overriddenAt }) => overriddenAt === null)
  return open.length > 0 ? new OpenRedFlags(open) : null
}

export class FlagsClosed extends Refusal {
  readonly code = 'FLAGS_CLOSED'
  readonly state: string
  constructor(state: string) {
    super(`The determination is "${state}": flags are looked for and set aside from the figure up to its approval`)
    this.state = state
  }
}

/** Why flags are neither looked for nor set aside in this state, or null. */
export function checkFlaggable(state: string): FlagsClosed | null {
  return flaggableStates.includes(state) ? null : new FlagsClosed(state)
}

export class FlagOverridden extends Refusal {
  readonly code = 'FLAG_OVERRIDDEN'
  readonly overriddenBy: string | null
  constructor(overriddenBy: string | null) {
    super('This flag has been set aside already; the reason given then stays')
    this.overriddenBy = overriddenBy
  }
}

/** Why this person may not set the flag aside, or null. */
export function checkOverride(
  flag: { overriddenAt: Date | null; overriddenBy: string | null },
  determination: { state: string; computedBy: string },
  userId: string,
): FlagsClosed | FlagOverridden | SamePerson | null {
  if (flag.overriddenAt !== null) return new FlagOverridden(flag.overriddenBy)
  return checkFlaggable(determination.state) ?? checkAnotherPerson([determination.computedBy], userId)
}

/** A reason in words: at least `leastReasonLength` characters, at most 2,000. */
export function checkOverrideReason(reason: string): FieldProblem[] {
  const remedy = `say what you looked at and why it is in order, in at least ${leastReasonLength} characters`
  const problems = checkReason('reason', reason, { isNeeded: true, remedy })
  const length = [...reason.trim()].length
  if (problems.length > 0 || length >= leastReasonLength) return problems
  return [{ path: 'reason', message: `is ${length} characters long`, remedy }]
}
