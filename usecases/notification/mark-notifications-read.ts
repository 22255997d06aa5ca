import { readClock } from '#db/queries/clock.ts'
import { countNotifications, markRead } from '#db/queries/notification.ts'
import { maxPageSize } from '#domain/page.ts'
import { InvalidInput } from '#domain/refusal.ts'
import { isUuid } from '#domain/uuid.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { requireReader } from './require-reader.ts'

/** Marks notifications of the viewer's own inbox as read: those named, or all that lie in it. Marking again is nothing. */
export async function markNotificationsRead(
  ctx: Ctx,
  input: { ids: readonly string[] | null },
): Promise<{ unreadCount: number }> {
  const userId = requireReader(ctx)
  if (input.ids !== null && input.ids.length > maxPageSize)
    throw new InvalidInput([
      { path: 'ids', message: `names ${input.ids.length} notifications`, remedy: `name at most ${maxPageSize}` },
    ])
  const ids = input.ids?.filter(isUuid) ?? null
  return mutate(ctx, async tx => {
    const marked = await markRead(tx, userId, ids, await readClock(tx))
    const unreadCount = await countNotifications(tx, { userId, isUnreadOnly: true })
    const audit = {
      action: 'notification.read',
      subjectKind: 'user',
      subjectId: userId,
      before: null,
      after: { notifications: marked.toSorted() },
    }
    return { result: { unreadCount }, audit: marked.length > 0 ? audit : [] }
  })
}
