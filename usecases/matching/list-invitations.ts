import { readClock } from '#db/queries/clock.ts'
import { listInvitations as listOfListing } from '#db/queries/match-log.ts'
import { may } from '#domain/access/may.ts'
import { checkInviting } from '#domain/matching/invitation.ts'
import type { Refusal } from '#domain/refusal.ts'
import { findListings } from '../listing/find-listings.ts'
import type { Ctx } from '../support/ctx.ts'
import { askingSide, type MatchInvitation } from './invite-match.ts'
import type { ListingRef } from './require-match-viewer.ts'

export interface MatchInvitations {
  /** Why the viewer may not invite to this listing now; null: they may. */
  refusal: Refusal | null
  sent: MatchInvitation[]
}

/** Whom a demand has invited, for those who may invite to it. Null for a listing that invites nobody, or is not seen. */
export async function listInvitations(ctx: Ctx, { from }: { from: ListingRef }): Promise<MatchInvitations | null> {
  if (from.library !== 'demand') return null
  const [asking] = await findListings(ctx, { library: from.library, ids: [from.id] })
  if (!asking) return null
  const refusal = may(ctx.actor, 'match.invite', { owner: asking.organisationId })
  if (refusal) return { refusal, sent: [] }
  const now = await readClock(ctx.db)
  return { refusal: checkInviting(await askingSide(ctx.db, asking, now)), sent: await listOfListing(ctx.db, from.id) }
}
