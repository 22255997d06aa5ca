/** Policy versions and determinations. What a rule computes from is gathered in subsidy-facts.ts. */
import { and, desc, eq, sql } from 'drizzle-orm'
import type { Page, PageRequest } from '#domain/page.ts'
import type { Queryable, Transaction } from '../client.ts'
import { encodeCursor } from '../cursor.ts'
import { determination, policyVersion } from '../schema/subsidy.ts'
import { afterCursor, type SortOrder } from './listing-page.ts'

export type PolicyVersionRow = typeof policyVersion.$inferSelect
export type DeterminationRow = typeof determination.$inferSelect

/** Stores a version; false when exactly this text is there already. */
export async function insertPolicyVersion(tx: Transaction, row: typeof policyVersion.$inferInsert): Promise<boolean> {
  const rows = await tx
    .insert(policyVersion)
    .values(row)
    .onConflictDoNothing({ target: [policyVersion.policyId, policyVersion.sha256] })
    .returning({ id: policyVersion.id })
  return rows.length > 0
}

/** The version loaded last, of every policy. */
export async function listLatestPolicyVersions(db: Queryable): Promise<PolicyVersionRow[]> {
  return db
    .selectDistinctOn([policyVersion.policyId])
    .from(policyVersion)
    .orderBy(policyVersion.policyId, desc(policyVersion.loadedAt), desc(policyVersion.id))
}

/** The version loaded last. */
export async function findLatestPolicyVersion(db: Queryable, policyId: string): Promise<PolicyVersionRow | null> {
  const [row] = await db
    .select()
    .from(policyVersion)
    .where(eq(policyVersion.policyId, policyId))
    .orderBy(desc(policyVersion.loadedAt), desc(policyVersion.id))
    .limit(1)
  return row ?? null
}

export async function insertDeterminations(
  tx: Transaction,
  rows: readonly (typeof determination.$inferInsert)[],
): Promise<DeterminationRow[]> {
  return tx
    .insert(determination)
    .values([...rows])
    .returning()
}

export async function findDetermination(db: Queryable, id: string): Promise<DeterminationRow | null> {
  const [row] = await db.select().from(determination).where(eq(determination.id, id))
  return row ?? null
}

export interface DeterminationFilter {
  beneficiaryId?: string | null
  subjectId?: string | null
  rule?: string | null
}

const newest: SortOrder = { by: sql`${determination.computedAt}`, type: 'timestamptz', direction: 'desc' }

/** One page, newest first. */
export async function pageOfDeterminations(
  db: Queryable,
  filter: DeterminationFilter,
  page: PageRequest,
): Promise<Page<DeterminationRow>> {
  const rows = await db
    .select({ row: determination, sortValue: sql<string>`${determination.computedAt}::text` })
    .from(determination)
    .where(
      and(
        filter.beneficiaryId ? eq(determination.beneficiaryId, filter.beneficiaryId) : undefined,
        filter.subjectId ? eq(determination.subjectId, filter.subjectId) : undefined,
        filter.rule ? eq(determination.rule, filter.rule) : undefined,
        afterCursor(newest, determination.id, page.after),
      ),
    )
    .orderBy(desc(determination.computedAt), desc(determination.id))
    .limit(page.first + 1)
  const items = rows.slice(0, page.first).map(({ row, sortValue }) => ({
    item: row,
    cursor: encodeCursor({ value: sortValue, id: row.id }),
  }))
  return { items, hasNextPage: rows.length > page.first }
}
