/** What was spent of grants, and for what. */
import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Queryable, Transaction } from '../client.ts'
import { grantUse } from '../schema/grant-use.ts'
import { userAccount } from '../schema/identity.ts'
import { evidenceFile } from '../schema/record.ts'
import { determination } from '../schema/subsidy.ts'
import { type EvidenceCard, evidenceCard } from './evidence.ts'
import type { DeterminationRow } from './subsidy.ts'

export type GrantUseRow = typeof grantUse.$inferSelect
export type GrantUseView = GrantUseRow & { evidence: EvidenceCard; withdrawnByName: string | null }

export async function insertGrantUse(tx: Transaction, row: typeof grantUse.$inferInsert): Promise<void> {
  await tx.insert(grantUse).values(row)
}

export async function findGrantUse(db: Queryable, id: string): Promise<GrantUseRow | null> {
  const [row] = await db.select().from(grantUse).where(eq(grantUse.id, id))
  return row ?? null
}

export async function withdrawGrantUse(
  tx: Transaction,
  id: string,
  withdrawal: Required<Pick<typeof grantUse.$inferInsert, 'withdrawnBy' | 'withdrawnAt' | 'withdrawalReason'>>,
): Promise<void> {
  await tx.update(grantUse).set(withdrawal).where(eq(grantUse.id, id))
}

const withdrawer = alias(userAccount, 'withdrawer')

/** Of these determinations, withdrawn ones too; as they were recorded. */
export async function listGrantUses(db: Queryable, determinationIds: readonly string[]): Promise<GrantUseView[]> {
  if (determinationIds.length === 0) return []
  const rows = await db
    .select({ use: grantUse, evidence: evidenceCard, withdrawnByName: withdrawer.displayName })
    .from(grantUse)
    .innerJoin(evidenceFile, eq(evidenceFile.id, grantUse.evidenceId))
    .leftJoin(withdrawer, eq(withdrawer.id, grantUse.withdrawnBy))
    .where(inArray(grantUse.determinationId, [...determinationIds]))
    .orderBy(asc(grantUse.recordedAt), asc(grantUse.id))
  return rows.map(({ use, ...rest }) => ({ ...use, ...rest }))
}

export interface PaidScope {
  bureauId: string | null
  beneficiaryId: string | null
}

function inScope({ bureauId, beneficiaryId }: PaidScope) {
  return and(
    eq(determination.state, 'paid'),
    bureauId === null ? undefined : eq(determination.bureauId, bureauId),
    beneficiaryId === null ? undefined : eq(determination.beneficiaryId, beneficiaryId),
  )
}

/** By which rules of which versions something was paid. */
export async function listPaidRules(
  db: Queryable,
  scope: PaidScope,
): Promise<{ policyVersionId: string; rule: string }[]> {
  const { policyVersionId, rule } = determination
  return db.selectDistinct({ policyVersionId, rule }).from(determination).where(inScope(scope))
}

/** What was paid by rules of these versions and is not wholly back, the latest first; without explanations. */
export async function listPaid(db: Queryable, scope: PaidScope, policyVersionIds: readonly string[]) {
  if (policyVersionIds.length === 0) return []
  const { id, policyVersionId, rule, approvedFen, collectedFen, approvedAt, paidAt } = determination
  return db
    .select({ id, policyVersionId, rule, approvedFen, collectedFen, approvedAt, paidAt })
    .from(determination)
    .where(and(inScope(scope), inArray(policyVersionId, [...policyVersionIds])))
    .orderBy(desc(paidAt), desc(id))
}

/** What a condition on use is measured by. */
export type Paid = Pick<
  DeterminationRow,
  'id' | 'policyVersionId' | 'rule' | 'approvedFen' | 'collectedFen' | 'approvedAt' | 'paidAt'
>
