/** What the register learnt since figures were computed that makes them look at units otherwise, and what it lost. */
import { sql } from 'drizzle-orm'
import type { Queryable } from '../client.ts'

/** A unit that was said to be otherwise at an instant: it moved, or a bureau kept a fact of it. */
export interface UnitChange {
  unitId: string
  at: Date
}

/** Of facts that stand: what was withdrawn since was never so. */
export async function listUnitChanges(db: Queryable, since: Date): Promise<UnitChange[]> {
  const from = sql`${since.toISOString()}::timestamptz`
  const rows = await db.execute<{ unitId: string; at: string }>(sql`
    select organisation_id as "unitId", changed_at::text as at from organisation_change where changed_at > ${from}
    union all
    select holder_id, coalesce(known_since, recorded_at)::text from subsidy_fact
    where fact_table = 'organisations' and holder_id is not null and withdrawn_at is null and coalesce(known_since, recorded_at) > ${from}`)
  return rows.map(({ unitId, at }) => ({ unitId, at: new Date(at) }))
}

export interface WithdrawnFact {
  id: string
  recordedAt: Date
  withdrawnAt: Date
}

/** In the order of their ids. */
export async function listFactsWithdrawn(db: Queryable, since: Date): Promise<WithdrawnFact[]> {
  const rows = await db.execute<{ id: string; recordedAt: string; withdrawnAt: string }>(sql`
    select id, recorded_at::text as "recordedAt", withdrawn_at::text as "withdrawnAt" from subsidy_fact
    where withdrawn_at > ${since.toISOString()}::timestamptz order by id`)
  return rows.map(({ id, recordedAt, withdrawnAt }) => ({
    id,
    recordedAt: new Date(recordedAt),
    withdrawnAt: new Date(withdrawnAt),
  }))
}
