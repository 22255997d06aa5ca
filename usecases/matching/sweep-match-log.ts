import { readClock } from '#db/queries/clock.ts'
import { deleteOldImpressions } from '#db/queries/match-log.ts'
import { may } from '#domain/access/may.ts'
import { msPerDay } from '#domain/calendar.ts'
import { matchLogRetentionDays } from '#domain/matching/evaluation/feedback.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'

const sweepRows = 2_000

/** A timed sweep: shown matches older than the log is kept leave it, with what was said of them. Returns how many. */
export async function sweepMatchLog(ctx: Ctx): Promise<number> {
  refuse(may(ctx.actor, 'match.sweep'))
  return mutate(ctx, async tx => {
    const before = new Date((await readClock(tx)).getTime() - matchLogRetentionDays * msPerDay)
    const count = await deleteOldImpressions(tx, before, sweepRows)
    const audit = {
      action: 'match.sweep',
      subjectKind: 'match',
      subjectId: 'old',
      before: { shown: count },
      after: null,
    }
    return { result: count, audit: count > 0 ? audit : [] }
  })
}
