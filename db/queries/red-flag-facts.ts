/**
 * What red flags are looked for in: the contracts of a determination and their neighbourhood. Each function is one
 * statement, whatever the number of records; long lists of ids travel as one parameter.
 */
import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { openedBidStates } from '#domain/bid/bid.ts'
import type { Queryable } from '../client.ts'
import { bid } from '../schema/bid.ts'
import { challenge } from '../schema/challenge.ts'
import { contract, moneyFact, moneyFactReversal } from '../schema/contract.ts'
import { membership, organisation, userAccount } from '../schema/identity.ts'
import { payeeAccount } from '../schema/payout.ts'
import { evidenceFile } from '../schema/record.ts'
import { determination, policyVersion } from '../schema/subsidy.ts'

type Ids = readonly string[]

const listed = (ids: Ids) =>
  sql`(select value::uuid as value from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`
const among = (column: AnyPgColumn | SQL, ids: Ids) => sql`${column} in ${listed(ids)}`

const flagContract = {
  id: contract.id,
  title: contract.title,
  type: contract.type,
  buyerId: contract.buyerId,
  sellerId: contract.sellerId,
  contractAmountFen: contract.contractAmountFen,
  technologyAmountFen: contract.technologyAmountFen,
  signedOn: contract.signedOn,
  challengeId: contract.challengeId,
}

/** These contracts, and every living one that a party of theirs signed at most `days` before the first or after the last. */
export async function listContractsAround(db: Queryable, ids: Ids, days: number) {
  const own = sql`select buyer_id, seller_id, signed_on from contract where id in ${listed(ids)}`
  const parties = sql`(select buyer_id from (${own}) b union select seller_id from (${own}) s)`
  // One set of ids, so that both indexes on the parties are used and no table is read as a whole.
  const touching = sql`(select id from contract where buyer_id in ${parties} union select id from contract where seller_id in ${parties} union select value from ${listed(ids)} own)`
  const span = sql`between (select min(signed_on) from (${own}) f) - ${days}::int and (select max(signed_on) from (${own}) l) + ${days}::int`
  const isOwn = among(contract.id, ids)
  const isNear = sql`${contract.signedOn} ${span} and ${contract.state} in ('signed', 'performing', 'completed')`
  const rows = await db
    .select({ ...flagContract, isOwn: sql<boolean>`${isOwn}` })
    .from(contract)
    .where(and(sql`${contract.id} in ${touching}`, isNotNull(contract.signedOn), or(isOwn, isNear)))
    .orderBy(asc(contract.signedOn), asc(contract.id))
  return rows.map(row => ({ ...row, signedOn: row.signedOn ?? '' }))
}

/** The contracts of a project that are signed. */
export async function listContractIdsOfChallenge(db: Queryable, challengeId: string): Promise<string[]> {
  const rows = await db
    .select({ id: contract.id })
    .from(contract)
    .where(and(eq(contract.challengeId, challengeId), isNotNull(contract.signedOn)))
  return rows.map(({ id }) => id)
}

const flagMoney = {
  id: moneyFact.id,
  contractId: moneyFact.contractId,
  kind: moneyFact.kind,
  amountFen: moneyFact.amountFen,
  occurredOn: moneyFact.occurredOn,
  evidenceName: evidenceFile.name,
  sha256: evidenceFile.sha256,
}

/** A fact that was reversed moved no money, but its document was used all the same. */
const stands = sql`not exists (select 1 from ${moneyFactReversal} r where r.money_fact_id = ${moneyFact.id})`

/** The money facts of contracts that stand, each with the document that proves it. */
export async function listMoneyOf(db: Queryable, contractIds: Ids) {
  return db
    .select(flagMoney)
    .from(moneyFact)
    .innerJoin(evidenceFile, eq(evidenceFile.id, moneyFact.evidenceId))
    .where(and(among(moneyFact.contractId, contractIds), stands))
    .orderBy(asc(moneyFact.occurredOn), asc(moneyFact.id))
}

