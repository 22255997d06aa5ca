/** The owner of a match answers 对接邀请, once: 感兴趣 or 不合适. Whoever invited is told of it, by the outbox. */
import { readClock } from '#db/queries/clock.ts'
import { type InvitationRow, lockInvitation, saveAnswer } from '#db/queries/match-log.ts'
import type { Actor } from '#domain/access/actor.ts'
import { may } from '#domain/access/may.ts'
import { checkLength } from '#domain/field-check.ts'
import { checkAnswering, invitationLifecycle, maxInvitationTextLength } from '#domain/matching/invitation.ts'
import { NotFound, type Refusal, refuse, requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { requireUser } from '../support/person.ts'
import { takeStep } from '../support/step.ts'
import type { MatchInvitation } from './invite-match.ts'

export interface AnswerMatchInvitation {
  id: string
  isInterested: boolean
  note: string
}

/** Why the actor may not answer this invitation now; null: they may. */
export function checkMayAnswer(
  actor: Actor,
  { invitedOrganisationId, state }: Pick<InvitationRow, 'invitedOrganisationId' | 'state'>,
): Refusal | null {
  return may(actor, 'match.answer', { owner: invitedOrganisationId }) ?? checkAnswering(state)
}

/** Also while a listing is public no more: whoever was asked may still say no. */
export async function answerMatchInvitation(
  ctx: Ctx,
  { id, isInterested, note }: AnswerMatchInvitation,
): Promise<MatchInvitation> {
  const answeredBy = requireUser(ctx.actor)
  const answered = await mutate(ctx, async tx => {
    const row = await lockInvitation(tx, id)
    if (!row) throw new NotFound('invitation')
    refuse(checkMayAnswer(ctx.actor, row))
    requireValid(checkLength('note', note, maxInvitationTextLength))
    const event = isInterested ? 'interest' : 'decline'
    const state = await takeStep(ctx, tx, {
      kind: 'match_invitation',
      id,
      lifecycle: invitationLifecycle,
      from: row.state,
      event,
    })
    const answer = { state, answerNote: note, answeredBy, answeredAt: await readClock(tx) }
    await saveAnswer(tx, id, answer)
    return {
      result: { ...row, ...answer },
      audit: {
        action: 'match.answer',
        subjectKind: 'match',
        subjectId: `${row.queryId} ${row.shownId}`,
        before: { state: row.state },
        after: { invitationId: id, state, note },
        messages: [
          {
            topic: 'match.answered' as const,
            payload: { library: row.shownLibrary, id: row.shownId, invitationId: id },
          },
        ],
      },
    }
  })
  ctx.outbox.wake()
  return answered
}
