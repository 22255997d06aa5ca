import { and, asc, desc, eq, inArray, ne, or, type SQL, sql } from 'drizzle-orm'
import type { ContractLine, ContractState } from '#domain/contract/contract.ts'
import type { Page, PageRequest } from '#domain/page.ts'
import type { RegistrationState } from '#domain/registration/registration.ts'
import type { Queryable, Transaction } from '../client.ts'
import { encodeCursor } from '../cursor.ts'
import { contract, contractLine } from '../schema/contract.ts'
import { registration } from '../schema/registration.ts'
import { afterCursor, type SortOrder } from './listing-page.ts'

export type ContractRow = typeof contract.$inferSelect

/** A contract with where it has been handed in for registration: that decides who may read it and what comes next. */
export interface ContractHead extends ContractRow {
  registrations: { registryId: string; state: RegistrationState }[]
}

const head = {
  contract,
  registrations: sql<ContractHead['registrations']>`coalesce((
    select json_agg(json_build_object('registryId', r.registry_id, 'state', r.state) order by r.created_at)
    from ${registration} r where r.contract_id = ${contract}.id), '[]'::json)`,
}

const toHead = (row: { contract: ContractRow; registrations: ContractHead['registrations'] }): ContractHead => ({
  ...row.contract,
  registrations: row.registrations,
})

export async function lockContract(tx: Transaction, id: string): Promise<ContractRow | null> {
  const [row] = await tx.select().from(contract).where(eq(contract.id, id)).for('update')
  return row ?? null
}

export async function listContractHeads(db: Queryable, ids: readonly string[]): Promise<ContractHead[]> {
  if (ids.length === 0) return []
  const rows = await db
    .select(head)
    .from(contract)
    .where(inArray(contract.id, [...ids]))
  return rows.map(toHead)
}

export async function findContractHead(db: Queryable, id: string): Promise<ContractHead | null> {
  const [row] = await listContractHeads(db, [id])
  return row ?? null
}

/** The parties of all contracts on each of these projects. */
export async function listPartiesOfProjects(
  db: Queryable,
  projectIds: readonly string[],
): Promise<{ projectId: string | null; buyerId: string; sellerId: string }[]> {
  if (projectIds.length === 0) return []
  return db
    .select({ projectId: contract.challengeId, buyerId: contract.buyerId, sellerId: contract.sellerId })
    .from(contract)
    .where(inArray(contract.challengeId, [...projectIds]))
}

/** Whose contracts: of a party, those handed in at a registry, or all. */
export type ContractScope =
  | { kind: 'party'; organisationId: string }
  | { kind: 'registry'; organisationId: string }
  | { kind: 'all' }

export interface ContractFilter {
  scope: ContractScope
  states?: readonly ContractState[] | null
  challengeId?: string | null
}

/** Condition on the contract table for what a scope may see. */
export function inScope(scope: ContractScope): SQL | undefined {
  if (scope.kind === 'all') return undefined
  if (scope.kind === 'party')
    return or(eq(contract.buyerId, scope.organisationId), eq(contract.sellerId, scope.organisationId))
  return sql`exists (select 1 from ${registration} r where r.contract_id = ${contract}.id and r.registry_id = ${scope.organisationId})`
}

const newest: SortOrder = { by: sql`${contract.createdAt}`, type: 'timestamptz', direction: 'desc' }

/** One page, newest first. */
export async function pageOfContracts(
  db: Queryable,
  filter: ContractFilter,
  page: PageRequest,
): Promise<Page<ContractHead>> {
  const rows = await db
    .select({ ...head, sortValue: sql<string>`${contract.createdAt}::text` })
    .from(contract)
    .where(
      and(
        inScope(filter.scope),
        filter.states?.length ? inArray(contract.state, [...filter.states]) : undefined,
        filter.challengeId ? eq(contract.challengeId, filter.challengeId) : undefined,
        afterCursor(newest, contract.id, page.after),
      ),
    )
    .orderBy(desc(contract.createdAt), desc(contract.id))
    .limit(page.first + 1)
  const items = rows.slice(0, page.first).map(row => ({
    item: toHead(row),
    cursor: encodeCursor({ value: row.sortValue, id: row.contract.id }),
  }))
  return { items, hasNextPage: rows.length > page.first }
}

export async function insertContract(tx: Transaction, row: typeof contract.$inferInsert): Promise<void> {
  await tx.insert(contract).values(row)
}

export async function updateContract(
  tx: Transaction,
  id: string,
  change: Partial<typeof contract.$inferInsert>,
): Promise<void> {
  await tx.update(contract).set(change).where(eq(contract.id, id))
}

/** Puts these lines in place of what is there. */
export async function replaceContractLines(
  tx: Transaction,
  contractId: string,
  lines: readonly ContractLine[],
): Promise<void> {
  await tx.delete(contractLine).where(eq(contractLine.contractId, contractId))
  if (lines.length > 0)
    await tx.insert(contractLine).values(lines.map((line, i) => ({ ...line, contractId, ordinal: i + 1 })))
}

export async function listContractLines(
  db: Queryable,
  contractIds: readonly string[],
): Promise<(ContractLine & { contractId: string })[]> {
  if (contractIds.length === 0) return []
  return db
    .select()
    .from(contractLine)
    .where(inArray(contractLine.contractId, [...contractIds]))
    .orderBy(asc(contractLine.contractId), asc(contractLine.ordinal))
}

/** The contract of a challenge that has not been terminated; the unique index allows one. */
export async function findContractOfChallenge(tx: Queryable, challengeId: string): Promise<ContractRow | null> {
  const [row] = await tx
    .select()
    .from(contract)
    .where(and(eq(contract.challengeId, challengeId), ne(contract.state, 'terminated')))
  return row ?? null
}
