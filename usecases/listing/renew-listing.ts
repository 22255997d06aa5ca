import type { Library } from '#domain/listing.ts'
import type { Ctx } from '../support/ctx.ts'
import { moveListing } from './move-listing.ts'

/** Gives a published or expired listing another twelve months from today. */
export async function renewListing(ctx: Ctx, input: { library: Library; id: string }) {
  return moveListing(ctx, { ...input, event: 'renew', action: 'listing.renew' })
}
