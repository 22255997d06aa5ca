import { findMembership } from '#db/queries/organisation.ts'
import { updateSessionMembership } from '#db/queries/session.ts'
import { may, SignInRequired } from '#domain/access/may.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'

/** From the next request on, this session acts under another membership of the person; null: for nobody. */
export async function actFor(
  ctx: Ctx,
  input: { sessionId: string | null; membershipId: string | null },
): Promise<{ userId: string; membershipId: string | null }> {
  refuse(may(ctx.actor, 'account.change'))
  const { actor } = ctx
  const { sessionId, membershipId } = input
  if (actor.kind !== 'user' || sessionId === null) throw new SignInRequired()
  return mutate(ctx, async tx => {
    if (membershipId !== null) {
      const held = await findMembership(tx, membershipId)
      // Somebody else's membership is not there for this person, and neither is one that has ended.
      if (held?.userId !== actor.userId || held.endedAt !== null) throw new NotFound('membership')
    }
    if (!(await updateSessionMembership(tx, sessionId, actor.userId, membershipId))) throw new SignInRequired()
    return {
      result: { userId: actor.userId, membershipId },
      audit: {
        action: 'session.act_for',
        subjectKind: 'user',
        subjectId: actor.userId,
        before: { membershipId: actor.acting?.membershipId ?? null },
        after: { membershipId },
      },
    }
  })
}
