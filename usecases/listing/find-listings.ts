import { readClock } from '#db/queries/clock.ts'
import { listListingsByIds } from '#db/queries/listing-page.ts'
import type { Library } from '#domain/listing.ts'
import { isUuid } from '#domain/uuid.ts'
import type { Ctx } from '../support/ctx.ts'
import type { ListingRows } from '../support/listing-kinds.ts'
import { isVisible, type ListingView, presentListing } from './listing-view.ts'

/** Listings by id, in the order asked; null for one that does not exist or that the viewer may not see. */
export async function findListings<L extends Library>(
  ctx: Ctx,
  input: { library: L; ids: readonly string[] },
): Promise<(ListingView<L> | null)[]> {
  const now = await readClock(ctx.db)
  const rows = await listListingsByIds<ListingRows[L]>(ctx.db, input.library, input.ids.filter(isUuid))
  const byId = new Map(rows.filter(row => isVisible(ctx, row, now)).map(row => [row.id, presentListing<L>(ctx, row)]))
  return input.ids.map(id => byId.get(id) ?? null)
}
