/** The outbox: a message is written with its change, taken under a lease by one worker, and done or tried again. */
import { and, eq, isNull, lt, sql } from 'drizzle-orm'
import type { OutboxMessage } from '#domain/notification/notification.ts'
import type { Queryable, Transaction } from '../client.ts'
import { outbox } from '../schema/outbox.ts'

export type TakenMessage = OutboxMessage & {
  seq: number
  ordinal: number
  /** Tries begun, this one included. */
  attempts: number
}

type Key = Pick<TakenMessage, 'seq' | 'ordinal'>

const isMessage = ({ seq, ordinal }: Key) => and(eq(outbox.seq, seq), eq(outbox.ordinal, ordinal))

/** Called by `insertAudit`, which hands out the number. */
export async function insertMessages(tx: Transaction, seq: number, messages: readonly OutboxMessage[]): Promise<void> {
  if (messages.length > 0)
    await tx.insert(outbox).values(messages.map((message, i) => ({ seq, ordinal: i + 1, ...message })))
}

/**
 * Takes the oldest message that is due; another worker at the same moment passes over it. The lease
 * ends `leaseSeconds(attempts)` from now: whoever died with it has lost it by then. Null when nothing is due.
 */
export async function takeMessage(
  tx: Transaction,
  leaseSeconds: (attempts: number) => number,
): Promise<TakenMessage | null> {
  const [row] = await tx
    .select()
    .from(outbox)
    .where(and(isNull(outbox.doneAt), sql`${outbox.dueAt} <= clock_timestamp()`))
    .orderBy(outbox.seq, outbox.ordinal)
    .limit(1)
    .for('update', { skipLocked: true })
  if (!row) return null
  const { seq, ordinal, topic, payload } = row
  const attempts = row.attempts + 1
  const dueAt = sql`clock_timestamp() + make_interval(secs => ${leaseSeconds(attempts)})`
  await tx.update(outbox).set({ attempts, dueAt }).where(isMessage(row))
  return { seq, ordinal, topic, payload, attempts } as TakenMessage
}

/** Locks a message that is not done yet; false when another worker has finished it in the meantime. */
export async function lockOpenMessage(tx: Transaction, key: Key): Promise<boolean> {
  const rows = await tx
    .select({ seq: outbox.seq })
    .from(outbox)
    .where(and(isMessage(key), isNull(outbox.doneAt)))
    .for('update')
  return rows.length > 0
}

export async function finishMessage(tx: Transaction, key: Key, at: Date): Promise<void> {
  await tx.update(outbox).set({ doneAt: at }).where(isMessage(key))
}

/** Keeps why a try failed. When it is due again, its lease says already. */
export async function saveFailure(db: Queryable, key: Key, error: string): Promise<void> {
  await db
    .update(outbox)
    .set({ error })
    .where(and(isMessage(key), isNull(outbox.doneAt)))
}

/** Removes at most `limit` messages that were done before `before`; returns how many. */
export async function deleteDoneMessages(tx: Transaction, before: Date, limit: number): Promise<number> {
  const { seq, ordinal, doneAt } = outbox
  const done = tx.select({ seq, ordinal }).from(outbox).where(lt(doneAt, before)).limit(limit)
  const gone = await tx.delete(outbox).where(sql`(${seq}, ${ordinal}) in ${done}`).returning({ seq })
  return gone.length
}
