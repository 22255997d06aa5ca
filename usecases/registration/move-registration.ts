/** The frame of the registrar's verbs: lock, authorise, no part in the contract, decide, save, record. */
import type { Transaction } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import { listMembershipsOfUser } from '#db/queries/organisation.ts'
import {
  lockRegistration,
  type RegistrationHead,
  type RegistrationRow,
  updateRegistration,
} from '#db/queries/registration.ts'
import { may } from '#domain/access/may.ts'
import { checkTransition } from '#domain/lifecycle.ts'
import type { OutboxMessage } from '#domain/notification/notification.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import { checkExaminer } from '#domain/registration/check-registration.ts'
import { type RegistrationEvent, registrationLifecycle } from '#domain/registration/registration.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { requirePerson } from '../support/person.ts'
import { takeStep } from '../support/step.ts'
import { getRegistration } from './find-registration.ts'

export interface MoveRegistration {
  id: string
  event: RegistrationEvent
  reason?: string
  /** What others must be told of it. */
  messages?: readonly OutboxMessage[]
  /** Guards of the verb and what it writes beside the state; runs while the row is locked, `now` is the database's clock. */
  decide?: (
    tx: Transaction,
    row: RegistrationHead,
    now: Date,
  ) => Promise<Partial<RegistrationRow>> | Partial<RegistrationRow>
}

export async function moveRegistration(ctx: Ctx, move: MoveRegistration): Promise<RegistrationHead> {
  await mutate(ctx, async tx => {
    const row = await lockRegistration(tx, move.id)
    if (!row) throw new NotFound('registration')
    refuse(may(ctx.actor, 'registration.handle', { registry: row.registryId }))
    const { userId } = requirePerson(ctx.actor)
    const memberships = await listMembershipsOfUser(tx, userId)
    refuse(
      checkExaminer(
        memberships.map(({ organisation }) => organisation.id),
        row.contract,
      ),
    )
    refuse(checkTransition(registrationLifecycle, row.state, move.event))
    const change = await move.decide?.(tx, row, await readClock(tx))
    const state = await takeStep(ctx, tx, {
      kind: 'registration',
      id: row.id,
      lifecycle: registrationLifecycle,
      from: row.state,
      event: move.event,
      reason: move.reason ?? '',
    })
    await updateRegistration(tx, row.id, { ...change, state })
    return {
      result: null,
      audit: {
        action: `registration.${move.event}`,
        subjectKind: 'registration',
        subjectId: row.id,
        before: { state: row.state },
        after: { ...change, state, reason: move.reason ?? '' },
        messages: move.messages ?? [],
      },
    }
  })
  return getRegistration(ctx, { id: move.id })
}
