import { checkReason } from '#domain/field-check.ts'
import { requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { moveRegistration } from './move-registration.ts'

/** The registry asks the seller to correct the papers. The clock stops; it begins anew with the next acceptance. */
export async function requestCorrection(ctx: Ctx, input: { id: string; reason: string }) {
  return moveRegistration(ctx, {
    ...input,
    event: 'request_correction',
    decide: () => {
      requireValid(checkReason('reason', input.reason, { isNeeded: true, remedy: 'say what has to be corrected' }))
      return { acceptedAt: null, dueOn: null }
    },
  })
}
