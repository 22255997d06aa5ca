import { readClock } from '#db/queries/clock.ts'
import { deliverWaiting } from '#db/queries/notification.ts'
import { deleteDoneMessages } from '#db/queries/outbox.ts'
import { may } from '#domain/access/may.ts'
import { msPerDay } from '#domain/calendar.ts'
import { digestEnd, outboxRetentionDays } from '#domain/notification/delivery.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'

const sweepRows = 2_000

/**
 * The daily digest: what arose on earlier days in China appears in its people's inboxes, `portion` a transaction; an alert
 * whose listings are not both public any more is dropped. Also clears the outbox of some that was done long ago. Returns how many notifications were delivered.
 */
export async function deliverDigests(ctx: Ctx, { portion = sweepRows } = {}): Promise<number> {
  refuse(may(ctx.actor, 'notification.issue'))
  for (let delivered = 0; ; ) {
    const taken = await deliverPortion(ctx, portion)
    delivered += taken.delivered
    if (taken.delivered + taken.dropped < portion) return delivered
  }
}

type Taken = Awaited<ReturnType<typeof deliverWaiting>>

function deliverPortion(ctx: Ctx, portion: number): Promise<Taken> {
  return mutate(ctx, async tx => {
    const now = await readClock(tx)
    await deleteDoneMessages(tx, new Date(now.getTime() - outboxRetentionDays * msPerDay), portion)
    const taken = await deliverWaiting(tx, { before: digestEnd(now), at: now, limit: portion })
    const audit = {
      action: 'notification.deliver',
      subjectKind: 'notification',
      subjectId: 'digest',
      before: null,
      after: { notifications: taken.delivered, dropped: taken.dropped },
    }
    return { result: taken, audit: taken.delivered + taken.dropped > 0 ? audit : [] }
  })
}
