/** Accounts of limits and their entries. What is used is kept by trigger from the entries. */
import { and, eq, or, sql } from 'drizzle-orm'
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

/**
 * Opens those that are new and locks all, in the one order. `COLLATE "C"`: the database sorts as `compareAccounts` does,
 * and not by the words of a language.
 */
export async function lockLimitAccounts(
  tx: Transaction,
  policyId: string,
  limits: readonly AccountLimit[],
): Promise<LimitAccount[]> {
  await tx
    .insert(t)
    .values(limits.toSorted(compareAccounts).map(limit => ({ ...limit, policyId })))
    .onConflictDoNothing()
  return tx
    .select()
    .from(t)
    .where(isOneOf(policyId, limits))
    .orderBy(sql`${t.account} collate "C", ${t.key} collate "C", ${t.window} collate "C"`)
    .for('update')
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

/** The accounts a determination is booked on, locked in the one order. */
export async function lockAccountsOfDetermination(tx: Transaction, determinationId: string): Promise<AccountKey[]> {
  const e = subsidyLimitEntry
  const keys = await tx
    .selectDistinct({ policyId: e.policyId, account: e.account, key: e.key, window: e.window })
    .from(e)
    .where(eq(e.determinationId, determinationId))
  const [first] = keys
  if (!first) return []
  return tx
    .select({ account: t.account, key: t.key, window: t.window })
    .from(t)
    .where(isOneOf(first.policyId, keys))
    .orderBy(sql`${t.account} collate "C", ${t.key} collate "C", ${t.window} collate "C"`)
    .for('update')
}
