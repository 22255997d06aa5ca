/** Red flags as they are kept. What they are looked for in is read in red-flag-facts.ts. */
import { asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Queryable, Transaction } from '../client.ts'
import { userAccount } from '../schema/identity.ts'
import { redFlag } from '../schema/red-flag.ts'
import { determination } from '../schema/subsidy.ts'

export type RedFlagRow = typeof redFlag.$inferSelect

/** Stores those that were not found before, and gives these back. */
export async function insertRedFlags(
  tx: Transaction,
  rows: readonly (typeof redFlag.$inferInsert)[],
): Promise<RedFlagRow[]> {
  if (rows.length === 0) return []
  return tx
    .insert(redFlag)
    .values([...rows])
    .onConflictDoNothing({ target: [redFlag.determinationId, redFlag.fingerprint] })
    .returning()
}

/** A flag with what its verdicts ask of its determination, and the name of whoever set it aside. */
export type RedFlagView = RedFlagRow & {
  determination: Pick<typeof determination.$inferSelect, 'state' | 'computedBy' | 'bureauId'>
  overriddenByName: string | null
}

/** Of all these determinations: open ones first, then as they were found. */
export async function listRedFlags(db: Queryable, determinationIds: readonly string[]): Promise<RedFlagView[]> {
  if (determinationIds.length === 0) return []
  const { state, computedBy, bureauId } = determination
  const rows = await db
    .select({
      flag: redFlag,
      determination: { state, computedBy, bureauId },
      overriddenByName: userAccount.displayName,
    })
    .from(redFlag)
    .innerJoin(determination, eq(determination.id, redFlag.determinationId))
    .leftJoin(userAccount, eq(userAccount.id, redFlag.overriddenBy))
    .where(inArray(redFlag.determinationId, [...determinationIds]))
    .orderBy(desc(sql`${redFlag.overriddenAt} is null`), asc(redFlag.foundAt), asc(redFlag.id))
  return rows.map(({ flag, ...view }) => ({ ...flag, ...view }))
}

/** Which determination a flag belongs to; null when there is no such flag. */
export async function findDeterminationOfFlag(db: Queryable, id: string): Promise<string | null> {
  const [row] = await db.select({ id: redFlag.determinationId }).from(redFlag).where(eq(redFlag.id, id))
  return row?.id ?? null
}

/** Under the lock of its determination nobody else sets it aside. */
export async function getRedFlag(tx: Transaction, id: string): Promise<RedFlagRow> {
  const [row] = await tx.select().from(redFlag).where(eq(redFlag.id, id))
  if (!row) throw new Error(`red flag ${id} is gone`)
  return row
}

export async function saveOverride(
  tx: Transaction,
  id: string,
  override: Pick<RedFlagRow, 'overriddenBy' | 'overriddenAt' | 'overrideReason'>,
): Promise<void> {
  await tx.update(redFlag).set(override).where(eq(redFlag.id, id))
}
