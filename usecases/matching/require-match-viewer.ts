/** A match by its two listings, as the one who was shown it names it. */
import { may } from '#domain/access/may.ts'
import type { Library } from '#domain/listing.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import { findListings } from '../listing/find-listings.ts'
import type { Ctx } from '../support/ctx.ts'
import { requireUser } from '../support/person.ts'

export interface ListingRef {
  library: Library
  id: string
}

/**
 * The viewer, who must be signed in and may see the listing that was asked for, and so its matches. That a match was
 * really shown to them is asked by the verb, which finds it in the log or not.
 */
export async function requireMatchViewer(ctx: Ctx, from: ListingRef): Promise<string> {
  refuse(may(ctx.actor, 'match.view'))
  const viewerUserId = requireUser(ctx.actor)
  const [row] = await findListings(ctx, { library: from.library, ids: [from.id] })
  if (!row) throw new NotFound(from.library)
  return viewerUserId
}
