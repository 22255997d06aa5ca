import { requireActing } from '#domain/access/may.ts'
import { checkReason } from '#domain/field-check.ts'
import type { Library } from '#domain/listing.ts'
import { requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { moveListing } from './move-listing.ts'

/** Takes a listing back: the owner, or an officer, who owes the owner a reason. The public sees it no more. */
export async function withdrawListing(ctx: Ctx, input: { library: Library; id: string; reason: string }) {
  return moveListing(ctx, {
    ...input,
    event: 'withdraw',
    action: 'listing.withdraw',
    decide: (_tx, row) => {
      const isNeeded = requireActing(ctx.actor).organisationId !== row.organisationId
      requireValid(checkReason('reason', input.reason, { isNeeded, remedy: 'tell the owner why' }))
      return {}
    },
  })
}
