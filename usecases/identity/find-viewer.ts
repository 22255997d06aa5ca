import type { Ctx } from '../support/ctx.ts'
import { readViewer, type Viewer } from '../support/read-viewer.ts'

export type { Viewer }

/** Who is signed in; null when nobody is. */
export async function findViewer(ctx: Ctx): Promise<Viewer | null> {
  const { actor } = ctx
  return actor.kind === 'user' ? readViewer(ctx, actor.userId, actor.acting?.membershipId ?? null) : null
}
