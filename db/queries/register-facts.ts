/** The register as a policy reads it: set-based, whatever its size, and as it was known at an instant. */
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../client.ts'

/** What was recorded later is not seen; null: everything. */
export interface Known {
  knownAt: Date | null
}

/** Of the whole register, of one challenge, or of some contracts. */
export interface Scope {
  projectId?: string | null
  contractIds?: readonly string[] | null
}

/** Contracts by the day they were registered or signed, or that other rows name. */
export interface ContractAsk extends Known, Scope {
  field: 'registeredOn' | 'signedOn' | null
  from: string | null
  to: string | null
  /** Also contracts with money facts of these kinds on these days. */
  money: readonly MoneyAsk[]
}

export interface MoneyAsk extends Scope {
  kind: 'payment' | 'receipt' | 'invoice'
  from: string | null
  to: string | null
}

export interface RegisterContractRow {
  id: string
  name: string
  type: string
  buyer_id: string
  seller_id: string
  registry_id: string | null
  project_id: string | null
  contract_amount_fen: string
  technology_amount_fen: string
  signed_on: string | null
  registered_on: string | null
  deregistered_on: string | null
  revoked_on: string | null
  number: string | null
}

const before = (column: SQL, { knownAt }: Known): SQL =>
  knownAt === null ? sql`true` : sql`${column} <= ${knownAt.toISOString()}::timestamptz`

const isOneOf = (column: SQL, ids: readonly string[] | null | undefined): SQL =>
  ids ? sql`${column} = any(${`{${ids.join(',')}}`}::uuid[])` : sql`true`

const inScope = ({ projectId, contractIds }: Scope): SQL =>
  projectId ? sql`c.challenge_id = ${projectId}::uuid` : isOneOf(sql`c.id`, contractIds)

function between(column: SQL, from: string | null, to: string | null): SQL {
  return sql`${from === null ? sql`true` : sql`${column} >= ${from}::date`} and ${to === null ? sql`true` : sql`${column} <= ${to}::date`}`
}

/** When the second party signed; a contract is in the register from then on. */
const signedAt = sql`greatest(c.buyer_signed_at, c.seller_signed_at)`

/** The registration that counts: the one in force, else the one that was in force last. */
export async function listRegisterContracts(db: Queryable, ask: ContractAsk): Promise<RegisterContractRow[]> {
  const day = ask.field === 'signedOn' ? sql`c.signed_on` : sql`r.registered_on`
  const byMoney = ask.money.map(
    ({ kind, from, to }) => sql`(m.kind = ${kind} and ${between(sql`m.occurred_on`, from, to)})`,
  )
  const where =
    ask.field === null
      ? sql`true`
      : sql`(${between(day, ask.from, ask.to)}${byMoney.length > 0 ? sql` or c.id in (select m.contract_id from money_fact m where ${sql.join(byMoney, sql` or `)})` : sql``})`
  return db.execute<RegisterContractRow & Record<string, unknown>>(sql`
    with ended as (
      select subject_id, min(at) as at from lifecycle_event
      where subject_kind = 'registration' and to_state in ('deregistered', 'revoked')${
        ask.contractIds
          ? sql` and subject_id in (select id from registration where ${isOneOf(sql`contract_id`, ask.contractIds)})`
          : sql``
      } group by subject_id
    ), known as (
      select g.*, g.state <> 'registered' and (ended.at is null or ${before(sql`ended.at`, ask)}) as is_ended
      from registration g left join ended on ended.subject_id = g.id
      where g.number is not null and ${before(sql`g.registered_at`, ask)} and ${isOneOf(sql`g.contract_id`, ask.contractIds)}
    ), r as (
      select distinct on (contract_id) contract_id, registry_id, number, recognised_type, recognised_amount_fen, registered_on,
        case when is_ended then deregistered_on end as ended_on, state
      from known order by contract_id, is_ended, registered_at desc, id
    )
    select c.id, c.title as name, coalesce(r.recognised_type, c.type) as type, c.buyer_id, c.seller_id, r.registry_id, c.challenge_id as project_id,
      c.contract_amount_fen::text, coalesce(r.recognised_amount_fen, c.technology_amount_fen)::text as technology_amount_fen,
      c.signed_on::text, r.registered_on::text, r.number,
      case when r.state <> 'revoked' then r.ended_on::text end as deregistered_on, case when r.state = 'revoked' then r.ended_on::text end as revoked_on
    from contract c left join r on r.contract_id = c.id
    where c.signed_on is not null and ${before(signedAt, ask)} and ${inScope(ask)} and ${where}
    order by c.id`)
}

