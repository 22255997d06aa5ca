/** How big the register is, without reading it. */
import { sql } from 'drizzle-orm'
import type { Queryable } from '../client.ts'

/** Whether there are more than so many signed contracts, money facts and kept facts together. Counts no further. */
export async function hasMoreRecordsThan(db: Queryable, most: number): Promise<boolean> {
  const upTo = most + 1
  const [row] = await db.execute<{ more: boolean }>(sql`select
    (select count(*) from (select from contract where signed_on is not null limit ${upTo}) c)
    + (select count(*) from (select from money_fact limit ${upTo}) m)
    + (select count(*) from (select from subsidy_fact where withdrawn_at is null limit ${upTo}) f) > ${most} as more`)
  return row?.more === true
}
