/** What records are called, for people: by ids of any kind. */
import { sql } from 'drizzle-orm'
import { isUuid } from '#domain/uuid.ts'
import type { Queryable } from '../client.ts'

export interface RecordName {
  id: string
  name: string
  /** The credit code of a unit, the registration number of a contract. */
  code: string | null
}

/**
 * Units, contracts (also by a payment or registration of theirs), projects, achievements, and what is kept by hand. What
 * is no id, or nobody's, is left out. One statement; each branch by its key.
 */
export async function listRecordNames(db: Queryable, ids: Iterable<string>): Promise<Map<string, RecordName>> {
  const asked = [...new Set(ids)].filter(isUuid)
  if (asked.length === 0) return new Map()
  const number = sql`(select max(g.number) from registration g where g.contract_id = c.id and g.number is not null)`
  const rows = await db.execute<RecordName & Record<string, unknown>>(sql`
    with asked as (select one::uuid as id from jsonb_array_elements_text(${JSON.stringify(asked)}::jsonb) as one)
    select o.id, o.name, o.credit_code as code from asked a join organisation o on o.id = a.id
    union all select c.id, c.title, ${number} from asked a join contract c on c.id = a.id
    union all select f.id, c.title, ${number} from asked a join money_fact f on f.id = a.id join contract c on c.id = f.contract_id
    union all select r.id, c.title, ${number} from asked a join registration r on r.id = a.id join contract c on c.id = r.contract_id
    union all select h.id, h.title, null from asked a join challenge h on h.id = a.id
    union all select l.id, l.title, null from asked a join achievement l on l.id = a.id
    union all select k.id, coalesce(k.content ->> 'name', o.name, c.title, h.title), null from asked a join subsidy_fact k on k.id = a.id
      left join organisation o on o.id = k.holder_id left join contract c on c.id = k.contract_id left join challenge h on h.id = k.project_id`)
  return new Map(rows.filter(({ name }) => name !== null && name !== '').map(row => [row.id, row]))
}
