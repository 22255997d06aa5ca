import type { Library } from '#domain/listing.ts'
import type { Ctx } from '../support/ctx.ts'
import { moveListing } from './move-listing.ts'

/** Takes a listing back: the owner, or an officer with a reason. The public sees it no more. */
export async function withdrawListing(ctx: Ctx, input: { library: Library; id: string; reason: string }) {
  return moveListing(ctx, { ...input, event: 'withdraw', action: 'listing.withdraw' })
}
