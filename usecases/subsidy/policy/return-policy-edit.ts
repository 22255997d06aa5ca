import type { NamedPolicyEdit } from '#db/queries/policy-edit.ts'
import { checkReason } from '#domain/field-check.ts'
import { requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../../support/ctx.ts'
import { requirePerson } from '../../support/person.ts'
import { movePolicyEdit } from './move-policy-edit.ts'

export interface ReturnPolicyEditInput {
  id: string
  revision: number
  reason: string
}

/** The reviewer gives the text back to its author, with the reason. */
export async function returnPolicyEdit(ctx: Ctx, input: ReturnPolicyEditInput): Promise<NamedPolicyEdit> {
  const { id, revision, reason } = input
  requireValid(checkReason('reason', reason, { isNeeded: true, remedy: 'say what has to be changed' }))
  return movePolicyEdit(ctx, {
    id,
    revision,
    reason,
    event: 'return',
    decide: (_tx, _row, now) => ({
      reviewerId: requirePerson(ctx.actor).userId,
      reviewedAt: now,
      returnReason: reason,
    }),
  })
}
