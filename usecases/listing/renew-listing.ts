import type { Library } from '#domain/listing.ts'
import type { Ctx } from '../support/ctx.ts'
import { claimText } from './claim-text.ts'
import { moveListing } from './move-listing.ts'
import { decidePublicEnd } from './public-time.ts'

/** Gives a published or expired listing another twelve months from today; it keeps the day it was first published. */
export async function renewListing(ctx: Ctx, input: { library: Library; id: string }) {
  return moveListing(ctx, {
    ...input,
    event: 'renew',
    action: 'listing.renew',
    decide: async (tx, row, now) => ({
      ...(await claimText(tx, input)),
      publishedAt: row.publishedAt ?? now,
      expiresAt: await decidePublicEnd(tx, input, now),
    }),
  })
}
