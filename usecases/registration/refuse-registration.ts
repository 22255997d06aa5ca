import { checkReason } from '#domain/field-check.ts'
import { requireValid } from '#domain/refusal.ts'
import { type RefusalReason, refusalReasons } from '#domain/registration/registration.ts'
import type { Ctx } from '../support/ctx.ts'
import { moveRegistration } from './move-registration.ts'

/** The registry refuses for one of the reasons of the rules ("不予登记"); `note` explains it to the seller. */
export async function refuseRegistration(ctx: Ctx, input: { id: string; refusalReason: RefusalReason; note: string }) {
  const { id, refusalReason, note } = input
  return moveRegistration(ctx, {
    id,
    event: 'refuse',
    reason: note,
    decide: () => {
      const isKnown = refusalReasons.includes(refusalReason)
      const unknown = { path: 'refusalReason', message: 'is not in the list', remedy: refusalReasons.join(', ') }
      requireValid([...(isKnown ? [] : [unknown]), ...checkReason('note', note, { isNeeded: false })])
      return { refusalReason }
    },
  })
}