export interface RegisterMoneyRow {
  id: string
  contract_id: string
  amount_fen: string
  occurred_on: string
  evidence_id: string
  reversed_on: string | null
}

/** Money facts of one kind on these days, of signed contracts. */
export async function listRegisterMoney(db: Queryable, ask: MoneyAsk & Known): Promise<RegisterMoneyRow[]> {
  return db.execute<RegisterMoneyRow & Record<string, unknown>>(sql`
    select m.id, m.contract_id, m.amount_fen::text, m.occurred_on::text, m.evidence_id, v.reversed_on::text
    from money_fact m join contract c on c.id = m.contract_id and c.signed_on is not null and ${before(signedAt, ask)}
    left join money_fact_reversal v on v.money_fact_id = m.id and ${before(sql`v.recorded_at`, ask)}
    where m.kind = ${ask.kind} and ${inScope(ask)} and ${between(sql`m.occurred_on`, ask.from, ask.to)} and ${before(sql`m.recorded_at`, ask)}
    order by m.id`)
}

export interface RegisterProjectRow {
  id: string
  name: string
  kind: string
  listed_by_id: string
  solver_id: string | null
}

/** From its publication on: what is on a desk may still change. */
export async function listRegisterProjects(db: Queryable, ask: Known): Promise<RegisterProjectRow[]> {
  return db.execute<RegisterProjectRow & Record<string, unknown>>(sql`
    select h.id, h.title as name, h.kind, h.poster_id as listed_by_id, b.organisation_id as solver_id
    from challenge h left join bid b on b.challenge_id = h.id and b.state = 'awarded' and (h.awarded_at is null or ${before(sql`h.awarded_at`, ask)})
    where h.published_at is not null and ${before(sql`h.published_at`, ask)}
    order by h.id`)
}

export interface RegisterOrganisationRow {
  id: string
  name: string
  kind: string
  region_code: string | null
}

/** All, or these, as they were called and where they were. */
export async function listRegisterOrganisations(
  db: Queryable,
  { ids, knownAt }: Known & { ids: readonly string[] | null },
): Promise<RegisterOrganisationRow[]> {
  const later = knownAt === null ? sql`false` : sql`changed_at > ${knownAt.toISOString()}::timestamptz`
  return db.execute<RegisterOrganisationRow & Record<string, unknown>>(sql`
    with was as (
      select distinct on (organisation_id) organisation_id, name, kind, region_code from organisation_change
      where ${later} order by organisation_id, seq
    )
    select o.id, coalesce(was.name, o.name) as name, coalesce(was.kind, o.kind) as kind, coalesce(was.region_code, o.region_code) as region_code
    from organisation o left join was on was.organisation_id = o.id
    where ${isOneOf(sql`o.id`, ids)} and ${before(sql`o.created_at`, { knownAt })}
    order by o.id`)
}

export interface KeptFactRow {
  id: string
  fact_table: string
  holder_id: string | null
  contract_id: string | null
  project_id: string | null
  content: Record<string, unknown>
  occurred_on: string
  evidence_id: string | null
}

export interface KeptAsk extends Known {
  tables: readonly string[]
  /** Only what these hold, what is of these contracts, and what is of no holder and no contract. */
  of?: { holderIds: readonly string[]; contractIds: readonly string[] } | null
}

/** Facts that bureaus keep, not withdrawn. */
export async function listKeptFacts(db: Queryable, ask: KeptAsk): Promise<KeptFactRow[]> {
  const { of = null } = ask
  const own = of
    ? sql`(${isOneOf(sql`f.holder_id`, of.holderIds)} or ${isOneOf(sql`f.contract_id`, of.contractIds)} or (f.holder_id is null and f.contract_id is null))`
    : sql`true`
  if (ask.tables.length === 0) return []
  const withdrawn =
    ask.knownAt === null
      ? sql`f.withdrawn_at is null`
      : sql`(f.withdrawn_at is null or f.withdrawn_at > ${ask.knownAt.toISOString()}::timestamptz)`
  return db.execute<KeptFactRow & Record<string, unknown>>(sql`
    select f.id, f.fact_table, f.holder_id, f.contract_id, f.project_id, f.content, f.occurred_on::text, f.evidence_id
    from subsidy_fact f where f.fact_table in (${sql.join(
      ask.tables.map(table => sql`${table}`),
      sql`, `,
    )}) and ${before(sql`f.recorded_at`, ask)} and ${withdrawn} and ${own}
    order by f.recorded_at, f.id`)
}

export interface RegisterGrantRow {
  id: string
  policy_id: string
  rule: string
  subject_id: string
  window: string
  beneficiary_id: string
  amount_fen: string
  granted_on: string
  limits: { account: string; key: string }[] | null
}

