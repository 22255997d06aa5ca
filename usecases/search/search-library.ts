/**
 * The search box of a library. Only what anyone may see is found and counted: the index holds nothing else, and a row
 * that is not public any more by the time it is read is left out.
 */
import { readClock } from '#db/queries/clock.ts'
import { isPublicAt, type Library } from '#domain/listing.ts'
import { checkSearch } from '#domain/matching/check-search.ts'
import type { FindOrder, FindResult } from '#domain/matching/find.ts'
import { isBlank } from '#domain/matching/find-text.ts'
import type { Facets } from '#domain/matching/index/facets.ts'
import type { MatchFilter } from '#domain/matching/index/filter.ts'
import type { TextSuggestion } from '#domain/matching/suggest/suggest-text.ts'
import { requireValid } from '#domain/refusal.ts'
import { findListings } from '../listing/find-listings.ts'
import type { ListingView } from '../listing/listing-view.ts'
import type { Ctx } from '../support/ctx.ts'
import { type Highlight, highlightListing } from './highlight-listing.ts'

export interface SearchLibrary<L extends Library> {
  library: L
  text: string
  filter: MatchFilter
  order: FindOrder
  first: number
  offset: number
}

export interface SearchView<L extends Library> {
  hits: { listing: ListingView<L>; highlights: Highlight[] }[]
  totalCount: number
  facets: Facets
  /** No listing has all the words; these have some of them. */
  isPartial: boolean
  /** `isApplied`: what was typed found nothing, and this was looked for at once. */
  suggestion: (TextSuggestion & { isApplied: boolean }) | null
  words: string[]
}

export async function searchLibrary<L extends Library>(ctx: Ctx, input: SearchLibrary<L>): Promise<SearchView<L>> {
  requireValid(checkSearch(input))
  const now = await readClock(ctx.db)
  const { found, suggestion } = await findOrGuess(ctx, input, now.getTime())
  const views = await findListings(ctx, { library: input.library, ids: found.ids })
  // The owner sees what is not public any more; it is no hit of a search all the same.
  const listings = views.flatMap(view => (view && isPublicAt(view, now) ? [view] : []))
  return {
    hits: listings.map(listing => ({ listing, highlights: highlightListing(input.library, listing, found.words) })),
    totalCount: found.total - (found.ids.length - listings.length),
    facets: found.facets,
    isPartial: found.isPartial,
    suggestion,
    words: found.words,
  }
}

type Found = { found: FindResult; suggestion: SearchView<Library>['suggestion'] }

/** Letters that are no word of the library are read as pinyin, and the best reading is looked for at once. */
async function findOrGuess(ctx: Ctx, input: SearchLibrary<Library>, nowAt: number): Promise<Found> {
  const found = await find(ctx, input, nowAt)
  if (isBlank(input.text) || (found.total > 0 && !found.isPartial)) return { found, suggestion: null }
  const suggested = await ctx.matching.suggest({ library: input.library, text: input.text, nowAt })
  if (!suggested) return { found, suggestion: null }
  if (suggested.kind !== 'pinyin' || found.total > 0) return { found, suggestion: { ...suggested, isApplied: false } }
  const guessed = await find(ctx, { ...input, text: suggested.text }, nowAt)
  const isApplied = guessed.total > 0
  return { found: isApplied ? guessed : found, suggestion: { ...suggested, isApplied } }
}

function find(ctx: Ctx, { library, text, filter, order, first, offset }: SearchLibrary<Library>, nowAt: number) {
  const request = { library, text, filter, order, offset, limit: first, nowAt }
  return ctx.matching.find({ ...request, afterSeq: ctx.written?.seq })
}