/** Money facts of any contract that are proved by a document with one of these digests. */
export async function listMoneyByDigest(db: Queryable, digests: readonly string[]) {
  const these = sql`(select value from jsonb_array_elements_text(${JSON.stringify(digests)}::jsonb))`
  return (
    db
      .select({ ...flagMoney, contractTitle: contract.title })
      .from(evidenceFile)
      // By the contract first: it has the index.
      .innerJoin(
        moneyFact,
        and(eq(moneyFact.contractId, evidenceFile.subjectId), eq(moneyFact.evidenceId, evidenceFile.id)),
      )
      .innerJoin(contract, eq(contract.id, moneyFact.contractId))
      .where(and(eq(evidenceFile.subjectKind, 'contract'), sql`${evidenceFile.sha256} in ${these}`))
      .orderBy(asc(moneyFact.occurredOn), asc(moneyFact.id))
  )
}

export async function listPartyCards(db: Queryable, ids: Ids) {
  const { id, name, creditCode } = organisation
  return db.select({ id, name, creditCode }).from(organisation).where(among(organisation.id, ids)).orderBy(asc(id))
}

/** Who belongs to organisations, or belonged to them within so many years. */
export async function listMembersOf(db: Queryable, ids: Ids, years: number) {
  const isRecent = gt(membership.endedAt, sql`clock_timestamp() - make_interval(years => ${years}::int)`)
  return db
    .selectDistinct({
      organisationId: membership.organisationId,
      userId: membership.userId,
      name: userAccount.displayName,
    })
    .from(membership)
    .innerJoin(userAccount, eq(userAccount.id, membership.userId))
    .where(
      and(
        among(membership.organisationId, ids),
        isNotNull(membership.acceptedAt),
        or(isNull(membership.endedAt), isRecent),
      ),
    )
    .orderBy(asc(membership.organisationId), asc(membership.userId))
}

export interface ContactRow {
  organisationId: string
  listingId: string
  listingTitle: string
  phone: string
  email: string
}

/** How organisations let themselves be reached: each phone number and address once, with the first listing that says so. */
export async function listContactsOf(db: Queryable, ids: Ids): Promise<ContactRow[]> {
  const of = (table: string, title: string) =>
    sql`select organisation_id, id, ${sql.raw(title)} as title, contact from ${sql.raw(table)} where organisation_id in ${listed(ids)}`
  const rows = await db.execute<{ [column in keyof ContactRow]: string }>(sql`
    select distinct on (organisation_id, phone, email)
      organisation_id as "organisationId", id as "listingId", title as "listingTitle", phone, email
    from (
      select *, coalesce(contact->>'phone', '') as phone, coalesce(contact->>'email', '') as email from (
        ${of('demand', 'title')} union all ${of('achievement', 'title')} union all ${of('expert', 'name')}
      ) listing
    ) reached
    where phone <> '' or email <> ''
    order by organisation_id, phone, email, id`)
  return [...rows]
}

/** Accounts that organisations want their subsidies on, each with one determination that it was given for. */
export async function listAccountsOf(db: Queryable, ids: Ids) {
  return db
    .selectDistinctOn([determination.beneficiaryId, payeeAccount.accountNumber], {
      organisationId: determination.beneficiaryId,
      number: payeeAccount.accountNumber,
      determinationId: determination.id,
    })
    .from(payeeAccount)
    .innerJoin(determination, eq(determination.id, payeeAccount.determinationId))
    .where(among(determination.beneficiaryId, ids))
    .orderBy(determination.beneficiaryId, payeeAccount.accountNumber, determination.id)
}

/** Challenges whose bids have been opened, with these bids. */
export async function listOpenedChallenges(db: Queryable, ids: Ids) {
  return db
    .select({
      challenge,
      bid: { id: bid.id, organisationId: bid.organisationId, priceFen: bid.priceFen, plan: bid.plan },
      bidderName: organisation.name,
    })
    .from(challenge)
    .innerJoin(bid, and(eq(bid.challengeId, challenge.id), inArray(bid.state, [...openedBidStates])))
    .innerJoin(organisation, eq(organisation.id, bid.organisationId))
    .where(among(challenge.id, ids))
    .orderBy(asc(challenge.id), asc(bid.id))
}

