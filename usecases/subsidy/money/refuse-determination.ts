import type { DeterminationRow } from '#db/queries/subsidy.ts'
import { checkLength, checkReason } from '#domain/field-check.ts'
import { requireValid } from '#domain/refusal.ts'
import { longestDeterminationReason } from '#domain/subsidy/money/determination.ts'
import type { Ctx } from '../../support/ctx.ts'
import { moveDetermination } from './move-determination.ts'

/** Reviewer or approver says no, with the reason the beneficiary reads. The figure may be computed anew. */
export async function refuseDetermination(ctx: Ctx, input: { id: string; reason: string }): Promise<DeterminationRow> {
  const { id, reason } = input
  const need = { isNeeded: true, remedy: 'say why, so that the beneficiary can do something about it' }
  requireValid([...checkReason('reason', reason, need), ...checkLength('reason', reason, longestDeterminationReason)])
  return moveDetermination(ctx, {
    id,
    event: 'refuse',
    action: 'subsidy.refuse_claimed',
    topic: 'subsidy.refused',
    reason,
    // Whoever reviewed it may come to see that it must be refused.
    needsAnotherPerson: false,
    decide: () => ({ refusalReason: reason }),
  })
}
