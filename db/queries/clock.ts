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

/**
 * Whether a transaction is under way that began before an instant and may yet write under an earlier one. One that has
 * written nothing for so long, ten seconds usually, is a reader, a backup say, and is not waited for.
 */
export async function hasWritersBefore(db: Queryable, at: Date, readerSeconds = 10): Promise<boolean> {
  const [row] = await db.execute<{ has: boolean }>(sql`
    select exists (
      select from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and xact_start <= ${at.toISOString()}::timestamptz
        and (backend_xid is not null or xact_start > clock_timestamp() - make_interval(secs => ${readerSeconds}))
    ) as has`)
  return row?.has === true
}
