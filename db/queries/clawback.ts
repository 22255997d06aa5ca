/** Claw-backs, and which grants stand on a record that fell away. */
import { and, asc, desc, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Page, PageRequest } from '#domain/page.ts'
import type { Queryable, Transaction } from '../client.ts'
import { encodeCursor } from '../cursor.ts'
import { moneyFact, moneyFactReversal } from '../schema/contract.ts'
import { integrityRecord } from '../schema/integrity.ts'
import { registration } from '../schema/registration.ts'
import { clawback, determination } from '../schema/subsidy.ts'
import { namesContract } from './determination-input.ts'
import { afterCursor, type SortOrder } from './listing-page.ts'
import { bureauRegion, type DeterminationRow } from './subsidy.ts'

export type ClawbackRow = typeof clawback.$inferSelect

/** With what its readers and its collector need of the determination. */
export type ClawbackView = ClawbackRow & Pick<DeterminationRow, 'beneficiaryId' | 'bureauId' | 'bureauRegion'>

/** Also what may be approved this very moment: whoever locks it then waits for that approval, and sees it. */
const grantedOrNext = inArray(determination.state, ['reviewed', 'approved', 'paid'])

/** Of grants that stand, and of figures that come next; whoever locks them looks at their state again. */
export async function idsOfGranted(db: Queryable, where: SQL | undefined): Promise<string[]> {
  const rows = await db.select({ id: determination.id }).from(determination).where(and(grantedOrNext, where))
  return rows.map(({ id }) => id)
}

/** Grants whose explanation looks at this contract, or at anything that is part of it. */
export async function listGrantsOnContract(db: Queryable, contractId: string): Promise<string[]> {
  return idsOfGranted(db, namesContract(contractId))
}

export async function findContractOfRegistration(db: Queryable, registrationId: string): Promise<string | null> {
  const [row] = await db
    .select({ contractId: registration.contractId })
    .from(registration)
    .where(eq(registration.id, registrationId))
  return row?.contractId ?? null
}

export async function findContractOfReversal(db: Queryable, reversalId: string): Promise<string | null> {
  const [row] = await db
    .select({ contractId: moneyFact.contractId })
    .from(moneyFactReversal)
    .innerJoin(moneyFact, eq(moneyFact.id, moneyFactReversal.moneyFactId))
    .where(eq(moneyFactReversal.id, reversalId))
  return row?.contractId ?? null
}

/** Figures of a rule in a window; null: in any. */
export interface RuleInWindow {
  policyId: string
  rule: string
  window: string | null
}

export async function listGrantsByRules(db: Queryable, rules: readonly RuleInWindow[]): Promise<string[]> {
  if (rules.length === 0) return []
  const isOneOf = rules.map(({ policyId, rule, window }) =>
    and(
      eq(determination.policyId, policyId),
      eq(determination.rule, rule),
      window === null ? undefined : eq(determination.window, window),
    ),
  )
  return idsOfGranted(db, or(...isOneOf))
}

/**
 * The grant that an integrity record is about; without one, all that the organisation holds from the bureau. None of a
 * record that was repaired or revoked.
 */
export async function listGrantsOnIntegrity(db: Queryable, recordId: string): Promise<string[]> {
  const [row] = await db.select().from(integrityRecord).where(eq(integrityRecord.id, recordId))
  if (!row || row.repairedOn !== null || row.revokedOn !== null) return []
  if (row.determinationId !== null) return idsOfGranted(db, eq(determination.id, row.determinationId))
  return idsOfGranted(
    db,
    and(eq(determination.beneficiaryId, row.organisationId), eq(determination.bureauId, row.bureauId)),
  )
}

/** What an entitlement is, whoever determines it. */
export const entitlementColumns = ['policyId', 'rule', 'subjectKind', 'subjectId', 'window'] as const

/** Of the same entitlements as these figures: what is granted, or may be next, whoever determined it. */
export async function listGrantsBeside(db: Queryable, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const beside = alias(determination, 'beside')
  const rows = await db
    .selectDistinct({ id: determination.id })
    .from(beside)
    .innerJoin(determination, and(...entitlementColumns.map(column => eq(determination[column], beside[column]))))
    .where(and(inArray(beside.id, [...ids]), grantedOrNext))
  return rows.map(({ id }) => id)
}

