import { countNotifications } from '#db/queries/notification.ts'
import type { Ctx } from '../support/ctx.ts'

/** For the mark in the head of every page; 0 for whoever is not signed in. */
export async function countUnread(ctx: Ctx): Promise<number> {
  if (ctx.actor.kind !== 'user') return 0
  return countNotifications(ctx.db, { userId: ctx.actor.userId, isUnreadOnly: true })
}
