/**
 * Hands a draft to the bureau. The quality gate decides here, so that the officer is not sent what cannot be published,
 * nor what the same organisation has handed in already.
 */
import type { Transaction } from '#db/client.ts'
import { listListingsByIds } from '#db/queries/listing-page.ts'
import type { Library } from '#domain/listing.ts'
import { requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { type ListingContents, type ListingRows, listingKinds } from '../support/listing-kinds.ts'
import { claimText } from './claim-text.ts'
import { moveListing } from './move-listing.ts'

/** The listing as it stands passes the quality gate. */
async function requireComplete<L extends Library>(tx: Transaction, library: L, id: string): Promise<void> {
  const [row] = await listListingsByIds<ListingRows[L]>(tx, library, [id])
  if (!row) return
  // A row holds its content's columns under the same names.
  requireValid(listingKinds[library].checkQuality(row as unknown as ListingContents[L]))
}

export async function submitListing(ctx: Ctx, input: { library: Library; id: string }) {
  return moveListing(ctx, {
    ...input,
    event: 'submit',
    action: 'listing.submit',
    decide: async tx => {
      await requireComplete(tx, input.library, input.id)
      return claimText(tx, input)
    },
  })
}
