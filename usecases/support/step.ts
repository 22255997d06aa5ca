/** A step of a lifecycle: decided by the domain's table, written to the one history. */
import type { Transaction } from '#db/client.ts'
import { insertLifecycleEvents } from '#db/queries/lifecycle-event.ts'
import { decideTransition, type Lifecycle } from '#domain/lifecycle.ts'
import type { Ctx } from './ctx.ts'
import { actorColumns } from './mutate.ts'

/** A step of one subject, its kind and lifecycle aside. */
export interface OneStep<S extends string, E extends string> {
  id: string
  from: S
  event: E
  reason?: string
}

interface Walk<S extends string, E extends string> {
  kind: string
  lifecycle: Lifecycle<S, E>
}

export type Step<S extends string, E extends string> = Walk<S, E> & OneStep<S, E>

/** Decides the step (throws `WrongState`) and records it; returns the new state, which the caller writes to the row. */
export async function takeStep<S extends string, E extends string>(
  ctx: Ctx,
  tx: Transaction,
  { kind, lifecycle, ...step }: Step<S, E>,
): Promise<S> {
  const to = decideTransition(lifecycle, step.from, step.event)
  await takeSteps(ctx, tx, { kind, lifecycle, steps: [step] })
  return to
}

/** As `takeStep`, of many subjects of a kind at once; the new states in their order. */
export async function takeSteps<S extends string, E extends string>(
  ctx: Ctx,
  tx: Transaction,
  { kind, lifecycle, steps }: Walk<S, E> & { steps: readonly OneStep<S, E>[] },
): Promise<S[]> {
  const rows = steps.map(({ id, from, event, reason = '' }) => ({
    id: ctx.newId(),
    subjectKind: kind,
    subjectId: id,
    event,
    fromState: from,
    toState: decideTransition(lifecycle, from, event),
    reason,
    ...actorColumns(ctx),
  }))
  await insertLifecycleEvents(tx, rows)
  return rows.map(({ toState }) => toState)
}
