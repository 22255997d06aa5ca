/** Pairs of synonyms. Whether a pair may be added depends on all the others, so writers come one after another. */
import { asc, eq, sql } from 'drizzle-orm'
import type { Queryable, Transaction } from '../client.ts'
import { synonymPair } from '../schema/synonym.ts'

export type SynonymPairRow = typeof synonymPair.$inferSelect

/** The pairs that are in force, in the order in which they were entered. */
export async function listActiveSynonyms(db: Queryable): Promise<SynonymPairRow[]> {
  return db.select().from(synonymPair).where(eq(synonymPair.state, 'active')).orderBy(asc(synonymPair.id))
}

/** The same, and nobody else adds or removes one until the transaction ends. */
export async function lockSynonyms(tx: Transaction): Promise<SynonymPairRow[]> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('synonyms', 0))`)
  return listActiveSynonyms(tx)
}

export async function insertSynonym(tx: Transaction, row: typeof synonymPair.$inferInsert): Promise<SynonymPairRow> {
  const [inserted] = await tx.insert(synonymPair).values(row).returning()
  if (!inserted) throw new Error('a synonym was not written')
  return inserted
}

export async function updateSynonym(
  tx: Transaction,
  id: string,
  change: Partial<Omit<SynonymPairRow, 'id' | 'createdBy' | 'createdAt'>>,
): Promise<SynonymPairRow> {
  const [updated] = await tx.update(synonymPair).set(change).where(eq(synonymPair.id, id)).returning()
  if (!updated) throw new Error('a synonym was not written')
  return updated
}
