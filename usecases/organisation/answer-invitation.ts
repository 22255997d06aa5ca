/** The frame of the two answers to an invitation: its own person's, once, while it is open. */
import { readClock } from '#db/queries/clock.ts'
import { acceptMembershipRow, lockInvitation } from '#db/queries/membership.ts'
import { endMembershipRow } from '#db/queries/organisation.ts'
import { may, SignInRequired } from '#domain/access/may.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'

export interface AnswerInvitation {
  membershipId: string
  answer: 'accept' | 'decline'
}

export async function answerInvitation(ctx: Ctx, input: AnswerInvitation): Promise<{ membershipId: string }> {
  refuse(may(ctx.actor, 'membership.answer'))
  const { actor } = ctx
  if (actor.kind !== 'user') throw new SignInRequired()
  return mutate(ctx, async tx => {
    const row = await lockInvitation(tx, input.membershipId, actor.userId)
    if (!row) throw new NotFound('membership')
    const now = await readClock(tx)
    await (input.answer === 'accept' ? acceptMembershipRow : endMembershipRow)(tx, row.id, now)
    const { userId, organisationId, role } = row
    return {
      result: { membershipId: row.id },
      audit: {
        action: `membership.${input.answer}`,
        subjectKind: 'membership',
        subjectId: row.id,
        before: { userId, organisationId, role },
        after: input.answer === 'accept' ? { acceptedAt: now } : { endedAt: now },
      },
    }
  })
}
