import { deleteSessionsOfUser } from '#db/queries/session.ts'
import { may, SignInRequired } from '#domain/access/may.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'

/** Ends every session of the person, this one too; returns how many there were. */
export async function signOutEverywhere(ctx: Ctx): Promise<{ session: null; endedCount: number }> {
  refuse(may(ctx.actor, 'account.change'))
  const { actor } = ctx
  if (actor.kind !== 'user') throw new SignInRequired()
  return mutate(ctx, async tx => {
    const endedCount = await deleteSessionsOfUser(tx, actor.userId, null)
    return {
      result: { session: null, endedCount },
      audit: {
        action: 'session.sign_out_everywhere',
        subjectKind: 'user',
        subjectId: actor.userId,
        before: { sessions: endedCount },
        after: { sessions: 0 },
      },
    }
  })
}
