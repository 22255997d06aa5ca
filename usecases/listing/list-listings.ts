/** The public list of a library, and the desk of those who work on it. */
import { type LibraryFilters, type LibrarySorts, libraryQueries } from '#db/queries/libraries.ts'
import { countListings, pageOfListings } from '#db/queries/listing-page.ts'
import { may, requireActing } from '#domain/access/may.ts'
import type { Library } from '#domain/listing.ts'
import { checkListingFilter } from '#domain/listing-filter.ts'
import { checkPageSize, type Page } from '#domain/page.ts'
import { refuse, requireValid } from '#domain/refusal.ts'
import { isUuid } from '#domain/uuid.ts'
import type { Ctx } from '../support/ctx.ts'
import type { ListingRows } from '../support/listing-kinds.ts'
import { type ListingView, presentListing } from './listing-view.ts'

/** `public`: what anyone sees. `mine`: every state, the actor's organisation. `desk`: every state, for officers. */
export const listingScopes = ['public', 'mine', 'desk'] as const
export type ListingScope = (typeof listingScopes)[number]

export interface ListListingsInput<L extends Library> {
  library: L
  scope: ListingScope
  filter: Omit<LibraryFilters[L], 'isPublicOnly'>
  sort: LibrarySorts[L]
  first: number | null | undefined
  after: string | null | undefined
}

/** Applies the scope: whose listings, in which states. */
function scopedFilter<L extends Library>(ctx: Ctx, input: ListListingsInput<L>): LibraryFilters[L] {
  requireValid(checkListingFilter(input.filter))
  const filter = { ...input.filter, isPublicOnly: input.scope === 'public' } as LibraryFilters[L]
  if (input.scope === 'mine') filter.organisationId = requireActing(ctx.actor).organisationId
  if (input.scope === 'mine')
    refuse(may(ctx.actor, 'listing.read_unpublished', { owner: filter.organisationId ?? null }))
  if (input.scope === 'desk') refuse(may(ctx.actor, 'listing.read_unpublished'))
  return filter
}

/** An organisation whose id is no id does not exist, so it has no listings. */
const isOfNobody = (filter: { organisationId?: string | null }): boolean =>
  Boolean(filter.organisationId && !isUuid(filter.organisationId))

export async function listListings<L extends Library>(
  ctx: Ctx,
  input: ListListingsInput<L>,
): Promise<Page<ListingView<L>>> {
  const { conditions, orders } = libraryQueries[input.library]
  const filter = scopedFilter(ctx, input)
  const request = { first: checkPageSize(input.first), after: input.after ?? null }
  if (isOfNobody(filter)) return { items: [], hasNextPage: false }
  const page = await pageOfListings<ListingRows[L]>(ctx.db, {
    library: input.library,
    filter,
    conditions: conditions(filter),
    order: orders[input.sort],
    page: request,
  })
  return { ...page, items: page.items.map(({ item, cursor }) => ({ item: presentListing<L>(ctx, item), cursor })) }
}

/** How many the same list holds in all. */
export async function countListed<L extends Library>(ctx: Ctx, input: ListListingsInput<L>): Promise<number> {
  const filter = scopedFilter(ctx, input)
  const { conditions } = libraryQueries[input.library]
  if (isOfNobody(filter)) return 0
  return countListings(ctx.db, { library: input.library, filter, conditions: conditions(filter) })
}
