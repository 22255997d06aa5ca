import { dayInChina } from '#domain/calendar.ts'
import { checkReason } from '#domain/field-check.ts'
import { requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { type MoveRegistration, moveRegistration } from './move-registration.ts'

const ending = { deregister: 'registration_deregistered', revoke: 'registration_revoked' } as const

/** Ends a registration that is in force; what was granted on it is looked at again. */
export async function endRegistration(ctx: Ctx, event: keyof typeof ending, input: { id: string; reason: string }) {
  const move: MoveRegistration = {
    ...input,
    event,
    decide: (_tx, _row, now) => {
      requireValid(checkReason('reason', input.reason, { isNeeded: true, remedy: 'say why the registration ends' }))
      return { deregisteredOn: dayInChina(now) }
    },
    messages: [{ topic: 'subsidy.ground_changed', payload: { reason: ending[event], causeId: input.id } }],
  }
  const head = await moveRegistration(ctx, move)
  ctx.outbox.wake()
  return head
}
