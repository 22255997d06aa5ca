/** Facts that bureaus keep, as they are recorded, withdrawn and looked at. As rules read them: register-facts.ts. */
import { and, desc, eq, ilike, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Page, PageRequest } from '#domain/page.ts'
import { regionPrefix } from '#domain/region.ts'
import type { KeptTable } from '#domain/subsidy/facts/kept-fields.ts'
import type { Queryable, Transaction } from '../client.ts'
import { encodeCursor } from '../cursor.ts'
import { challenge } from '../schema/challenge.ts'
import { contract } from '../schema/contract.ts'
import { organisation, userAccount } from '../schema/identity.ts'
import { evidenceFile } from '../schema/record.ts'
import { determination } from '../schema/subsidy.ts'
import { subsidyFact } from '../schema/subsidy-fact.ts'
import { idsOfGranted } from './clawback.ts'
import { namesContract, namesContractWhere, namesRecord } from './determination-input.ts'
import { type EvidenceCard, evidenceCard } from './evidence.ts'
import { afterCursor, type SortOrder, textArray } from './listing-page.ts'

export type SubsidyFactRow = typeof subsidyFact.$inferSelect & { factTable: KeptTable }
export type NewSubsidyFact = typeof subsidyFact.$inferInsert

/** Stores those that are not kept already; gives back the ids of what was stored. */
export async function insertKeptFacts(tx: Transaction, rows: readonly NewSubsidyFact[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  const stored = await tx
    .insert(subsidyFact)
    .values([...rows])
    .onConflictDoNothing()
    .returning({ id: subsidyFact.id })
  return new Set(stored.map(({ id }) => id))
}

export async function lockKeptFact(tx: Transaction, id: string): Promise<SubsidyFactRow | null> {
  const [row] = await tx.select().from(subsidyFact).where(eq(subsidyFact.id, id)).for('update')
  return (row as SubsidyFactRow | undefined) ?? null
}

/** Of each contract, locked, what it is worth and what stands kept as income of it, in 分. */
export async function lockIncomeSums(
  tx: Transaction,
  contractIds: readonly string[],
): Promise<{ contractId: string; contractAmountFen: bigint; keptFen: bigint }[]> {
  if (contractIds.length === 0) return []
  const rows = await tx
    .select({ contractId: contract.id, contractAmountFen: contract.contractAmountFen })
    .from(contract)
    .where(inArray(contract.id, [...contractIds]))
    .orderBy(contract.id)
    .for('update')
  const t = subsidyFact
  const stands = sql`${t.factTable} = 'incomes' and ${t.withdrawnAt} is null and ${t.content} ->> 'reversedOn' is null`
  const kept = await tx
    .select({ contractId: t.contractId, sum: sql<string>`sum((${t.content} ->> 'incomeFen')::bigint)::text` })
    .from(t)
    .where(and(stands, inArray(t.contractId, [...contractIds])))
    .groupBy(t.contractId)
  const sums = new Map(kept.map(({ contractId, sum }) => [contractId, BigInt(sum)]))
  return rows.map(row => ({ ...row, keptFen: sums.get(row.contractId) ?? 0n }))
}

export async function withdrawKeptFact(
  tx: Transaction,
  id: string,
  withdrawal: { withdrawnBy: string; withdrawnAt: Date; withdrawalReason: string },
): Promise<void> {
  await tx.update(subsidyFact).set(withdrawal).where(eq(subsidyFact.id, id))
}

const bureau = alias(organisation, 'bureau')
const recorder = alias(userAccount, 'recorder')
const withdrawer = alias(userAccount, 'withdrawer')

/** Who it is about: its unit, or the parties and registries of its contract, or who posted its project; and who keeps it. */
const isPlaceOf = sql`(
  o.id in (${subsidyFact.bureauId}, ${subsidyFact.holderId}, ${contract.buyerId}, ${contract.sellerId}, ${challenge.posterId})
  or o.id in (select g.registry_id from registration g where g.contract_id = ${subsidyFact.contractId})
)`

const view = {
  fact: subsidyFact,
  regions: sql<string[]>`array(select o.region_code from organisation o where ${isPlaceOf})`,
  holderName: organisation.name,
  contractTitle: contract.title,
  buyerId: contract.buyerId,
  sellerId: contract.sellerId,
  projectTitle: challenge.title,
  bureauName: bureau.name,
  recordedByName: recorder.displayName,
  withdrawnByName: withdrawer.displayName,
  evidence: evidenceCard,
}

/** A fact with the names of what it is about, and the document that proves it. */
export interface SubsidyFactView extends SubsidyFactRow {
  /** GB/T 2260 codes: where those sit whom it is about, and who keeps it. */
  regions: string[]
  holderName: string | null
  contractTitle: string | null
  /** Of its contract. */
  buyerId: string | null
  sellerId: string | null
  projectTitle: string | null
  bureauName: string
  recordedByName: string
  withdrawnByName: string | null
  evidence: EvidenceCard | null
}

type ViewRow = Omit<SubsidyFactView, keyof SubsidyFactRow> & { fact: typeof subsidyFact.$inferSelect }
const toView = ({ fact, evidence, ...rest }: ViewRow): SubsidyFactView => ({
  ...(fact as SubsidyFactRow),
  ...rest,
  evidence: evidence?.id ? evidence : null,
})

const newest: SortOrder = { by: sql`${subsidyFact.recordedAt}`, type: 'timestamptz', direction: 'desc' }

function views(db: Queryable, where: SQL | undefined, limit: number) {
  return db
    .select({ ...view, sortValue: sql<string>`${subsidyFact.recordedAt}::text` })
    .from(subsidyFact)
    .innerJoin(bureau, eq(bureau.id, subsidyFact.bureauId))
    .innerJoin(recorder, eq(recorder.id, subsidyFact.recordedBy))
    .leftJoin(withdrawer, eq(withdrawer.id, subsidyFact.withdrawnBy))
    .leftJoin(organisation, eq(organisation.id, subsidyFact.holderId))
    .leftJoin(contract, eq(contract.id, subsidyFact.contractId))
    .leftJoin(challenge, eq(challenge.id, subsidyFact.projectId))
    .leftJoin(evidenceFile, eq(evidenceFile.id, subsidyFact.evidenceId))
    .where(where)
    .orderBy(desc(subsidyFact.recordedAt), desc(subsidyFact.id))
    .limit(limit)
}

export async function findKeptFact(db: Queryable, id: string): Promise<SubsidyFactView | null> {
  const [row] = await views(db, eq(subsidyFact.id, id), 1)
  return row ? toView(row) : null
}

export interface KeptFactFilter {
  table: KeptTable | null
  /** In the name of the unit, or the title of the contract or project. */
  search: string
  /** Only what this bureau recorded. */
  bureauId: string | null
  /** Only what is about this organisation, or a contract of its. */
  partyId: string | null
  /** Only what lies in this region (`regions` of the view), or below. */
  regionCode: string | null
  isStandingOnly: boolean
}

function contains(search: string): SQL | undefined {
  const words = `%${search.replace(/[\\%_]/g, sign => `\\${sign}`)}%`
  return or(ilike(organisation.name, words), ilike(contract.title, words), ilike(challenge.title, words))
}

function isWithin(regionCode: string): SQL {
  const below = `${regionPrefix(regionCode) ?? regionCode}%`
  return sql`exists (select from organisation o where o.region_code like ${below} and ${isPlaceOf})`
}

/** One page, newest first. */
export async function pageOfKeptFacts(
  db: Queryable,
  { table, search, bureauId, partyId, regionCode, isStandingOnly }: KeptFactFilter,
  page: PageRequest,
): Promise<Page<SubsidyFactView>> {
  const where = and(
    table === null ? undefined : eq(subsidyFact.factTable, table),
    search === '' ? undefined : contains(search),
    bureauId === null ? undefined : eq(subsidyFact.bureauId, bureauId),
    partyId === null
      ? undefined
      : or(eq(subsidyFact.holderId, partyId), eq(contract.buyerId, partyId), eq(contract.sellerId, partyId)),
    regionCode === null ? undefined : isWithin(regionCode),
    isStandingOnly ? isNull(subsidyFact.withdrawnAt) : undefined,
    afterCursor(newest, subsidyFact.id, page.after),
  )
  const rows = await views(db, where, page.first + 1)
  const items = rows.slice(0, page.first).map(({ sortValue, ...row }) => ({
    item: toView(row),
    cursor: encodeCursor({ value: sortValue, id: row.fact.id }),
  }))
  return { items, hasNextPage: rows.length > page.first }
}

/** What a word of a fact may name. */
export type ReferenceNoun = 'organisations' | 'persons' | 'achievements' | 'projects' | 'contracts'

export interface ReferenceRow {
  noun: ReferenceNoun
  word: string
  id: string
  name: string
  /** The organisation it stands under, or is. */
  owner_id: string | null
}

/**
 * What these words name: an id of any noun, the name or credit code of a unit, the registration number or title of a
 * contract, the title of a project, the name of a kept person or achievement. One statement; each branch by equality.
 */
export async function findReferences(db: Queryable, words: readonly string[]): Promise<ReferenceRow[]> {
  if (words.length === 0) return []
  const kept = (word: SQL) => sql`
    select f.fact_table, ${word}, f.id, f.content ->> 'name', f.holder_id from asked a
    join subsidy_fact f on ${word} = a.word where f.fact_table in ('persons', 'achievements') and f.withdrawn_at is null`
  return db.execute<ReferenceRow & Record<string, unknown>>(sql`
    with asked as (select unnest(${textArray(words)}) as word)
    select 'organisations' as noun, a.word, o.id, o.name, o.id as owner_id from asked a join organisation o on o.id::text = a.word
    union select 'organisations', a.word, o.id, o.name, o.id from asked a join organisation o on o.name = a.word
    union select 'organisations', a.word, o.id, o.name, o.id from asked a join organisation o on o.credit_code = a.word
    union select 'contracts', a.word, c.id, c.title, null from asked a join contract c on c.id::text = a.word
    union select 'contracts', a.word, c.id, c.title, null from asked a join contract c on c.title = a.word
    union select 'contracts', a.word, c.id, c.title, null from asked a join registration g on g.number = a.word join contract c on c.id = g.contract_id
    union select 'projects', a.word, h.id, h.title, null from asked a join challenge h on h.id::text = a.word
    union select 'projects', a.word, h.id, h.title, null from asked a join challenge h on h.title = a.word
    union ${kept(sql`f.id::text`)}
    union ${kept(sql`f.content ->> 'name'`)}`)
}

/**
 * Grants that may stand on a fact: those whose explanation names it, and those of whom or what it is about. A fact that
 * a condition reads is not among the records of an explanation, so who may be concerned is looked at as well.
 */
export async function listGrantsNearFact(
  db: Queryable,
  fact: Pick<SubsidyFactRow, 'id' | 'holderId' | 'contractId' | 'projectId'>,
): Promise<{ id: string; isNamed: boolean }[]> {
  const { id, holderId, contractId, projectId } = fact
  const ofHolder =
    holderId === null
      ? undefined
      : or(
          eq(determination.beneficiaryId, holderId),
          namesContractWhere(sql`(c.buyer_id = ${holderId} or c.seller_id = ${holderId})`),
        )
  const ofContract = contractId === null ? undefined : namesContract(contractId)
  const ofProject =
    projectId === null
      ? undefined
      : or(eq(determination.subjectId, projectId), namesContractWhere(sql`c.challenge_id = ${projectId}`))
  const named = new Set(await idsOfGranted(db, namesRecord(id)))
  const near = await idsOfGranted(db, or(namesRecord(id), ofHolder, ofContract, ofProject))
  return near.map(one => ({ id: one, isNamed: named.has(one) }))
}
