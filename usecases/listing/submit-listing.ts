/**
 * Hands a draft to the bureau. The quality gate decides here, so that the officer is not sent what cannot be published,
 * nor what the same organisation has published already.
 */
import type { Transaction } from '#db/client.ts'
import { listListingsByIds } from '#db/queries/listing-page.ts'
import type { Library } from '#domain/listing.ts'
import { requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { type ListingContents, type ListingRows, listingKinds } from '../support/listing-kinds.ts'
import { moveListing } from './move-listing.ts'
import { refuseIdenticalListing } from './refuse-identical-listing.ts'

/** The listing as it stands, complete and said nowhere else by its organisation. */
async function requireSubmittable<L extends Library>(tx: Transaction, library: L, id: string): Promise<void> {
  const [row] = await listListingsByIds<ListingRows[L]>(tx, library, [id])
  if (!row) return
  // A row holds its content's columns under the same names.
  requireValid(listingKinds[library].checkQuality(row as unknown as ListingContents[L]))
  await refuseIdenticalListing(tx, library, row)
}

export async function submitListing(ctx: Ctx, input: { library: Library; id: string }) {
  return moveListing(ctx, {
    ...input,
    event: 'submit',
    action: 'listing.submit',
    decide: async tx => {
      await requireSubmittable(tx, input.library, input.id)
      return {}
    },
  })
}
