/** A timed sweep: sessions that ended and failures long forgotten leave the tables. Nothing depends on when it runs. */
import { readClock } from '#db/queries/clock.ts'
import { deleteDeadSessions } from '#db/queries/session.ts'
import { deleteOldFailures } from '#db/queries/throttle.ts'
import { may } from '#domain/access/may.ts'
import { sessionAbsoluteMs, sessionIdleMs } from '#domain/access/session-policy.ts'
import { throttleMemorySeconds } from '#domain/access/throttle.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'

/** Returns how many sessions were removed. */
export async function sweepSessions(ctx: Ctx): Promise<number> {
  refuse(may(ctx.actor, 'session.sweep'))
  return mutate(ctx, async tx => {
    const now = (await readClock(tx)).getTime()
    await deleteOldFailures(tx, new Date(now - throttleMemorySeconds * 1000))
    const count = await deleteDeadSessions(tx, {
      lastUsedAt: new Date(now - sessionIdleMs),
      createdAt: new Date(now - sessionAbsoluteMs),
    })
    const audit = {
      action: 'session.sweep',
      subjectKind: 'session',
      subjectId: 'expired',
      before: { sessions: count },
      after: null,
    }
    return { result: count, audit: count > 0 ? audit : [] }
  })
}
