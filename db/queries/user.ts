import { and, eq, sql } from 'drizzle-orm'
import type { Queryable, Transaction } from '../client.ts'
import { knownAddress, userAccount } from '../schema/identity.ts'

export type UserRow = typeof userAccount.$inferSelect

export async function findUser(db: Queryable, id: string): Promise<UserRow | null> {
  const [row] = await db.select().from(userAccount).where(eq(userAccount.id, id))
  return row ?? null
}

/** By the normalised address. */
export async function findUserByEmail(db: Queryable, email: string): Promise<UserRow | null> {
  const [row] = await db.select().from(userAccount).where(eq(userAccount.email, email))
  return row ?? null
}

export async function lockUser(tx: Transaction, id: string): Promise<UserRow | null> {
  const [row] = await tx.select().from(userAccount).where(eq(userAccount.id, id)).for('update')
  return row ?? null
}

export async function insertUser(tx: Transaction, row: typeof userAccount.$inferInsert): Promise<void> {
  await tx.insert(userAccount).values(row)
}

export async function updatePassword(tx: Transaction, id: string, passwordHash: string, at: Date): Promise<void> {
  await tx.update(userAccount).set({ passwordHash, passwordChangedAt: at }).where(eq(userAccount.id, id))
}

export async function hasAdmin(db: Queryable): Promise<boolean> {
  const [row] = await db.select({ id: userAccount.id }).from(userAccount).where(eq(userAccount.isAdmin, true)).limit(1)
  return row !== undefined
}

/** Any number of its own: two requests with one link must not both find that there is no administrator. */
const firstAdminLock = 5_226_411

export async function lockFirstAdmin(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${firstAdminLock})`)
}

export async function isKnownAddress(db: Queryable, email: string, addressHash: string): Promise<boolean> {
  const [row] = await db
    .select({ userId: knownAddress.userId })
    .from(knownAddress)
    .innerJoin(userAccount, eq(userAccount.id, knownAddress.userId))
    .where(and(eq(userAccount.email, email), eq(knownAddress.addressHash, addressHash)))
  return row !== undefined
}

export async function saveKnownAddress(tx: Transaction, userId: string, addressHash: string, at: Date): Promise<void> {
  await tx
    .insert(knownAddress)
    .values({ userId, addressHash, lastUsedAt: at })
    .onConflictDoUpdate({ target: [knownAddress.userId, knownAddress.addressHash], set: { lastUsedAt: at } })
}
