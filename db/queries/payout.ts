/** Payout batches, their lines and numbers. */
import { and, asc, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Page, PageRequest } from '#domain/page.ts'
import type { Queryable, Transaction } from '../client.ts'
import { encodeCursor } from '../cursor.ts'
import { payout, payoutCounter, payoutLine } from '../schema/payout.ts'
import { afterCursor, type SortOrder } from './listing-page.ts'

export type PayoutRow = typeof payout.$inferSelect
export type PayoutLineRow = typeof payoutLine.$inferSelect

export async function insertPayout(
  tx: Transaction,
  head: typeof payout.$inferInsert,
  lines: readonly (typeof payoutLine.$inferInsert)[],
): Promise<void> {
  await tx.insert(payout).values(head)
  await tx.insert(payoutLine).values([...lines])
}

/** The next number of a bureau in a year. Gapless, as the numbers of registrations are. */
export async function takePayoutNumber(tx: Transaction, bureauId: string, year: number): Promise<number> {
  const [row] = await tx
    .insert(payoutCounter)
    .values({ bureauId, year, lastNumber: 1 })
    .onConflictDoUpdate({
      target: [payoutCounter.bureauId, payoutCounter.year],
      set: { lastNumber: sql`${payoutCounter.lastNumber} + 1` },
    })
    .returning({ number: payoutCounter.lastNumber })
  if (!row) throw new Error(`bureau ${bureauId} has no counter of payouts for ${year}`)
  return row.number
}

export async function findPayout(db: Queryable, id: string): Promise<PayoutRow | null> {
  const [row] = await db.select().from(payout).where(eq(payout.id, id))
  return row ?? null
}

/** Whoever confirms a batch waits here for whoever does at the same moment. */
export async function lockPayout(tx: Transaction, id: string): Promise<PayoutRow | null> {
  const [row] = await tx.select().from(payout).where(eq(payout.id, id)).for('update')
  return row ?? null
}

export async function listPayoutLines(db: Queryable, payoutIds: readonly string[]): Promise<PayoutLineRow[]> {
  return db
    .select()
    .from(payoutLine)
    .where(inArray(payoutLine.payoutId, [...payoutIds]))
    .orderBy(asc(payoutLine.payoutId), asc(payoutLine.line))
}

/** Which of these determinations wait in a batch, or were paid by one. */
export async function listInPayout(db: Queryable, determinationIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .select({ id: payoutLine.determinationId })
    .from(payoutLine)
    .where(
      and(
        inArray(payoutLine.determinationId, [...determinationIds]),
        sql`${payoutLine.outcome} is distinct from 'failed'`,
      ),
    )
  return rows.map(({ id }) => id)
}

/**
 * Which of these bank references confirm a line of another batch of the bureau, with that batch. Until the transaction
 * ends nobody else confirms for the bureau.
 */
export async function lockReferences(
  tx: Transaction,
  { id, bureauId }: Pick<PayoutRow, 'id' | 'bureauId'>,
  references: readonly string[],
): Promise<{ bankReference: string | null; year: number; number: number }[]> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`confirm payouts ${bureauId}`}, 0))`)
  return tx
    .select({ bankReference: payoutLine.bankReference, year: payout.year, number: payout.number })
    .from(payoutLine)
    .innerJoin(payout, eq(payout.id, payoutLine.payoutId))
    .where(and(eq(payout.bureauId, bureauId), ne(payout.id, id), inArray(payoutLine.bankReference, [...references])))
}

/** How a figure was paid: of which batch, when, by which payment of the bank. */
export type PaymentRow = Pick<PayoutLineRow, 'determinationId' | 'amountFen' | 'paidOn' | 'bankReference'> &
  Pick<PayoutRow, 'year' | 'number'>

/** Of those of these figures that were paid. */
export async function listPaymentsMade(db: Queryable, determinationIds: readonly string[]): Promise<PaymentRow[]> {
  const { determinationId, amountFen, paidOn, bankReference } = payoutLine
  const { year, number } = payout
  return db
    .select({ determinationId, amountFen, paidOn, bankReference, year, number })
    .from(payoutLine)
    .innerJoin(payout, eq(payout.id, payoutLine.payoutId))
    .where(and(inArray(determinationId, [...determinationIds]), eq(payoutLine.outcome, 'paid')))
}

export async function confirmLine(
  tx: Transaction,
  { payoutId, line }: Pick<PayoutLineRow, 'payoutId' | 'line'>,
  change: Partial<PayoutLineRow>,
): Promise<void> {
  await tx
    .update(payoutLine)
    .set(change)
    .where(and(eq(payoutLine.payoutId, payoutId), eq(payoutLine.line, line)))
}

const newest: SortOrder = { by: sql`${payout.createdAt}`, type: 'timestamptz', direction: 'desc' }

/** Those of a bureau, newest first. */
export async function pageOfPayouts(db: Queryable, bureauId: string, page: PageRequest): Promise<Page<PayoutRow>> {
  const rows = await db
    .select({ row: payout, sortValue: sql<string>`${payout.createdAt}::text` })
    .from(payout)
    .where(and(eq(payout.bureauId, bureauId), afterCursor(newest, payout.id, page.after)))
    .orderBy(desc(payout.createdAt), desc(payout.id))
    .limit(page.first + 1)
  const items = rows.slice(0, page.first).map(({ row, sortValue }) => ({
    item: row,
    cursor: encodeCursor({ value: sortValue, id: row.id }),
  }))
  return { items, hasNextPage: rows.length > page.first }
}
