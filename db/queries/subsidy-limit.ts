/** Accounts of limits and their entries. What is used is kept by trigger from the entries. */
import { and, eq, exists, inArray, or, sql } from 'drizzle-orm'
import {
  type AccountKey,
  type AccountLimit,
  compareAccounts,
  type LimitAccount,
} from '#domain/subsidy/money/limit-account.ts'
import type { Queryable, Transaction } from '../client.ts'
import { subsidyLimit, subsidyLimitEntry } from '../schema/subsidy.ts'

const t = subsidyLimit

const isOneOf = (policyId: string, keys: readonly AccountKey[]) =>
  and(
    eq(t.policyId, policyId),
    or(...keys.map(key => and(eq(t.account, key.account), eq(t.key, key.key), eq(t.window, key.window)))),
  )

/** What these accounts hold now; one that nothing was booked on is not among them. */
export async function listLimitAccounts(
  db: Queryable,
  policyId: string,
  keys: readonly AccountKey[],
): Promise<LimitAccount[]> {
  if (keys.length === 0) return []
  return db.select().from(t).where(isOneOf(policyId, keys)).orderBy(t.account, t.key, t.window)
}

/** `COLLATE "C"`: the database sorts as `compareAccounts` does, and not by the words of a language. */
const inTheOneOrder = sql`${t.account} collate "C", ${t.key} collate "C", ${t.window} collate "C"`

/** Opens those that are new and locks all, in the one order. */
export async function lockLimitAccounts(
  tx: Transaction,
  policyId: string,
  limits: readonly AccountLimit[],
): Promise<LimitAccount[]> {
  await tx
    .insert(t)
    .values(limits.toSorted(compareAccounts).map(limit => ({ ...limit, policyId })))
    .onConflictDoNothing()
  return tx.select().from(t).where(isOneOf(policyId, limits)).orderBy(inTheOneOrder).for('update')
}

/** Held to the end of the transaction: by all who grant, together; by whoever must see all grants, alone. */
export async function lockGranting(tx: Transaction, { isAlone }: { isAlone: boolean }): Promise<void> {
  const lock = sql.raw(isAlone ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared')
  await tx.execute(sql`select ${lock}(hashtextextended('subsidy grants', 0))`)
}

/** Sets the limits as a determination states them; the accounts are locked. */
export async function saveLimits(tx: Transaction, policyId: string, limits: readonly AccountLimit[]): Promise<void> {
  for (const limit of limits)
    await tx
      .update(t)
      .set({ limitFen: limit.limitFen })
      .where(isOneOf(policyId, [limit]))
}

export type NewEntry = typeof subsidyLimitEntry.$inferInsert

/** Books; the trigger adds each to its account, and the account's CHECK has the last word. */
export async function insertLimitEntries(tx: Transaction, entries: readonly NewEntry[]): Promise<void> {
  if (entries.length > 0) await tx.insert(subsidyLimitEntry).values(entries.toSorted(compareAccounts))
}

/** The accounts that determinations are booked on, with whose they are; all locked in the one order. */
export async function lockAccountsOf(
  tx: Transaction,
  determinationIds: readonly string[],
): Promise<(AccountKey & { policyId: string; determinationId: string })[]> {
  if (determinationIds.length === 0) return []
  const e = subsidyLimitEntry
  const isOfThese = inArray(e.determinationId, [...determinationIds])
  const columns = ['policyId', 'account', 'key', 'window'] as const
  const booked = tx
    .select({ account: e.account })
    .from(e)
    .where(and(isOfThese, ...columns.map(column => eq(e[column], t[column]))))
  await tx
    .select({ account: t.account })
    .from(t)
    .where(exists(booked))
    .orderBy(sql`${t.policyId} collate "C", ${inTheOneOrder}`)
    .for('update')
  const { determinationId, policyId, account, key, window } = e
  return tx.selectDistinct({ determinationId, policyId, account, key, window }).from(e).where(isOfThese)
}
