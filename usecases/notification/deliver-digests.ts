import { readClock } from '#db/queries/clock.ts'
import { deliverWaiting } from '#db/queries/notification.ts'
import { deleteDoneMessages } from '#db/queries/outbox.ts'
import { may } from '#domain/access/may.ts'
import { digestEnd, outboxRetentionDays } from '#domain/notification/delivery.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'

const msPerDay = 86_400_000

/**
 * The daily digest: what arose on earlier days in China appears in its people's inboxes, all at once. Also clears the
 * outbox of what was done long ago. Returns how many notifications were delivered.
 */
export async function deliverDigests(ctx: Ctx): Promise<number> {
  refuse(may(ctx.actor, 'notification.issue'))
  return mutate(ctx, async tx => {
    const now = await readClock(tx)
    await deleteDoneMessages(tx, new Date(now.getTime() - outboxRetentionDays * msPerDay))
    const count = await deliverWaiting(tx, digestEnd(now), now)
    const audit = {
      action: 'notification.deliver',
      subjectKind: 'notification',
      subjectId: 'digest',
      before: null,
      after: { notifications: count },
    }
    return { result: count, audit: count > 0 ? audit : [] }
  })
}
