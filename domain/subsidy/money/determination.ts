/**
 * From a figure to money (lifecycles, "Money"): claimed by the beneficiary, or told to it without a claim ("免申即享");
 * reviewed, approved, paid, and clawed back if its ground falls away, by four different people of one bureau. A draft
 * policy (征求意见稿) is simulated and goes no further, whoever tries.
 */
import { checkTransition, type Lifecycle } from '../../lifecycle.ts'
import { Refusal } from '../../refusal.ts'
import type { PolicyStatus } from '../pack/policy-pack.ts'

export const determinationStates = [
  'simulated',
  'determined',
  'claimed',
  'told',
  'reviewed',
  'approved',
  'paid',
  'clawed_back',
  'refused',
  'superseded',
] as const
export type DeterminationState = (typeof determinationStates)[number]

export const determinationEvents = [
  'claim',
  'tell',
  'review',
  'approve',
  'pay',
  'claw_back_part',
  'claw_back',
  'refuse',
  'withdraw_approval',
  'supersede',
] as const
export type DeterminationEvent = (typeof determinationEvents)[number]

/**
 * `simulated` has no way out: a figure of a draft is computed anew once the policy is in force. An approval is withdrawn
 * when its ground falls away before it is paid; after that, what was paid is clawed back, in parts or whole.
 */
export const determinationLifecycle: Lifecycle<DeterminationState, DeterminationEvent> = {
  initial: 'determined',
  transitions: {
    simulated: {},
    determined: { claim: 'claimed', tell: 'told', supersede: 'superseded' },
    claimed: { review: 'reviewed', refuse: 'refused', supersede: 'superseded' },
    told: { review: 'reviewed', refuse: 'refused', supersede: 'superseded' },
    reviewed: { approve: 'approved', refuse: 'refused', supersede: 'superseded' },
    approved: { pay: 'paid', withdraw_approval: 'refused' },
    paid: { claw_back_part: 'paid', claw_back: 'clawed_back' },
    clawed_back: {},
    refused: {},
    superseded: {},
  },
}

/** The state in which a new figure is stored. */
export function initialDeterminationState(status: PolicyStatus): DeterminationState {
  return status === 'draft' ? 'simulated' : 'determined'
}

/** The states in which a figure waits for somebody: there is one such figure for each entitlement, the latest. */
export const openStates = ['determined', 'claimed', 'told', 'reviewed'] as const satisfies readonly DeterminationState[]

/** What a figure is to whoever approves it; `share_floor` is due from the unit to its team, not from the bureau. */
export const figureKinds = ['ceiling', 'exactly', 'at_least', 'share_floor'] as const
export type FigureKind = (typeof figureKinds)[number]

export class DraftPolicy extends Refusal {
  readonly code = 'DRAFT_POLICY'
  readonly event: DeterminationEvent
  constructor(event: DeterminationEvent) {
    super(`"${event}" is not possible: the policy is a draft (征求意见稿), it may be simulated, never paid from`)
    this.event = event
  }
}

/** Why a determination may not take this step, or null: a draft stops before the first one, then the table decides. */
export function checkMayAdvance(
  status: PolicyStatus,
  state: DeterminationState,
  event: DeterminationEvent,
): Refusal | null {
  if (status === 'draft' || state === 'simulated') return new DraftPolicy(event)
  return checkTransition(determinationLifecycle, state, event)
}

export class NotFromBureau extends Refusal {
  readonly code = 'NOT_FROM_BUREAU'
  constructor() {
    super('This is what the unit owes its team; the bureau pays nothing on it, so there is nothing to claim')
  }
}

export class NothingToClaim extends Refusal {
  readonly code = 'NOTHING_TO_CLAIM'
  constructor() {
    super('The figure is 0: there is nothing to claim')
  }
}

/** "未能认定": it is 0 because a fact is missing, not by the rule. */
export class Undetermined extends Refusal {
  readonly code = 'UNDETERMINED'
  constructor() {
    super('A fact is missing, which the figure names: once it is recorded, the figure is determined anew')
  }
}

/** What decides whether a figure, in 分, can be claimed. */
export interface Claimable {
  gives: FigureKind
  ceilingFen: bigint
  isUndetermined: boolean
}

/** Why nothing can be claimed, or told as claimable, on a figure; null when it can. */
export function checkClaimable({
  gives,
  ceilingFen,
  isUndetermined,
}: Claimable): NotFromBureau | Undetermined | NothingToClaim | null {
  if (gives === 'share_floor') return new NotFromBureau()
  if (isUndetermined) return new Undetermined()
  return ceilingFen > 0n ? null : new NothingToClaim()
}

