/** Whether what figures stand on has changed since they were computed. */
import { sql } from 'drizzle-orm'
import type { Queryable } from '../client.ts'

/** What a figure stands on: the records that it counts, their contracts, whose it is and when it was computed. */
export interface Ground {
  records: string[]
  contractIds: string[]
  beneficiaryId: string
  computedAt: Date
}

export interface GroundChange {
  own: boolean
  near: boolean
}

/**
 * Of each ground, in their order: whether something of it fell away since (`own`), or anything was recorded since of its
 * contracts, of those of its beneficiary, or by a bureau of one of their parties, which may count as well (`near`).
 */
export async function listGroundChanges(db: Queryable, grounds: readonly Ground[]): Promise<GroundChange[]> {
  if (grounds.length === 0) return []
  const asked = JSON.stringify(grounds.map((ground, at) => ({ at, ...ground })))
  const rows = await db.execute<GroundChange & Record<string, unknown>>(sql`
    select found.own, found.near
    from jsonb_to_recordset(${asked}::jsonb) as g (at int, records uuid[], "contractIds" uuid[], "beneficiaryId" uuid, "computedAt" timestamptz)
    cross join lateral (
      -- What fell away is stamped before its transaction commits: one that was under way then was not seen either.
      with near_contract as materialized (
        select id, buyer_id, seller_id from contract
        where id = any(g."contractIds") or buyer_id = g."beneficiaryId" or seller_id = g."beneficiaryId"
      ), changed_registration as materialized (
        select r.contract_id, e.to_state from registration r
        join lifecycle_event e on e.subject_kind = 'registration' and e.subject_id = r.id
        where r.contract_id in (select id from near_contract) and e.at > g."computedAt" - interval '10 minutes'
      )
      select
        exists (
          select from money_fact_reversal
          where money_fact_id = any(g.records) and recorded_at > g."computedAt" - interval '10 minutes'
        )
        or exists (
          select from changed_registration
          where contract_id = any(g."contractIds") and to_state in ('deregistered', 'revoked')
        )
        or exists (
          select from subsidy_fact where id = any(g.records) and withdrawn_at > g."computedAt" - interval '10 minutes'
        ) as own,
        exists (select from subsidy_fact where withdrawn_at > g."computedAt")
        or exists (
          select from subsidy_fact f where f.recorded_at > g."computedAt" and (
            (f.holder_id is null and f.contract_id is null) or f.holder_id = g."beneficiaryId"
            or f.contract_id in (select id from near_contract)
            or f.holder_id in (select buyer_id from near_contract union all select seller_id from near_contract)
          )
        )
        or exists (
          select from money_fact m join near_contract c on c.id = m.contract_id
          where m.recorded_at > g."computedAt"
        )
        or exists (select from changed_registration)
        or exists (
          select from registration where registry_id = g."beneficiaryId" and registered_at > g."computedAt"
        ) as near
    ) found order by g.at`)
  return rows.map(({ own, near }) => ({ own, near }))
}
