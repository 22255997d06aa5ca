import { listBidHeaders } from '#db/queries/bid.ts'
import { readChallenge } from '../challenge/find-challenges.ts'
import type { Ctx } from '../support/ctx.ts'
import { type BidView, presentBids } from './bid-view.ts'

/**
 * The bids of a challenge that the viewer may know of, in the order of sealing; for the public that is none, and before
 * opening one's own. How many there are by kind of unit stands on the challenge. Never decrypts.
 */
export async function listBids(ctx: Ctx, input: { challengeId: string }): Promise<BidView[]> {
  const challenge = await readChallenge(ctx, input.challengeId)
  return challenge ? presentBids(ctx, challenge, await listBidHeaders(ctx.db, challenge.id)) : []
}
