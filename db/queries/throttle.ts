/** Counts of failed sign-ins by key. What they mean is decided in domain/access/throttle.ts. */
import { inArray, lt, sql } from 'drizzle-orm'
import type { Transaction } from '../client.ts'
import { signInThrottle } from '../schema/identity.ts'

export interface FailureRow {
  key: string
  failures: number
  lastFailureAt: Date
}

/**
 * Locks the rows of these keys, making them with a count of nought where they are missing. One statement, and in the
 * order of the keys, so that two sign-ins never wait for each other in a circle.
 */
export async function lockFailures(tx: Transaction, keys: readonly string[]): Promise<Map<string, FailureRow>> {
  const rows = await tx
    .insert(signInThrottle)
    .values([...keys].sort().map(key => ({ key, failures: 0, lastFailureAt: sql`clock_timestamp()` })))
    .onConflictDoUpdate({ target: signInThrottle.key, set: { failures: sql`${signInThrottle.failures}` } })
    .returning()
  return new Map(rows.map(row => [row.key, row]))
}

/** Writes counts of rows that `lockFailures` holds. */
export async function saveFailures(tx: Transaction, rows: readonly FailureRow[]): Promise<void> {
  await tx
    .insert(signInThrottle)
    .values([...rows])
    .onConflictDoUpdate({
      target: signInThrottle.key,
      set: { failures: sql`excluded.failures`, lastFailureAt: sql`excluded.last_failure_at` },
    })
}

/** Takes one failure back from each key. */
export async function takeBackFailure(tx: Transaction, keys: readonly string[]): Promise<void> {
  // In the order of the keys, like the lock above.
  for (const key of [...keys].sort())
    await tx
      .update(signInThrottle)
      .set({ failures: sql`greatest(${signInThrottle.failures} - 1, 0)` })
      .where(sql`${signInThrottle.key} = ${key}`)
}

export async function deleteFailures(tx: Transaction, keys: readonly string[]): Promise<void> {
  await tx.delete(signInThrottle).where(inArray(signInThrottle.key, [...keys]))
}

/** Forgets what faded long ago; returns how many. */
export async function deleteOldFailures(tx: Transaction, before: Date): Promise<number> {
  const gone = await tx
    .delete(signInThrottle)
    .where(lt(signInThrottle.lastFailureAt, before))
    .returning({ key: signInThrottle.key })
  return gone.length
}
