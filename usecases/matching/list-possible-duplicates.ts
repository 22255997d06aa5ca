import type { Library } from '#domain/listing.ts'
import type { ListingView } from '../listing/listing-view.ts'
import type { Ctx } from '../support/ctx.ts'
import {
  checkMayKnowDuplicates,
  listNearDuplicates,
  type PossibleDuplicate,
  questionOf,
} from './list-near-duplicates.ts'

/** For each of the listings, most similar first; null for one whose viewer may not know. In constant SQL. */
export async function listPossibleDuplicates(
  ctx: Ctx,
  input: { library: Library; listings: readonly ListingView<Library>[] },
): Promise<(PossibleDuplicate[] | null)[]> {
  const { library, listings } = input
  const asked = listings.filter(({ organisationId }) => checkMayKnowDuplicates(ctx, organisationId) === null)
  const questions = asked.map(listing => questionOf(library, listing))
  const answers = await listNearDuplicates(ctx, library, questions)
  return listings.map(listing => answers[asked.indexOf(listing)] ?? null)
}
