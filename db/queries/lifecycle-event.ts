import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Queryable, Transaction } from '../client.ts'
import { userAccount } from '../schema/identity.ts'
import { lifecycleEvent } from '../schema/record.ts'

/** Writes one step to the history of its subject; steps are never changed or removed. */
export async function insertLifecycleEvent(tx: Transaction, row: typeof lifecycleEvent.$inferInsert): Promise<void> {
  await tx.insert(lifecycleEvent).values(row)
}

export interface LifecycleStep {
  id: string
  subjectId: string
  event: string
  toState: string
  reason: string
  at: Date
  actorOrganisationId: string | null
  /** Null: the system did it. */
  actorName: string | null
}

/** The steps of some subjects of a kind, oldest first. */
export async function listLifecycleSteps(
  db: Queryable,
  subjectKind: string,
  subjectIds: readonly string[],
): Promise<LifecycleStep[]> {
  if (subjectIds.length === 0) return []
  const { id, subjectId, event, toState, reason, at, actorOrganisationId } = lifecycleEvent
  return db
    .select({ id, subjectId, event, toState, reason, at, actorOrganisationId, actorName: userAccount.displayName })
    .from(lifecycleEvent)
    .leftJoin(userAccount, eq(userAccount.id, lifecycleEvent.actorUserId))
    .where(and(eq(lifecycleEvent.subjectKind, subjectKind), inArray(subjectId, [...subjectIds])))
    .orderBy(asc(at), asc(id))
}
