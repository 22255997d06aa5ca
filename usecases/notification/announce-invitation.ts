/**
 * Works off `match.invited` and `match.answered`: tells whoever may act on the invited listing, or on the demand that
 * invited. At once and whatever they chose for alerts: this was not found by a machine, somebody wrote to them.
 */
import { readClock } from '#db/queries/clock.ts'
import { findInvitation, type InvitationRow } from '#db/queries/match-log.ts'
import { insertNotifications, listStaff } from '#db/queries/notification.ts'
import { finishMessage, lockOpenMessage, type TakenMessage } from '#db/queries/outbox.ts'
import { may } from '#domain/access/may.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { mayActOn } from './may-act-on.ts'

/** Who is told, of which listing of theirs, and of which of the other side. */
function addressOf(topic: 'match.invited' | 'match.answered', invitation: InvitationRow) {
  const { organisationId, invitedOrganisationId, queryLibrary, queryId, shownLibrary, shownId } = invitation
  const [query, shown] = [
    { library: queryLibrary, id: queryId },
    { library: shownLibrary, id: shownId },
  ]
  return topic === 'match.invited'
    ? { kind: 'match_invitation' as const, organisationId: invitedOrganisationId, own: shown, other: query }
    : { kind: 'match_answer' as const, organisationId, own: query, other: shown }
}

/** Returns how many notifications were written; 0 when another worker was first. */
export async function announceInvitation(
  ctx: Ctx,
  message: Extract<TakenMessage, { topic: 'match.invited' | 'match.answered' }>,
): Promise<number> {
  refuse(may(ctx.actor, 'notification.issue'))
  return mutate(ctx, async tx => {
    if (!(await lockOpenMessage(tx, message))) return { result: 0, audit: [] }
    const invitation = await findInvitation(tx, { id: message.payload.invitationId })
    if (!invitation) throw new Error(`the outbox speaks of an invitation that is not there: ${message.seq}`)
    const { kind, organisationId, own, other } = addressOf(message.topic, invitation)
    const now = await readClock(tx)
    const staff = await listStaff(tx, [organisationId])
    const rows = staff
      .filter(person => mayActOn(person, organisationId))
      .map(({ userId }) => ({
        id: ctx.newId(),
        userId,
        organisationId,
        kind,
        subjectKind: own.library,
        subjectId: own.id,
        payload: { library: other.library, listingId: other.id, strength: invitation.strength },
        createdAt: now,
        deliveredAt: now,
      }))
    await insertNotifications(tx, rows)
    await finishMessage(tx, message, now)
    const audit = {
      action: 'notification.issue',
      subjectKind: own.library,
      subjectId: own.id,
      before: null,
      after: { message: message.seq, invitation: invitation.id, notifications: rows.length },
    }
    return { result: rows.length, audit: rows.length > 0 ? audit : [] }
  })
}
