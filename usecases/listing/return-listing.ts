import { checkReason } from '#domain/field-check.ts'
import type { Library } from '#domain/listing.ts'
import { requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { moveListing } from './move-listing.ts'

/** A bureau officer gives a submitted listing back, with reasons the owner can act on. */
export async function returnListing(ctx: Ctx, input: { library: Library; id: string; reason: string }) {
  return moveListing(ctx, {
    ...input,
    event: 'return',
    action: 'listing.examine',
    decide: () => {
      requireValid(checkReason('reason', input.reason, { isNeeded: true, remedy: 'say what has to be changed' }))
      return {}
    },
  })
}
