import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Queryable, Transaction } from '../client.ts'
import { userAccount } from '../schema/identity.ts'
import { lifecycleEvent } from '../schema/record.ts'

/** Writes steps to the history of their subjects; steps are never changed or removed. */
export async function insertLifecycleEvents(
  tx: Transaction,
  rows: readonly (typeof lifecycleEvent.$inferInsert)[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsPerInsert)
    await tx.insert(lifecycleEvent).values(rows.slice(from, from + rowsPerInsert))
}

const rowsPerInsert = 1000

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
