import { readClock } from '#db/queries/clock.ts'
import { deleteOldEmbeddings } from '#db/queries/match-embedding.ts'
import { may } from '#domain/access/may.ts'
import { msPerDay } from '#domain/calendar.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'

const sweepRows = 2_000

/** A listing that lives longer is asked for again when the index is next built anew. */
export const embeddingRetentionDays = 365

/** A timed sweep: embeddings of listings and models long gone leave the cache. Returns how many. */
export async function sweepMatchEmbeddings(ctx: Ctx): Promise<number> {
  refuse(may(ctx.actor, 'match.sweep'))
  const before = new Date((await readClock(ctx.db)).getTime() - embeddingRetentionDays * msPerDay)
  return deleteOldEmbeddings(ctx.db, before, sweepRows)
}
