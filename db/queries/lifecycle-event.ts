import type { Transaction } from '../client.ts'
import { lifecycleEvent } from '../schema/record.ts'

/** Writes one step to the history of its subject; steps are never changed or removed. */
export async function insertLifecycleEvent(tx: Transaction, row: typeof lifecycleEvent.$inferInsert): Promise<void> {
  await tx.insert(lifecycleEvent).values(row)
}
