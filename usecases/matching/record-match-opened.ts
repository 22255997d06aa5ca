import { markImpressions } from '#db/queries/match-log.ts'
import { NotFound } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { type ListingRef, requireMatchViewer } from './require-match-viewer.ts'

/**
 * The viewer opened a match they were shown. The first time counts. Like the showing itself it is an observation: one
 * statement, not audited. Throws `NotFound` for a match that was never shown to them.
 */
export async function recordMatchOpened(ctx: Ctx, input: { from: ListingRef; shown: ListingRef }): Promise<void> {
  const viewerUserId = await requireMatchViewer(ctx, input.from)
  const viewed = { viewerUserId, queryId: input.from.id, shown: [input.shown] }
  const marked = await markImpressions(ctx.db, 'openedAt', viewed)
  if (marked.length === 0) throw new NotFound('match')
}
