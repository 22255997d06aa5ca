/** What the viewer may do with a determination now: the guards of its verbs, asked by the screen. */
import type { DeterminationRow } from '#db/queries/subsidy.ts'
import type { Actor } from '#domain/access/actor.ts'
import type { Subject } from '#domain/access/grant.ts'
import { type Action, may } from '#domain/access/may.ts'
import type { Refusal } from '#domain/refusal.ts'
import {
  checkAnotherPerson,
  checkClaimable,
  checkMayAdvance,
  type DeterminationEvent,
  personsOf,
} from '#domain/subsidy/money/determination.ts'

/** The determination as a subject of the access table. */
export function subjectOf({
  bureauId: bureau,
  bureauRegion,
  beneficiaryId: beneficiary,
}: Pick<DeterminationRow, 'bureauId' | 'bureauRegion' | 'beneficiaryId'>): Subject {
  return { bureau, bureauRegion, beneficiary }
}

/** Whether the actor reads a figure for a bureau, and so what it shares with others; its beneficiary does not. */
export function readsAll(actor: Actor, row: DeterminationRow): boolean {
  const { beneficiary: _, ...ofBureau } = subjectOf(row)
  return may(actor, 'subsidy.read', ofBureau) === null
}

export interface DeterminationVerdicts {
  claim: Refusal | null
  tell: Refusal | null
  savePayee: Refusal | null
  review: Refusal | null
  approve: Refusal | null
  refuse: Refusal | null
  withdrawApproval: Refusal | null
  pay: Refusal | null
  readPayee: Refusal | null
}

/**
 * Null where the button is on. Limits, open flags, batches and whether its year is over are looked at by the verbs
 * themselves, under their locks.
 */
export function determinationVerdicts(actor: Actor, row: DeterminationRow): DeterminationVerdicts {
  const subject = subjectOf(row)
  const userId = actor.kind === 'user' ? actor.userId : ''
  const step = (action: Action, event: DeterminationEvent) =>
    may(actor, action, subject) ?? checkMayAdvance(row.policyStatus, row.state, event)
  const another = () => checkAnotherPerson(personsOf(row), userId)
  return {
    claim: step('subsidy.claim', 'claim') ?? checkClaimable(row) ?? another(),
    tell: step('subsidy.tell', 'tell') ?? checkClaimable(row),
    savePayee: may(actor, 'subsidy.claim', subject),
    review: step('subsidy.review', 'review') ?? another(),
    approve: step('subsidy.approve', 'approve') ?? another(),
    refuse: step('subsidy.refuse_claimed', 'refuse'),
    withdrawApproval: step('subsidy.approve', 'withdraw_approval'),
    pay: step('subsidy.pay', 'pay') ?? another(),
    readPayee: may(actor, 'subsidy.read_payee', subject),
  }
}
