/** One step of a lifecycle for many subjects at once: their new state, and a row each in the one history. */
import { inArray } from 'drizzle-orm'
import { decideTransition, type Lifecycle } from '#domain/lifecycle.ts'
import type { Transaction } from '../client.ts'
import { contract } from '../schema/contract.ts'
import { lifecycleEvent } from '../schema/record.ts'
import { registration } from '../schema/registration.ts'

const tables = { contract, registration }

interface BulkStep<S extends string, E extends string> {
  kind: keyof typeof tables
  lifecycle: Lifecycle<S, E>
  from: S
  event: E
}

interface StepTaken {
  /** Of the row in the history. */
  eventId: string
  subjectId: string
  at: Date
  actorUserId: string
  actorOrganisationId: string
}

/** An hour of a day in China. */
export const hourOf = (day: string, hour: number) => new Date(`${day}T${String(hour).padStart(2, '0')}:00:00+08:00`)

export async function takeStepInBulk<S extends string, E extends string>(
  tx: Transaction,
  { kind, lifecycle, from, event }: BulkStep<S, E>,
  taken: readonly StepTaken[],
): Promise<void> {
  if (taken.length === 0) return
  const toState = decideTransition(lifecycle, from, event)
  const table = tables[kind]
  const ids = taken.map(({ subjectId }) => subjectId)
  // The lifecycle's states are those of its table.
  await tx
    .update(table)
    .set({ state: toState as never })
    .where(inArray(table.id, ids))
  await tx.insert(lifecycleEvent).values(
    taken.map(({ eventId, ...one }) => ({
      ...one,
      id: eventId,
      subjectKind: kind,
      event,
      fromState: from,
      toState,
    })),
  )
}
