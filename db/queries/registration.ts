import { and, desc, eq, inArray, notInArray, type SQL, sql } from 'drizzle-orm'
import type { Page, PageRequest } from '#domain/page.ts'
import type { RegistrationState } from '#domain/registration/registration.ts'
import type { Queryable, Transaction } from '../client.ts'
import { encodeCursor } from '../cursor.ts'
import { contract } from '../schema/contract.ts'
import { lifecycleEvent } from '../schema/record.ts'
import { registration, registrationCounter } from '../schema/registration.ts'
import { type ContractRow, type ContractScope, inScope } from './contract.ts'
import { afterCursor, type SortOrder } from './listing-page.ts'

export type RegistrationRow = typeof registration.$inferSelect

/** A registration with its contract and the latest reason somebody gave for a step: what must be corrected, why refused. */
export interface RegistrationHead extends RegistrationRow {
  contract: ContractRow
  latestReason: string | null
}

const head = {
  registration,
  contract,
  latestReason: sql<string | null>`(
    select e.reason from ${lifecycleEvent} e
    where e.subject_kind = 'registration' and e.subject_id = ${registration}.id and e.reason <> ''
    order by e.at desc, e.id desc limit 1)`,
}

const toHead = (row: {
  registration: RegistrationRow
  contract: ContractRow
  latestReason: string | null
}): RegistrationHead => ({ ...row.registration, contract: row.contract, latestReason: row.latestReason })

function heads(db: Queryable, where: SQL | undefined) {
  return db.select(head).from(registration).innerJoin(contract, eq(contract.id, registration.contractId)).where(where)
}

export async function findRegistrationHead(db: Queryable, id: string): Promise<RegistrationHead | null> {
  const [row] = await heads(db, eq(registration.id, id))
  return row ? toHead(row) : null
}

/** All of these contracts, oldest first. */
export async function listRegistrationsOfContracts(
  db: Queryable,
  contractIds: readonly string[],
): Promise<RegistrationHead[]> {
  if (contractIds.length === 0) return []
  const rows = await heads(db, inArray(registration.contractId, [...contractIds])).orderBy(registration.createdAt)
  return rows.map(toHead)
}

/** Locks the registration; its contract is read with it, since a signed contract no longer changes. */
export async function lockRegistration(tx: Transaction, id: string): Promise<RegistrationHead | null> {
  const [locked] = await tx
    .select({ id: registration.id })
    .from(registration)
    .where(eq(registration.id, id))
    .for('update')
  return locked ? findRegistrationHead(tx, id) : null
}

const over: RegistrationState[] = ['refused', 'deregistered', 'revoked']

/** The one registration of a contract that is under way or in force, locked. */
export async function lockLiveRegistration(tx: Transaction, contractId: string): Promise<RegistrationRow | null> {
  const [row] = await tx
    .select()
    .from(registration)
    .where(and(eq(registration.contractId, contractId), notInArray(registration.state, over)))
    .for('update')
  return row ?? null
}

export async function insertRegistration(tx: Transaction, row: typeof registration.$inferInsert): Promise<void> {
  await tx.insert(registration).values(row)
}

export async function updateRegistration(
  tx: Transaction,
  id: string,
  change: Partial<typeof registration.$inferInsert>,
): Promise<void> {
  await tx.update(registration).set(change).where(eq(registration.id, id))
}

/**
 * The next number of a registry in a year. The counter's row stays locked until the transaction ends, and a rollback
 * gives the number back: that is what makes the sequence gapless.
 */
export async function takeRegistrationNumber(tx: Transaction, registryId: string, year: number): Promise<number> {
  const [row] = await tx
    .insert(registrationCounter)
    .values({ registryId, year, lastNumber: 1 })
    .onConflictDoUpdate({
      target: [registrationCounter.registryId, registrationCounter.year],
      set: { lastNumber: sql`${registrationCounter.lastNumber} + 1` },
    })
    .returning({ number: registrationCounter.lastNumber })
  if (!row) throw new Error(`registry ${registryId} has no counter for ${year}`)
  return row.number
}

/** The registration that bears this number and this code; the two together, never one alone. */
export async function findRegistrationByCertificate(
  db: Queryable,
  certificate: { number: string; verificationCode: string },
): Promise<RegistrationHead | null> {
  const [row] = await heads(
    db,
    and(
      eq(registration.number, certificate.number),
      eq(registration.verificationCode, certificate.verificationCode),
      inArray(registration.state, ['registered', 'deregistered', 'revoked']),
    ),
  )
  return row ? toHead(row) : null
}

export interface RegistrationFilter {
  scope: ContractScope
  states?: readonly RegistrationState[] | null
}

const newest: SortOrder = { by: sql`${registration.createdAt}`, type: 'timestamptz', direction: 'desc' }

/** One page, newest first. */
export async function pageOfRegistrations(
  db: Queryable,
  filter: RegistrationFilter,
  page: PageRequest,
): Promise<Page<RegistrationHead>> {
  const { scope } = filter
  const rows = await db
    .select({ ...head, sortValue: sql<string>`${registration.createdAt}::text` })
    .from(registration)
    .innerJoin(contract, eq(contract.id, registration.contractId))
    .where(
      and(
        scope.kind === 'registry' ? eq(registration.registryId, scope.organisationId) : inScope(scope),
        filter.states?.length ? inArray(registration.state, [...filter.states]) : undefined,
        afterCursor(newest, registration.id, page.after),
      ),
    )
    .orderBy(desc(registration.createdAt), desc(registration.id))
    .limit(page.first + 1)
  const items = rows.slice(0, page.first).map(row => ({
    item: toHead(row),
    cursor: encodeCursor({ value: row.sortValue, id: row.registration.id }),
  }))
  return { items, hasNextPage: rows.length > page.first }
}
