import { sql } from 'drizzle-orm'
import type { Transaction } from '../client.ts'
import { bid, sealKey } from '../schema/bid.ts'

/** The fingerprint of the key in use, with the table locked against another program that starts at the same time. */
export async function lockSealKey(tx: Transaction): Promise<string | null> {
  await tx.execute(sql`lock table ${sealKey} in exclusive mode`)
  const [row] = await tx.select({ fingerprint: sealKey.fingerprint }).from(sealKey)
  return row?.fingerprint ?? null
}

export async function hasAnyBid(tx: Transaction): Promise<boolean> {
  const [row] = await tx.select({ id: bid.id }).from(bid).limit(1)
  return row !== undefined
}

export async function replaceSealKey(tx: Transaction, fingerprint: string): Promise<void> {
  await tx.delete(sealKey)
  await tx.insert(sealKey).values({ fingerprint })
}
