import type { Library } from '#domain/listing.ts'
import type { Ctx } from '../support/ctx.ts'
import { claimText } from './claim-text.ts'
import { moveListing } from './move-listing.ts'
import { decidePublicEnd } from './public-time.ts'

/**
 * A bureau officer puts a submitted listing before the public; the very next search and match finds it. Whoever it
 * matches strongly is told through the outbox, which holds the news in the same transaction.
 */
export async function publishListing(ctx: Ctx, input: { library: Library; id: string }) {
  const moved = await moveListing(ctx, {
    ...input,
    event: 'publish',
    topic: 'listing.published',
    action: 'listing.examine',
    decide: async (tx, _row, now) => ({
      ...(await claimText(tx, input)),
      publishedAt: now,
      expiresAt: await decidePublicEnd(tx, input, now),
    }),
  })
  ctx.outbox.wake()
  return moved
}
