/** Red flags as they are kept. What they are looked for in is read in red-flag-facts.ts. */
import { asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Queryable, Transaction } from '../client.ts'
import { userAccount } from '../schema/identity.ts'
import { redFlag } from '../schema/red-flag.ts'
import { determination } from '../schema/subsidy.ts'
import { bureauRegion } from './subsidy.ts'

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

/** A determination with what its readers are told by, and its flags: open ones first, then as they were found. */
export interface FlaggedDetermination {
  id: string
  bureauId: string
  bureauRegion: string
  flags: RedFlagView[]
}

export async function listFlagged(db: Queryable, determinationIds: readonly string[]): Promise<FlaggedDetermination[]> {
  if (determinationIds.length === 0) return []
  const { id, state, computedBy, bureauId } = determination
  const rows = await db
    .select({
      determination: { id, state, computedBy, bureauId },
      bureauRegion,
      flag: redFlag,
      overriddenByName: userAccount.displayName,
    })
    .from(determination)
    .leftJoin(redFlag, eq(redFlag.determinationId, determination.id))
    .leftJoin(userAccount, eq(userAccount.id, redFlag.overriddenBy))
    .where(inArray(determination.id, [...determinationIds]))
    .orderBy(desc(sql`${redFlag.overriddenAt} is null`), asc(redFlag.foundAt), asc(redFlag.id))
  const flagged = new Map<string, FlaggedDetermination>()
  for (const { determination: of, bureauRegion, flag, overriddenByName } of rows) {
    const { id, ...asked } = of
    const known = flagged.get(id) ?? { id, bureauId: of.bureauId, bureauRegion, flags: [] }
    if (flag) known.flags.push({ ...flag, determination: asked, overriddenByName })
    flagged.set(id, known)
  }
  return [...flagged.values()]
}

/** The flags of all these determinations. */
export async function listRedFlags(db: Queryable, determinationIds: readonly string[]): Promise<RedFlagView[]> {
  return (await listFlagged(db, determinationIds)).flatMap(({ flags }) => flags)
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
