/**
 * From a figure to money: reviewed, approved, paid, and clawed back if its ground falls away, by four different people
 * (lifecycles, "Money"). A draft policy (征求意见稿) is simulated and goes no further, whoever tries.
 */
import { checkTransition, type Lifecycle } from '../lifecycle.ts'
import { Refusal } from '../refusal.ts'
import type { PolicyStatus } from './policy-pack.ts'

export const determinationStates = ['simulated', 'determined', 'reviewed', 'approved', 'paid', 'clawed_back'] as const
export type DeterminationState = (typeof determinationStates)[number]

export const determinationEvents = ['review', 'approve', 'pay', 'claw_back'] as const
export type DeterminationEvent = (typeof determinationEvents)[number]

/** `simulated` has no way out: a figure of a draft is computed anew once the policy is in force. */
export const determinationLifecycle: Lifecycle<DeterminationState, DeterminationEvent> = {
  initial: 'determined',
  transitions: {
    simulated: {},
    determined: { review: 'reviewed' },
    reviewed: { approve: 'approved' },
    approved: { pay: 'paid' },
    paid: { claw_back: 'clawed_back' },
    clawed_back: {},
  },
}

/** The state in which a new figure is stored. */
export function initialDeterminationState(status: PolicyStatus): DeterminationState {
  return status === 'draft' ? 'simulated' : 'determined'
}

export class DraftPolicy extends Refusal {
  readonly code = 'DRAFT_POLICY'
  readonly event: DeterminationEvent
  constructor(event: DeterminationEvent) {
    super(`"${event}" is not possible: the policy is a draft (征求意见稿), it may be simulated, never paid from`)
    this.event = event
  }
}

/** Why a determination may not take this step, or null: a draft stops before review, then the table decides. */
export function checkMayAdvance(
  status: PolicyStatus,
  state: DeterminationState,
  event: DeterminationEvent,
): Refusal | null {
  if (status === 'draft' || state === 'simulated') return new DraftPolicy(event)
  return checkTransition(determinationLifecycle, state, event)
}

export class SamePerson extends Refusal {
  readonly code = 'SAME_PERSON'
  readonly userId: string
  constructor(userId: string) {
    super('you took an earlier step of this determination; each step needs another person')
    this.userId = userId
  }
}

/** Why this person may not take the next step, or null: everyone who acted before, the one who computed included. */
export function checkAnotherPerson(actedBefore: readonly string[], userId: string): SamePerson | null {
  return actedBefore.includes(userId) ? new SamePerson(userId) : null
}

export class ApprovedAboveCeiling extends Refusal {
  readonly code = 'APPROVED_ABOVE_CEILING'
  readonly ceilingFen: bigint
  readonly approvedFen: bigint
  constructor(ceilingFen: bigint, approvedFen: bigint) {
    super(`${approvedFen} 分 cannot be approved: the figure must be from 0 to the ceiling of ${ceilingFen} 分`)
    this.ceilingFen = ceilingFen
    this.approvedFen = approvedFen
  }
}

/** 最高 gives a ceiling; the bureau approves a figure at or under it. Both in 分. */
export function checkApprovedAmount(ceilingFen: bigint, approvedFen: bigint): ApprovedAboveCeiling | null {
  return approvedFen >= 0n && approvedFen <= ceilingFen ? null : new ApprovedAboveCeiling(ceilingFen, approvedFen)
}
