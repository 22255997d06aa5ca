import { findMembership } from '#db/queries/organisation.ts'
import { updateSessionMembership } from '#db/queries/session.ts'
import { may, SignInRequired } from '#domain/access/may.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { readViewer, type Viewer } from '../support/read-viewer.ts'

/** From the next request on, this session acts under another membership of the person; null: for nobody. */
export async function actFor(
  ctx: Ctx,
  input: { sessionId: string | null; membershipId: string | null },
): Promise<Viewer> {
  refuse(may(ctx.actor, 'account.change'))
  const { actor } = ctx
  const { sessionId, membershipId } = input
  if (actor.kind !== 'user' || sessionId === null) throw new SignInRequired()
  await mutate(ctx, async tx => {
    if (membershipId !== null) {
      const held = await findMembership(tx, membershipId)
      // Not there for this person: somebody else's membership, one not accepted, one that has ended.
      if (held?.userId !== actor.userId || !held.acceptedAt || held.endedAt) throw new NotFound('membership')
    }
    if (!(await updateSessionMembership(tx, sessionId, actor.userId, membershipId))) throw new SignInRequired()
    return {
      result: null,
      audit: {
        action: 'session.act_for',
        subjectKind: 'user',
        subjectId: actor.userId,
        before: { membershipId: actor.acting?.membershipId ?? null },
        after: { membershipId },
      },
    }
  })
  return readViewer(ctx, actor.userId, membershipId)
}
