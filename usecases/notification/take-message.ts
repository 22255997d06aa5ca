import { type TakenMessage, takeMessage as takeFromOutbox } from '#db/queries/outbox.ts'
import { withTransaction } from '#db/transaction.ts'
import { may } from '#domain/access/may.ts'
import { retrySeconds } from '#domain/notification/delivery.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'

/**
 * Takes the next message of the outbox under a lease, or null. The transaction ends before the message is worked off:
 * ranking may take its time and asks the database itself, of which the embedded engine has one connection only.
 */
export async function takeMessage(ctx: Ctx): Promise<TakenMessage | null> {
  refuse(may(ctx.actor, 'notification.issue'))
  return withTransaction(ctx.db, tx => takeFromOutbox(tx, retrySeconds))
}
