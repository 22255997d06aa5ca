/** A step of a lifecycle: decided by the domain's table, written to the one history. */
import type { Transaction } from '#db/client.ts'
import { insertLifecycleEvent } from '#db/queries/lifecycle-event.ts'
import { decideTransition, type Lifecycle } from '#domain/lifecycle.ts'
import type { Ctx } from './ctx.ts'
import { actorColumns } from './mutate.ts'

export interface Step<S extends string, E extends string> {
  kind: string
  id: string
  lifecycle: Lifecycle<S, E>
  from: S
  event: E
  reason?: string
}

/** Decides the step (throws `WrongState`) and records it; returns the new state, which the caller writes to the row. */
export async function takeStep<S extends string, E extends string>(
  ctx: Ctx,
  tx: Transaction,
  step: Step<S, E>,
): Promise<S> {
  const to = decideTransition(step.lifecycle, step.from, step.event)
  await insertLifecycleEvent(tx, {
    id: ctx.newId(),
    subjectKind: step.kind,
    subjectId: step.id,
    event: step.event,
    fromState: step.from,
    toState: to,
    reason: step.reason ?? '',
    ...actorColumns(ctx),
  })
  return to
}
