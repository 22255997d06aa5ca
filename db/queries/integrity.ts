/** What was found against organisations, by the bureau that recorded it. */
import { and, desc, eq } from 'drizzle-orm'
import type { Queryable, Transaction } from '../client.ts'
import { organisation, userAccount } from '../schema/identity.ts'
import { integrityRecord } from '../schema/integrity.ts'

const t = integrityRecord

export type IntegrityRow = typeof integrityRecord.$inferSelect

export interface NamedIntegrity extends IntegrityRow {
  organisationName: string
  recordedByName: string
}

export async function insertIntegrity(tx: Transaction, row: typeof integrityRecord.$inferInsert): Promise<void> {
  await tx.insert(t).values(row)
}

const named = { row: t, organisationName: organisation.name, recordedByName: userAccount.displayName }

/** Of a bureau, of one organisation or of all; the latest first, at most `limit`. */
export async function listIntegrity(
  db: Queryable,
  { bureauId, organisationId, limit }: { bureauId: string; organisationId: string | null; limit: number },
): Promise<NamedIntegrity[]> {
  const rows = await db
    .select(named)
    .from(t)
    .innerJoin(organisation, eq(organisation.id, t.organisationId))
    .innerJoin(userAccount, eq(userAccount.id, t.recordedBy))
    .where(and(eq(t.bureauId, bureauId), organisationId === null ? undefined : eq(t.organisationId, organisationId)))
    .orderBy(desc(t.recordedAt), desc(t.id))
    .limit(limit)
  return rows.map(({ row, ...names }) => ({ ...row, ...names }))
}

export async function findIntegrity(db: Queryable, id: string): Promise<NamedIntegrity | null> {
  const [found] = await db
    .select(named)
    .from(t)
    .innerJoin(organisation, eq(organisation.id, t.organisationId))
    .innerJoin(userAccount, eq(userAccount.id, t.recordedBy))
    .where(eq(t.id, id))
  if (!found) return null
  const { row, ...names } = found
  return { ...row, ...names }
}

export async function lockIntegrity(tx: Transaction, id: string): Promise<IntegrityRow | null> {
  const [row] = await tx.select().from(t).where(eq(t.id, id)).for('update')
  return row ?? null
}

export async function saveRepair(tx: Transaction, id: string, repairedOn: string): Promise<void> {
  await tx.update(t).set({ repairedOn }).where(eq(t.id, id))
}
