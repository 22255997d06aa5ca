/** Challenges by id. One that is not public yet is there for its poster and its bureau only. */
import { type ChallengeRecord, listChallengesByIds } from '#db/queries/challenge.ts'
import { may } from '#domain/access/may.ts'
import { publicChallengeStates } from '#domain/challenge/challenge.ts'
import type { Ctx } from '../support/ctx.ts'
import { type ChallengeView, presentChallenge, viewerOf } from './challenge-view.ts'

/** A reviewer who was asked before publishing sees what there will be to review. */
function isVisible(ctx: Ctx, row: ChallengeRecord): boolean {
  if (publicChallengeStates.includes(row.state) && row.publishedAt !== null) return true
  if (row.isReviewer) return true
  return may(ctx.actor, 'challenge.read_unpublished', { poster: row.posterId, bureau: row.bureauId }) === null
}

/** The whole record, for use cases that decide what of it is shown. Null when the viewer may not know of it. */
export async function readChallenge(ctx: Ctx, id: string): Promise<ChallengeRecord | null> {
  const [row] = await listChallengesByIds(ctx.db, viewerOf(ctx), [id])
  return row && isVisible(ctx, row) ? row : null
}

/** In the order asked; null for one that does not exist or that the viewer may not see. */
export async function findChallenges(ctx: Ctx, input: { ids: readonly string[] }): Promise<(ChallengeView | null)[]> {
  const rows = await listChallengesByIds(ctx.db, viewerOf(ctx), input.ids)
  const byId = new Map(rows.filter(row => isVisible(ctx, row)).map(row => [row.id, presentChallenge(ctx, row)]))
  return input.ids.map(id => byId.get(id) ?? null)
}

export async function findChallenge(ctx: Ctx, input: { id: string }): Promise<ChallengeView | null> {
  const [view] = await findChallenges(ctx, { ids: [input.id] })
  return view ?? null
}
