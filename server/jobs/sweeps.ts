/** Work that is due by time alone. Each sweep is a use case of the system; this only says when. */
import type { Logger } from 'pino'
import { sweepSessions } from '#usecases/identity/sweep-sessions.ts'
import { expireListings } from '#usecases/listing/expire-listings.ts'
import { sweepMatchEmbeddings } from '#usecases/matching/sweep-match-embeddings.ts'
import { sweepMatchLog } from '#usecases/matching/sweep-match-log.ts'
import { deliverDigests } from '#usecases/notification/deliver-digests.ts'
import type { Ctx } from '#usecases/support/ctx.ts'

const minute = 60_000

/** Runs now and then every minute, one round at a time; a failed round is logged and the next one tries again. */
export function startSweeps(ctx: Ctx, log: Logger): { stop(): void } {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const round = async () => {
    try {
      await expireListings(ctx)
      await sweepSessions(ctx)
      await deliverDigests(ctx)
      await sweepMatchLog(ctx)
      await sweepMatchEmbeddings(ctx)
    } catch (error) {
      log.error({ err: error }, 'a sweep failed; it will be tried again in a minute')
    }
    if (!isStopped) timer = setTimeout(round, minute)
    timer?.unref()
  }
  timer = setTimeout(round, 5_000)
  timer.unref()
  return {
    stop: () => {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
