/** Trained word vectors: the one in use, and those that were. */
import { asc, eq, isNull, sql } from 'drizzle-orm'
import type { Queryable, Transaction } from '../client.ts'
import { matchModel, matchModelPart } from '../schema/match-model.ts'

export type MatchModelRow = typeof matchModel.$inferSelect

const partBytes = 1 << 19

export async function findMatchModelInUse(db: Queryable): Promise<MatchModelRow | null> {
  const [row] = await db.select().from(matchModel).where(isNull(matchModel.retiredAt))
  return row ?? null
}

/** The encoded vectors; empty when the model is in use no more. */
export async function readMatchModelContent(db: Queryable, id: string): Promise<Uint8Array> {
  const { modelId, number, content } = matchModelPart
  const parts = await db.select({ content }).from(matchModelPart).where(eq(modelId, id)).orderBy(asc(number))
  return Buffer.concat(parts.map(part => part.content))
}

/** Waits for whoever else puts a model in use or out of it, also when none is in use; readers wait for nobody. */
export async function lockMatchModelInUse(tx: Transaction): Promise<MatchModelRow | null> {
  await tx.execute(sql`lock table ${matchModel} in share row exclusive mode`)
  return findMatchModelInUse(tx)
}

export async function insertMatchModel(
  tx: Transaction,
  row: Omit<MatchModelRow, 'createdAt' | 'retiredAt'>,
  content: Uint8Array,
): Promise<void> {
  await tx.insert(matchModel).values(row)
  for (let from = 0, number = 0; from < content.length; from += partBytes, number++)
    await tx
      .insert(matchModelPart)
      .values({ modelId: row.id, number, content: content.subarray(from, from + partBytes) })
}

/** It stays on record; its vectors go. */
export async function retireMatchModel(tx: Transaction, id: string, retiredAt: Date): Promise<void> {
  await tx.update(matchModel).set({ retiredAt }).where(eq(matchModel.id, id))
  await tx.delete(matchModelPart).where(eq(matchModelPart.modelId, id))
}
