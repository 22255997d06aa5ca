/** The register as a policy reads it: set-based, whatever its size, and as it was known at an instant. */
import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../client.ts'

/** What was recorded later is not seen; null: everything. */
export interface Known {
  knownAt: Date | null
}

/** Of the whole register, of some challenges, or of some contracts. */
export interface Scope {
  projectIds?: readonly string[] | null
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

const inScope = ({ projectIds, contractIds }: Scope): SQL =>
  projectIds ? isOneOf(sql`c.challenge_id`, projectIds) : isOneOf(sql`c.id`, contractIds)

function between(column: SQL, from: string | null, to: string | null): SQL {
  return sql`${from === null ? sql`true` : sql`${column} >= ${from}::date`} and ${to === null ? sql`true` : sql`${column} <= ${to}::date`}`
}

/** When the second party signed; a contract is in the register from then on. */
const signedAt = sql`greatest(c.buyer_signed_at, c.seller_signed_at)`

/** The registration that counts: the one in force, else the one that was in force last. */
export async function listRegisterContracts(db: Queryable, ask: ContractAsk): Promise<RegisterContractRow[]> {
  const day = ask.field === 'signedOn' ? sql`c.signed_on` : sql`r.registered_on`
  const own = ask.field === null ? sql`true` : between(day, ask.from, ask.to)
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
    from contract c left join r on r.contract_id = c.id left join (${contractsOfMoney(ask)}) moved on moved.contract_id = c.id
    where c.signed_on is not null and ${before(signedAt, ask)} and ${inScope(ask)} and (${own} or moved.contract_id is not null)
    order by c.id`)
}

/** A join and no subquery in the condition, which would be searched anew for each contract once it is large. */
function contractsOfMoney(ask: ContractAsk): SQL {
  if (ask.field === null || ask.money.length === 0) return sql`select null::uuid as contract_id where false`
  const byMoney = ask.money.map(
    ({ kind, from, to }) => sql`(m.kind = ${kind} and ${between(sql`m.occurred_on`, from, to)})`,
  )
  return sql`select distinct m.contract_id from money_fact m where (${sql.join(byMoney, sql` or `)}) and ${isMoneyInScope(ask)}`
}

const isMoneyInScope = (scope: Scope): SQL =>
  scope.projectIds
    ? sql`m.contract_id in (select c.id from contract c where ${inScope(scope)})`
    : isOneOf(sql`m.contract_id`, scope.contractIds)

const moneyPerPage = 10_000

/**
 * Money facts of one kind on these days, by id, after the one named. A city has a million: a page of them comes as one
 * text, a line each, with the columns of `moneyColumns`.
 */
export async function pageOfRegisterMoney(
  db: Queryable,
  ask: MoneyAsk & Known,
  after: string | null,
): Promise<{ lines: string; isLast: boolean }> {
  const [page] = await db.execute<{ lines: string | null; count: number }>(sql`
    select string_agg(line, E'\\n') as lines, count(*)::int as count from (
      select concat_ws(' ', m.id, m.contract_id, m.evidence_id, m.occurred_on, coalesce(v.reversed_on::text, ${' '.repeat(10)}), m.amount_fen) as line
      from money_fact m left join money_fact_reversal v on v.money_fact_id = m.id and ${before(sql`v.recorded_at`, ask)}
      where m.kind = ${ask.kind} and ${isMoneyInScope(ask)} and ${between(sql`m.occurred_on`, ask.from, ask.to)} and ${before(sql`m.recorded_at`, ask)}
        and ${after === null ? sql`true` : sql`m.id > ${after}::uuid`}
      order by m.id limit ${moneyPerPage}) one`)
  return { lines: page?.lines ?? '', isLast: (page?.count ?? 0) < moneyPerPage }
}

/** Where the columns of a line begin and end; the amount in 分 is the rest. */
export const moneyColumns = {
  id: [0, 36],
  contractId: [37, 73],
  evidenceId: [74, 110],
  occurredOn: [111, 121],
  reversedOn: [122, 132],
  amountFen: 133,
} as const

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
  /** Where the bureau has it from, in words. */
  source: string | null
}

const knownSince = sql`coalesce(f.known_since, f.recorded_at)`

export interface KeptAsk extends Known {
  tables: readonly string[]
  /** Only what was known then, in the words of its correction where it was corrected since. */
  knownSince?: Date
  /** Also these, which were withdrawn. */
  alsoIds?: readonly string[]
  /** Only what these hold, what is of these contracts, and what is of no holder and no contract. */
  of?: { holderIds: readonly string[]; contractIds: readonly string[] } | null
}

/** Facts that bureaus keep, not withdrawn, in the order they were known; a correction in the place of what it corrects. */
export async function listKeptFacts(db: Queryable, ask: KeptAsk): Promise<KeptFactRow[]> {
  const { of = null, alsoIds = [] } = ask
  const own = of
    ? sql`(${isOneOf(sql`f.holder_id`, of.holderIds)} or ${isOneOf(sql`f.contract_id`, of.contractIds)} or (f.holder_id is null and f.contract_id is null))`
    : sql`true`
  if (ask.tables.length === 0) return []
  const withdrawn =
    ask.knownAt === null
      ? sql`(f.withdrawn_at is null or ${isOneOf(sql`f.id`, alsoIds)})`
      : sql`(f.withdrawn_at is null or f.withdrawn_at > ${ask.knownAt.toISOString()}::timestamptz)`
  return db.execute<KeptFactRow & Record<string, unknown>>(sql`
    select f.id, f.fact_table, f.holder_id, f.contract_id, f.project_id, f.content, f.occurred_on::text, f.evidence_id, f.source
    from subsidy_fact f where f.fact_table in (${sql.join(
      ask.tables.map(table => sql`${table}`),
      sql`, `,
    )}) and ${before(sql`f.recorded_at`, ask)} and ${before(knownSince, { knownAt: ask.knownSince ?? null })} and ${withdrawn} and ${own}
    order by ${knownSince}, f.id`)
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
  /** Region of the bureau that granted it. */
  payer: string | null
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
      (d.approved_at at time zone 'Asia/Shanghai')::date::text as granted_on, b.region_code as payer,
      d.trace -> 'limits' as limits
    from determination d join organisation b on b.id = d.bureau_id where ${stands} and ${amountFen} > 0 and ${before(sql`d.approved_at`, ask)} and ${own}
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
