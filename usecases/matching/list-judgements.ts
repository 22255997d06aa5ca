import { type JudgementRow, listJudgements as listOfViewer } from '#db/queries/match-log.ts'
import type { Ctx } from '../support/ctx.ts'
import type { ListingRef } from './require-match-viewer.ts'

/** What the viewer said of the matches of a listing, the last word on each; nobody reads what others said. */
export async function listJudgements(ctx: Ctx, { from }: { from: ListingRef }): Promise<JudgementRow[]> {
  if (ctx.actor.kind !== 'user') return []
  return listOfViewer(ctx.db, { viewerUserId: ctx.actor.userId, queryId: from.id })
}
