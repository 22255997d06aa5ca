import { countNotifications } from '#db/queries/notification.ts'
import type { Ctx } from '../support/ctx.ts'
import { requireReader } from './require-reader.ts'

/** How many the same list holds in all. */
export async function countListedNotifications(ctx: Ctx, input: { isUnreadOnly: boolean }): Promise<number> {
  return countNotifications(ctx.db, { userId: requireReader(ctx), isUnreadOnly: input.isUnreadOnly })
}
