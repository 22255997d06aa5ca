import { deleteSession } from '#db/queries/session.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'

/** Ends this session. Whoever is signed out already is told the same: there is nothing to refuse. */
export async function signOut(ctx: Ctx, input: { sessionId: string | null }): Promise<{ session: null }> {
  const { actor } = ctx
  const { sessionId } = input
  if (actor.kind !== 'user' || sessionId === null) return { session: null }
  return mutate(ctx, async tx => {
    const isEnded = await deleteSession(tx, actor.userId, sessionId)
    return {
      result: { session: null },
      audit: isEnded
        ? {
            action: 'session.sign_out',
            subjectKind: 'user',
            subjectId: actor.userId,
            before: { sessionId },
            after: null,
          }
        : [],
    }
  })
}
