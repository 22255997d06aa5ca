/** The only place that retries: a transaction that lost a race (serialisation failure, deadlock) begins again. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Database, type Transaction, transactionOf } from './client.ts'

const retryable = new Set(['40001', '40P01'])
const maxAttempts = 5

/** The SQLSTATE and constraint of a database error, however drizzle wrapped it; null for anything else. */
export function databaseError(error: unknown): { code: string; constraint: string | null } | null {
  const cause = error instanceof Error && error.cause ? error.cause : error
  if (!(cause instanceof Error) || !('code' in cause) || typeof cause.code !== 'string') return null
  const constraint =
    'constraint_name' in cause && typeof cause.constraint_name === 'string' ? cause.constraint_name : null
  return { code: cause.code, constraint }
}

/** True when the error is the named constraint (CHECK, unique index or trigger) saying no. */
export function violates(error: unknown, constraint: string): boolean {
  return databaseError(error)?.constraint === constraint
}

export async function withTransaction<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction(tx => transactionOf.run(db, () => work(tx)))
    } catch (error) {
      if (attempt === maxAttempts || !retryable.has(databaseError(error)?.code ?? '')) throw error
      await sleep(5 * 2 ** attempt)
    }
  }
}