/** What a contract says of its work: the plan of the bid that won, and its lines. */
const textColumns = {
  id: contract.id,
  title: contract.title,
  signedOn: contract.signedOn,
  buyerId: contract.buyerId,
  sellerId: contract.sellerId,
  challengeId: contract.challengeId,
  plan: bid.plan,
  lines: sql<string>`(select coalesce(string_agg(l.description, E'\n' order by l.ordinal), '') from contract_line l where l.contract_id = "contract"."id")`,
  problem: challenge.problem,
  conditions: challenge.conditions,
}

const textsOf = (db: Queryable) =>
  db
    .select(textColumns)
    .from(contract)
    .leftJoin(bid, eq(bid.id, contract.bidId))
    .leftJoin(challenge, eq(challenge.id, contract.challengeId))

export async function listTextsOf(db: Queryable, contractIds: Ids) {
  return textsOf(db).where(among(contract.id, contractIds)).orderBy(asc(contract.signedOn), asc(contract.id))
}

/**
 * Texts of other contracts in the same fields of technology that came out of a bid, signed at most `days` before the
 * first of these or after the last: the newest `limit`.
 */
export async function listTextsAround(
  db: Queryable,
  contractIds: Ids,
  { days, limit }: { days: number; limit: number },
) {
  const own = sql`select field, signed_on from contract where id in ${listed(contractIds)}`
  return textsOf(db)
    .where(
      and(
        // Whatever came out of a bid came out of a challenge, which has an index.
        isNotNull(contract.challengeId),
        sql`${contract.state} in ('signed', 'performing', 'completed')`,
        sql`not ${among(contract.id, contractIds)}`,
        sql`${contract.field} in (select field from (${own}) f)`,
        sql`${contract.signedOn} between (select min(signed_on) from (${own}) a) - ${days}::int and (select max(signed_on) from (${own}) z) + ${days}::int`,
      ),
    )
    .orderBy(desc(contract.signedOn), asc(contract.id))
    .limit(limit)
}

export interface OverlapQuestion {
  determinationId: string
  /** Whose determinations are looked at: parties of the contracts. */
  beneficiaryIds: Ids
  recordIds: Ids
  contractIds: Ids
  states: readonly (typeof determination.$inferSelect)['state'][]
}

/** Determinations in these states that count one of the records, or a record of one of the contracts; with just those. */
export async function listOverlapping(db: Queryable, question: OverlapQuestion) {
  const texts = (ids: Ids) => sql`(select value from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`
  const used = sql<{ record: string; contractId: string | null }[] | null>`(
    select jsonb_agg(distinct jsonb_build_object('record', i.record, 'contractId', i.contract_id))
    from inputs_of(${determination.trace}) i
    where i.is_used and (i.record in ${texts(question.recordIds)} or i.contract_id in ${texts(question.contractIds)}))`
  const rows = await db
    .select({
      determinationId: determination.id,
      policyVersionId: determination.policyVersionId,
      policyId: policyVersion.policyId,
      policyTitle: policyVersion.title,
      rule: determination.rule,
      ruleTitle: sql<string>`${determination.trace}->>'title'`,
      beneficiaryId: determination.beneficiaryId,
      subjectId: determination.subjectId,
      window: determination.window,
      state: determination.state,
      ceilingFen: determination.ceilingFen,
      used,
    })
    .from(determination)
    .innerJoin(policyVersion, eq(policyVersion.id, determination.policyVersionId))
    .where(
      and(
        among(determination.beneficiaryId, question.beneficiaryIds),
        ne(determination.id, question.determinationId),
        inArray(determination.state, [...question.states]),
      ),
    )
    .orderBy(asc(determination.computedAt), asc(determination.id))
  return rows.flatMap(row => (row.used ? [{ ...row, used: row.used }] : []))
}
