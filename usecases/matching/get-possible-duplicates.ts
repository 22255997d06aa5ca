import type { Library } from '#domain/listing.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import { findListings } from '../listing/find-listings.ts'
import type { Ctx } from '../support/ctx.ts'
import {
  checkMayKnowDuplicates,
  listNearDuplicates,
  type PossibleDuplicate,
  questionOf,
} from './list-near-duplicates.ts'

/** Of one listing, for its owner and for bureaus, most similar first. */
export async function getPossibleDuplicates(
  ctx: Ctx,
  { library, id }: { library: Library; id: string },
): Promise<PossibleDuplicate[]> {
  const [listing] = await findListings(ctx, { library, ids: [id] })
  if (!listing) throw new NotFound(library)
  refuse(checkMayKnowDuplicates(ctx, listing.organisationId))
  const [found] = await listNearDuplicates(ctx, library, [questionOf(library, listing)])
  return found ?? []
}
