/** The cache of embeddings. It says nothing that anybody decided, so it is written past the audit. */
import { and, eq, inArray, lt, sql } from 'drizzle-orm'
import type { Database } from '../client.ts'
import { matchEmbedding } from '../schema/match-embedding.ts'

const t = matchEmbedding

export interface Embedding {
  textSha256: Uint8Array
  vector: Uint8Array
}

/** Those that are there, in no order. */
export async function listEmbeddings(db: Database, model: string, hashes: readonly Uint8Array[]): Promise<Embedding[]> {
  if (hashes.length === 0) return []
  return db
    .select({ textSha256: t.textSha256, vector: t.vector })
    .from(t)
    .where(and(eq(t.model, model), inArray(t.textSha256, [...hashes])))
}

/** Any one of a model, to see how long its vectors are. */
export async function findAnyEmbedding(db: Database, model: string): Promise<Uint8Array | null> {
  const [row] = await db.select({ vector: t.vector }).from(t).where(eq(t.model, model)).limit(1)
  return row?.vector ?? null
}

export async function insertEmbeddings(db: Database, model: string, rows: readonly Embedding[]): Promise<void> {
  if (rows.length === 0) return
  await db
    .insert(t)
    .values(rows.map(row => ({ model, ...row })))
    .onConflictDoUpdate({ target: [t.model, t.textSha256], set: { vector: sql`excluded.vector` } })
}

/** Returns how many, at most `limit`. */
export async function deleteOldEmbeddings(db: Database, before: Date, limit: number): Promise<number> {
  const { model, textSha256 } = t
  const rows = await db.select({ model, textSha256 }).from(t).where(lt(t.createdAt, before)).limit(limit)
  for (const name of new Set(rows.map(row => row.model))) {
    const hashes = rows.filter(row => row.model === name).map(row => row.textSha256)
    await db.delete(t).where(and(eq(model, name), inArray(textSha256, hashes)))
  }
  return rows.length
}