/** What was raised on each of these determinations and not cancelled, collected or not, in 分. */
export async function sumClawbacks(db: Queryable, ids: readonly string[]): Promise<Map<string, bigint>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: clawback.determinationId, sum: sql<string>`sum(${clawback.amountFen})::text` })
    .from(clawback)
    .where(and(inArray(clawback.determinationId, [...ids]), isNull(clawback.cancelledAt)))
    .groupBy(clawback.determinationId)
  return new Map(rows.map(({ id, sum }) => [id, BigInt(sum)]))
}

/** Stores a claw-back; false when this cause has raised it before. */
export async function insertClawback(tx: Transaction, row: typeof clawback.$inferInsert): Promise<boolean> {
  const rows = await tx
    .insert(clawback)
    .values(row)
    .onConflictDoNothing({ target: [clawback.determinationId, clawback.reason, clawback.causeId] })
    .returning({ id: clawback.id })
  return rows.length > 0
}

const isOpen = and(isNull(clawback.collectedAt), isNull(clawback.cancelledAt))

/** Neither collected nor cancelled, of what an integrity record raised. */
const isOpenOnRecord = (recordId: string) =>
  and(eq(clawback.reason, 'integrity_record'), eq(clawback.causeId, recordId), isOpen)

export async function listOpenClawbacksOn(db: Queryable, recordId: string): Promise<ClawbackRow[]> {
  return db.select().from(clawback).where(isOpenOnRecord(recordId))
}

/** In the order of their ids; whoever locks them has locked their determinations. */
export async function lockOpenClawbacksOn(tx: Transaction, recordId: string): Promise<ClawbackRow[]> {
  return tx.select().from(clawback).where(isOpenOnRecord(recordId)).orderBy(clawback.id).for('update')
}

export async function cancelClawbacks(
  tx: Transaction,
  ids: readonly string[],
  cancelled: { cancelledBy: string; cancelledAt: Date },
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .update(clawback)
    .set(cancelled)
    .where(inArray(clawback.id, [...ids]))
}

export async function lockClawback(tx: Transaction, id: string): Promise<ClawbackRow | null> {
  const [row] = await tx.select().from(clawback).where(eq(clawback.id, id)).for('update')
  return row ?? null
}

export async function updateClawback(tx: Transaction, id: string, change: Partial<ClawbackRow>): Promise<void> {
  await tx.update(clawback).set(change).where(eq(clawback.id, id))
}

const { beneficiaryId, bureauId } = determination
const view = { clawback, beneficiaryId, bureauId, bureauRegion }

export async function findClawback(db: Queryable, id: string): Promise<ClawbackView | null> {
  const [row] = await db
    .select(view)
    .from(clawback)
    .innerJoin(determination, eq(determination.id, clawback.determinationId))
    .where(eq(clawback.id, id))
  if (!row) return null
  const { clawback: found, ...rest } = row
  return { ...found, ...rest }
}

export async function listClawbacksOf(db: Queryable, determinationIds: readonly string[]): Promise<ClawbackRow[]> {
  if (determinationIds.length === 0) return []
  return db
    .select()
    .from(clawback)
    .where(inArray(clawback.determinationId, [...determinationIds]))
    .orderBy(asc(clawback.raisedAt), asc(clawback.id))
}

export interface ClawbackFilter {
  bureauId?: string | null
  beneficiaryId?: string | null
  isOpenOnly: boolean
}

const newest: SortOrder = { by: sql`${clawback.raisedAt}`, type: 'timestamptz', direction: 'desc' }

/** One page, newest first. */
export async function pageOfClawbacks(
  db: Queryable,
  filter: ClawbackFilter,
  page: PageRequest,
): Promise<Page<ClawbackView>> {
  const rows = await db
    .select({ ...view, sortValue: sql<string>`${clawback.raisedAt}::text` })
    .from(clawback)
    .innerJoin(determination, eq(determination.id, clawback.determinationId))
    .where(
      and(
        filter.bureauId ? eq(determination.bureauId, filter.bureauId) : undefined,
        filter.beneficiaryId ? eq(determination.beneficiaryId, filter.beneficiaryId) : undefined,
        filter.isOpenOnly ? isOpen : undefined,
        afterCursor(newest, clawback.id, page.after),
      ),
    )
    .orderBy(desc(clawback.raisedAt), desc(clawback.id))
    .limit(page.first + 1)
  const items = rows.slice(0, page.first).map(({ clawback: row, sortValue, ...rest }) => ({
    item: { ...row, ...rest },
    cursor: encodeCursor({ value: sortValue, id: row.id }),
  }))
  return { items, hasNextPage: rows.length > page.first }
}
