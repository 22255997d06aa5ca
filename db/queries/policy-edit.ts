/** Working copies of policies. */
import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { PolicyEditState } from '#domain/subsidy/editor/policy-edit.ts'
import type { Queryable, Transaction } from '../client.ts'
import { userAccount } from '../schema/identity.ts'
import { policyEdit } from '../schema/policy-edit.ts'

const t = policyEdit

export type PolicyEditRow = typeof policyEdit.$inferSelect
export type NewPolicyEdit = typeof policyEdit.$inferInsert

/** With the names of the people. */
export interface NamedPolicyEdit extends PolicyEditRow {
  authorName: string
  reviewerName: string | null
}

const name = (userId: typeof t.authorId | typeof t.reviewerId) =>
  sql<string>`(select ${userAccount.displayName} from ${userAccount} where ${userAccount.id} = ${userId})`
const named = { row: t, authorName: name(t.authorId), reviewerName: name(t.reviewerId) }

export async function insertPolicyEdit(tx: Transaction, row: NewPolicyEdit): Promise<void> {
  await tx.insert(t).values(row)
}

export async function lockPolicyEdit(tx: Transaction, id: string): Promise<PolicyEditRow | null> {
  const [row] = await tx.select().from(t).where(eq(t.id, id)).for('update')
  return row ?? null
}

export async function updatePolicyEdit(tx: Transaction, id: string, change: Partial<NewPolicyEdit>): Promise<void> {
  await tx.update(t).set(change).where(eq(t.id, id))
}

export async function findPolicyEdit(db: Queryable, id: string): Promise<NamedPolicyEdit | null> {
  const [found] = await db.select(named).from(t).where(eq(t.id, id))
  return found ? { ...found.row, authorName: found.authorName, reviewerName: found.reviewerName } : null
}

/** Copies of a bureau, the one saved last first; at most `limit`. */
export async function listPolicyEdits(
  db: Queryable,
  { bureauId, states, limit }: { bureauId: string; states: readonly PolicyEditState[]; limit: number },
): Promise<NamedPolicyEdit[]> {
  const rows = await db
    .select(named)
    .from(t)
    .where(sql`${eq(t.bureauId, bureauId)} and ${inArray(t.state, [...states])}`)
    .orderBy(desc(t.savedAt), desc(t.id))
    .limit(limit)
  return rows.map(({ row, ...names }) => ({ ...row, ...names }))
}

/** Which bureau published which version of a policy; those that came with the program are not among them. */
export async function listPublishers(
  db: Queryable,
  policyId: string,
): Promise<{ versionId: string | null; bureauId: string }[]> {
  return db
    .select({ versionId: t.publishedVersionId, bureauId: t.bureauId })
    .from(t)
    .where(and(eq(t.policyId, policyId), eq(t.state, 'published')))
}

/** Until the transaction ends nobody else publishes a version of this policy. */
export async function lockPolicy(tx: Transaction, policyId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`policy ${policyId}`}, 0))`)
}
