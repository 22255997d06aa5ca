import type { Transaction } from '../client.ts'
import { integrityRecord } from '../schema/integrity.ts'

export type IntegrityRow = typeof integrityRecord.$inferSelect

export async function insertIntegrity(tx: Transaction, row: typeof integrityRecord.$inferInsert): Promise<void> {
  await tx.insert(integrityRecord).values(row)
}
