import { readClock } from '#db/queries/clock.ts'
import { deleteWaitingOf, deliverWaitingOf, findMatchAlerts, saveMatchAlerts } from '#db/queries/notification.ts'
import { defaultMatchAlerts, type MatchAlerts } from '#domain/notification/notification.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { requireReader } from './require-reader.ts'

/** What waits for a digest follows the choice: at once means now, off means never. */
export async function setAlertPreference(ctx: Ctx, input: { matchAlerts: MatchAlerts }): Promise<MatchAlerts> {
  const userId = requireReader(ctx)
  const { matchAlerts } = input
  return mutate(ctx, async tx => {
    const before = (await findMatchAlerts(tx, userId)) ?? defaultMatchAlerts
    const now = await readClock(tx)
    await saveMatchAlerts(tx, userId, matchAlerts, now)
    if (matchAlerts === 'at_once') await deliverWaitingOf(tx, userId, now)
    if (matchAlerts === 'off') await deleteWaitingOf(tx, userId)
    return {
      result: matchAlerts,
      audit: {
        action: 'notification.choose',
        subjectKind: 'user',
        subjectId: userId,
        before: { matchAlerts: before },
        after: { matchAlerts },
      },
    }
  })
}
