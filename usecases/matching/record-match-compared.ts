import { markImpressions } from '#db/queries/match-log.ts'
import { InvalidInput, NotFound } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { type ListingRef, requireMatchViewer } from './require-match-viewer.ts'

/** More than a screen holds beside one another. */
export const maxCompared = 10

/** The viewer put matches they were shown beside one another. As `recordMatchOpened`, for several at once. */
export async function recordMatchCompared(
  ctx: Ctx,
  input: { from: ListingRef; shown: readonly ListingRef[] },
): Promise<void> {
  const shown = [...new Map(input.shown.map(ref => [ref.id, ref])).values()]
  if (shown.length < 2 || input.shown.length > maxCompared)
    throw new InvalidInput([
      { path: 'listings', message: `${shown.length} to compare`, remedy: `name 2 to ${maxCompared} different ones` },
    ])
  const viewerUserId = await requireMatchViewer(ctx, input.from)
  const marked = await markImpressions(ctx.db, 'comparedAt', { viewerUserId, queryId: input.from.id, shown })
  if (marked.length < shown.length) throw new NotFound('match')
}