export class SamePerson extends Refusal {
  readonly code = 'SAME_PERSON'
  readonly userId: string
  constructor(userId: string) {
    super('you took an earlier step; each step needs another person')
    this.userId = userId
  }
}

/** Whoever acted on a determination; null where nobody has yet. */
export interface StepsTaken {
  computedBy: string
  claimedBy: string | null
  reviewedBy: string | null
  approvedBy: string | null
  paidBy: string | null
}

/** The persons of the steps so far. */
export function personsOf({ computedBy, claimedBy, reviewedBy, approvedBy, paidBy }: StepsTaken): string[] {
  return [computedBy, claimedBy, reviewedBy, approvedBy, paidBy].filter(id => id !== null)
}

/** Why this person may not take the next step, or null: everyone who acted before, the one who computed included. */
export function checkAnotherPerson(actedBefore: readonly string[], userId: string): SamePerson | null {
  return actedBefore.includes(userId) ? new SamePerson(userId) : null
}

export class ApprovedAmountOutside extends Refusal {
  readonly code = 'APPROVED_AMOUNT_OUTSIDE'
  readonly lowestFen: bigint
  readonly highestFen: bigint | null
  readonly approvedFen: bigint
  constructor(range: ApprovableRange, approvedFen: bigint) {
    const upTo = range.highestFen === null ? 'on' : `to ${range.highestFen} 分`
    super(`${approvedFen} 分 cannot be approved: the figure must be from ${range.lowestFen} 分 ${upTo}`)
    this.lowestFen = range.lowestFen
    this.highestFen = range.highestFen
    this.approvedFen = approvedFen
  }
}

export interface ApprovableRange {
  lowestFen: bigint
  /** Null: held by its limits only ("不低于"). */
  highestFen: bigint | null
}

/** What may be approved on a figure, in 分: 最高 is a ceiling, a fixed sum is exact, 不低于 is a floor. */
export function approvableRange(gives: FigureKind, figureFen: bigint): ApprovableRange {
  if (gives === 'exactly') return { lowestFen: figureFen, highestFen: figureFen }
  if (gives === 'at_least') return { lowestFen: figureFen, highestFen: null }
  return { lowestFen: 1n, highestFen: figureFen }
}

/** Why this amount cannot be approved on a figure, or null. Both in 分. */
export function checkApprovedAmount(
  gives: FigureKind,
  figureFen: bigint,
  approvedFen: bigint,
): ApprovedAmountOutside | null {
  const range = approvableRange(gives, figureFen)
  const isWithin =
    approvedFen > 0n && approvedFen >= range.lowestFen && (range.highestFen === null || approvedFen <= range.highestFen)
  return isWithin ? null : new ApprovedAmountOutside(range, approvedFen)
}

/** What a figure was computed from has changed since, and it would be less now. */
export class FigureOutdated extends Refusal {
  readonly code = 'FIGURE_OUTDATED'
  readonly determinationId: string
  readonly figureFen: bigint
  readonly nowFen: bigint
  constructor(determinationId: string, figureFen: bigint, nowFen: bigint) {
    super(`The records have changed since: the figure was ${figureFen} 分 and is ${nowFen} 分 now; determine it anew`)
    this.determinationId = determinationId
    this.figureFen = figureFen
    this.nowFen = nowFen
  }
}

/** A figure by a version that does not govern any more would be paid beside one by the version that does. */
export class OtherVersionGoverns extends Refusal {
  readonly code = 'OTHER_VERSION_GOVERNS'
  readonly policyId: string
  readonly version: string
  constructor(policyId: string, version: string) {
    super(`version "${version}" of policy ${policyId} governs now; determine the figure anew`)
    this.policyId = policyId
    this.version = version
  }
}

/** After a version was published, earlier ones have granted what it would pay again under another name. */
export class PaysAgain extends Refusal {
  readonly code = 'PAYS_AGAIN'
  readonly policyId: string
  readonly version: string
  constructor(policyId: string, version: string, problem: string) {
    super(`${problem} by version "${version}" of policy ${policyId}; publish a version that excludes what was granted`)
    this.policyId = policyId
    this.version = version
  }
}

/** The most a refusal's reason may hold, in characters. */
export const longestDeterminationReason = 1000

/** The treasury has been told to pay: wait for its answer. */
export class InPayout extends Refusal {
  readonly code = 'IN_PAYOUT'
  readonly determinationIds: readonly string[]
  constructor(determinationIds: readonly string[]) {
    super('The treasury has been told to pay this; wait for its confirmation')
    this.determinationIds = determinationIds
  }
}
