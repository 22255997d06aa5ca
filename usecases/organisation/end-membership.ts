import { readClock } from '#db/queries/clock.ts'
import {
  countMembersInRole,
  endMembershipRow,
  findMembership,
  lockOrganisation,
  type MembershipRow,
} from '#db/queries/organisation.ts'
import { type Action, may } from '#domain/access/may.ts'
import { checkNotLastAdmin, managingAction } from '#domain/access/organisation-rules.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'

/** People may leave of their own accord; somebody else's membership is the administrator's to end. */
function actionFor(ctx: Ctx, row: MembershipRow): Action {
  const isOwn = ctx.actor.kind === 'user' && ctx.actor.userId === row.userId
  return isOwn ? 'account.change' : managingAction(row.organisationKind)
}

/** Ends a membership; it counts from the person's next request on. History keeps naming it. */
export async function endMembership(ctx: Ctx, input: { membershipId: string }): Promise<MembershipRow> {
  return mutate(ctx, async tx => {
    const found = await findMembership(tx, input.membershipId)
    if (!found) throw new NotFound('membership')
    refuse(may(ctx.actor, actionFor(ctx, found), { owner: found.organisationId }))
    // The organisation's lock puts two administrators who remove each other in a row.
    await lockOrganisation(tx, found.organisationId)
    const row = await findMembership(tx, input.membershipId)
    if (!row?.acceptedAt || row.endedAt) throw new NotFound('membership')
    refuse(checkNotLastAdmin(row.role, await countMembersInRole(tx, row.organisationId, 'admin')))
    const endedAt = await readClock(tx)
    await endMembershipRow(tx, row.id, endedAt)
    return {
      result: { ...row, endedAt },
      audit: {
        action: 'membership.end',
        subjectKind: 'membership',
        subjectId: row.id,
        before: { userId: row.userId, organisationId: row.organisationId, role: row.role },
        after: { endedAt },
      },
    }
  })
}
