/** Weights of the ranking: proposed, compared, in force, retired. */
import { and, desc, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import type { WeightsComparison } from '#domain/matching/evaluation/compare-rankings.ts'
import type { MatchWeights } from '#domain/matching/ranking/weights.ts'
import type { Queryable, Transaction } from '../client.ts'
import { userAccount } from '../schema/identity.ts'
import { matchWeights } from '../schema/match-weights.ts'

const t = matchWeights

export type MatchWeightsRow = typeof matchWeights.$inferSelect

/** With the names of the people who proposed and who switched. */
export interface NamedMatchWeights extends MatchWeightsRow {
  createdByName: string
  activatedByName: string | null
  /** Which weights are in force while this is read; null: the program's own. */
  activeId: string | null
}

const isActive = and(isNotNull(t.activatedAt), isNull(t.retiredAt))

export async function findMatchWeights(db: Queryable, id: string): Promise<MatchWeightsRow | null> {
  const [row] = await db.select().from(t).where(eq(t.id, id))
  return row ?? null
}

/** Those in force; null: the program's own. */
export async function findActiveMatchWeights(db: Queryable): Promise<MatchWeightsRow | null> {
  const [row] = await db.select().from(t).where(isActive)
  return row ?? null
}

/** One, or the latest first with those in force wherever they stand. */
export async function listMatchWeights(
  db: Queryable,
  which: { id: string } | { latest: number },
): Promise<NamedMatchWeights[]> {
  const latest = (limit: number) => db.select({ id: t.id }).from(t).orderBy(desc(t.createdAt), desc(t.id)).limit(limit)
  const name = (userId: typeof t.createdBy | typeof t.activatedBy) =>
    sql<string>`(select ${userAccount.displayName} from ${userAccount} where ${userAccount.id} = ${userId})`
  const activeId = sql<string | null>`(
    select id from ${t} where activated_at is not null and retired_at is null)`
  const rows = await db
    .select({ row: t, createdByName: name(t.createdBy), activatedByName: name(t.activatedBy), activeId })
    .from(t)
    .where('id' in which ? eq(t.id, which.id) : or(inArray(t.id, latest(which.latest)), isActive))
    .orderBy(desc(t.createdAt), desc(t.id))
  return rows.map(({ row, ...names }) => ({ ...row, ...names }))
}

/** Holds the proposed weights and those in force, so that of two switches one comes after the other. */
export async function lockMatchWeights(
  tx: Transaction,
  id: string,
): Promise<{ asked: MatchWeightsRow | null; active: MatchWeightsRow | null }> {
  const rows = await tx
    .select()
    .from(t)
    .where(or(eq(t.id, id), isActive))
    .orderBy(t.id)
    .for('update')
  const active = rows.find(row => row.activatedAt !== null && row.retiredAt === null)
  return { asked: rows.find(row => row.id === id) ?? null, active: active ?? null }
}

export async function lockActiveMatchWeights(tx: Transaction): Promise<MatchWeightsRow | null> {
  const [row] = await tx.select().from(t).where(isActive).for('update')
  return row ?? null
}

export async function insertMatchWeights(
  tx: Transaction,
  row: { id: string; weights: MatchWeights; note: string; createdBy: string },
): Promise<void> {
  await tx.insert(t).values(row)
}

export async function updateComparison(
  tx: Transaction,
  id: string,
  comparison: WeightsComparison,
  comparedAt: Date,
): Promise<void> {
  await tx.update(t).set({ comparison, comparedAt }).where(eq(t.id, id))
}

export async function updateActivated(
  tx: Transaction,
  id: string,
  activated: { activatedAt: Date; activatedBy: string },
): Promise<void> {
  await tx.update(t).set(activated).where(eq(t.id, id))
}

export async function updateRetired(tx: Transaction, id: string, retiredAt: Date): Promise<void> {
  await tx.update(t).set({ retiredAt }).where(eq(t.id, id))
}
