/** One bid. The only way by which a sealed bid is read: by its own bidder, decrypted for this answer and kept nowhere. */
import { findBidHeader, findOwnSeal, listBidHeaders } from '#db/queries/bid.ts'
import { sealBinding } from '#domain/bid/sealing.ts'
import { readChallenge } from '../challenge/find-challenges.ts'
import type { Ctx } from '../support/ctx.ts'
import { type BidView, presentBids } from './bid-view.ts'

/** Null when there is no such bid, or the viewer may not know of it. */
export async function findBid(ctx: Ctx, input: { id: string }): Promise<BidView | null> {
  const header = await findBidHeader(ctx.db, input.id)
  const challenge = header && (await readChallenge(ctx, header.challengeId))
  if (!challenge) return null
  const views = await presentBids(ctx, challenge, await listBidHeaders(ctx.db, challenge.id))
  const view = views.find(bid => bid.id === input.id)
  if (!view) return null
  return view.isOwn && view.content === null ? unseal(ctx, view) : view
}

/** Adds the contents to a view of the viewer's own bid. */
async function unseal(ctx: Ctx, view: BidView): Promise<BidView> {
  const sealed = await findOwnSeal(ctx.db, view.id, view.organisationId)
  if (!sealed) return view
  const { content, salt } = ctx.sealing.open(sealed, sealBinding(view))
  return { ...view, content, salt }
}
