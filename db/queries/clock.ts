import { sql } from 'drizzle-orm'
import type { Queryable } from '../client.ts'

/**
 * The database's clock at this moment, not the transaction's start: `now()` accepted bids half a second late.
 * Read it after the row lock has been taken.
 */
export async function readClock(db: Queryable): Promise<Date> {
  const [row] = await db.execute<{ now: string }>(sql`select clock_timestamp()::timestamptz(3)::text as now`)
  if (!row) throw new Error('the database gave no time')
  return new Date(row.now)
}