/** What was approved and did not come back, under any policy. */
export async function listRegisterGrants(
  db: Queryable,
  ask: Known & { beneficiaryId: string | null },
): Promise<RegisterGrantRow[]> {
  const own = ask.beneficiaryId === null ? sql`true` : sql`d.beneficiary_id = ${ask.beneficiaryId}::uuid`
  const { amountFen, stands } = standingGrant(ask)
  return db.execute<RegisterGrantRow & Record<string, unknown>>(sql`
    select d.id, d.policy_id, d.rule, d.subject_id, d."window", d.beneficiary_id, (${amountFen})::text as amount_fen,
      (d.approved_at at time zone 'Asia/Shanghai')::date::text as granted_on, d.trace -> 'limits' as limits
    from determination d where ${stands} and ${amountFen} > 0 and ${before(sql`d.approved_at`, ask)} and ${own}
    order by d.id`)
}

/** What is granted now; or what was, where it was withdrawn or collected only later. */
function standingGrant({ knownAt }: Known): { amountFen: SQL; stands: SQL } {
  if (knownAt === null)
    return {
      amountFen: sql`d.approved_fen - d.collected_fen`,
      stands: sql`d.state in ('approved', 'paid', 'clawed_back')`,
    }
  const at = sql`${knownAt.toISOString()}::timestamptz`
  const withdrawnLater = sql`exists (select 1 from lifecycle_event e
    where e.subject_kind = 'determination' and e.subject_id = d.id and e.event = 'withdraw_approval' and e.at > ${at})`
  return {
    amountFen: sql`(d.approved_fen - coalesce((select sum(w.amount_fen) from clawback w where w.determination_id = d.id and w.collected_at <= ${at}), 0))`,
    stands: sql`(d.state in ('approved', 'paid', 'clawed_back') or (d.state = 'refused' and d.approved_at is not null and ${withdrawnLater}))`,
  }
}

export interface RegisterUseRow {
  id: string
  grant_id: string
  purpose: string
  amount_fen: string
  spent_on: string
}

/** What was spent of grants, not withdrawn. */
export async function listRegisterUses(db: Queryable, ask: Known): Promise<RegisterUseRow[]> {
  const standing =
    ask.knownAt === null
      ? sql`u.withdrawn_at is null`
      : sql`(u.withdrawn_at is null or u.withdrawn_at > ${ask.knownAt.toISOString()}::timestamptz)`
  return db.execute<RegisterUseRow & Record<string, unknown>>(sql`
    select u.id, u.determination_id as grant_id, u.purpose, u.amount_fen::text, u.spent_on::text from grant_use u
    where ${standing} and ${before(sql`u.recorded_at`, ask)} order by u.recorded_at, u.id`)
}

export interface RecordSourceRow {
  record: string
  /** Null for a kept fact that is of no contract. */
  contract_id: string | null
  contract_title: string | null
  registration_number: string | null
  evidence_id: string | null
  evidence_name: string | null
  evidence_sha256: string | null
  /** Where a bureau has a kept fact from, in words. */
  stated_source: string | null
  /** The own day of a money fact or a kept one; null for a contract, which has several. */
  occurred_on: string | null
}

/** Where contracts, money facts and kept facts come from: contract, registration number, evidence. In one statement. */
export async function listRecordSources(db: Queryable, ids: readonly string[]): Promise<RecordSourceRow[]> {
  if (ids.length === 0) return []
  return db.execute<RecordSourceRow & Record<string, unknown>>(sql`
    with asked as (select unnest(${`{${ids.join(',')}}`}::uuid[]) as id), found as (
      select asked.id as record, c.id as contract_id, null::uuid as evidence_id, null as stated_source, null::date as occurred_on from asked join contract c on c.id = asked.id
      union all select asked.id, m.contract_id, m.evidence_id, null, m.occurred_on from asked join money_fact m on m.id = asked.id
      union all select asked.id, f.contract_id, f.evidence_id, coalesce(f.source, ''), f.occurred_on from asked join subsidy_fact f on f.id = asked.id
    ), numbers as (
      select distinct on (g.contract_id) g.contract_id, g.number from registration g
      where g.number is not null and g.contract_id in (select contract_id from found)
      order by g.contract_id, (g.state = 'registered') desc, g.registered_at desc
    )
    select found.record, found.contract_id, c.title as contract_title, found.evidence_id, e.name as evidence_name, e.sha256 as evidence_sha256,
      numbers.number as registration_number, found.stated_source, found.occurred_on::text
    from found left join contract c on c.id = found.contract_id left join numbers on numbers.contract_id = c.id left join evidence_file e on e.id = found.evidence_id`)
}
