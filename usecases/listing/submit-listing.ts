/** Hands a draft to the bureau. The quality gate decides here, so that the officer is not sent what cannot be published. */
import type { Transaction } from '#db/client.ts'
import { listListingsByIds } from '#db/queries/listing-page.ts'
import type { Library } from '#domain/listing.ts'
import { type FieldProblem, requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { type ListingContents, type ListingRows, listingKinds } from '../support/listing-kinds.ts'
import { moveListing } from './move-listing.ts'

async function checkQuality<L extends Library>(tx: Transaction, library: L, id: string): Promise<FieldProblem[]> {
  const [row] = await listListingsByIds<ListingRows[L]>(tx, library, [id])
  // A row holds its content's columns under the same names.
  return row ? listingKinds[library].checkQuality(row as unknown as ListingContents[L]) : []
}

export async function submitListing(ctx: Ctx, input: { library: Library; id: string }) {
  return moveListing(ctx, {
    ...input,
    event: 'submit',
    action: 'listing.submit',
    decide: async tx => {
      requireValid(await checkQuality(tx, input.library, input.id))
      return {}
    },
  })
}
