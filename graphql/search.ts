/** The search box of the libraries: hits with what to mark in them, and counts to narrow them by. */
import { findOrders } from '#domain/matching/find.ts'
import type { FacetCount, FacetName, Facets } from '#domain/matching/index/facets.ts'
import { suggestionKinds, type TextSuggestion } from '#domain/matching/suggest/suggest-text.ts'
import type { Span } from '#domain/matching/text/highlight.ts'
import type { Highlight } from '#usecases/search/highlight-listing.ts'
import { searchLibrary } from '#usecases/search/search-library.ts'
import { builder } from './builder.ts'
import { LibraryEnum, wordEnum } from './enums.ts'
import { refusals } from './errors.ts'
import { type AnyListingView, ListingInterface } from './listing.ts'
import { MatchFilterInput, readMatchFilter } from './match-filter.ts'

const SearchOrderEnum = wordEnum(
  'SearchOrder',
  findOrders,
  'RELEVANCE without a text is NEWEST. What does not state an amount, a level or a day comes last.',
)
const SuggestionKindEnum = wordEnum(
  'SuggestionKind',
  suggestionKinds,
  'PINYIN: the letters read as Chinese. SPELLING: a word of the library close to the one typed.',
)

const TextSpanType = builder.objectRef<Span>('TextSpan').implement({
  description: 'A part of a text, in UTF-16 units.',
  fields: t => ({ start: t.exposeInt('start'), end: t.exposeInt('end') }),
})

const SearchHighlightType = builder.objectRef<Highlight>('SearchHighlight').implement({
  fields: t => ({
    field: t.exposeString('field', { description: 'Name of the field of the listing.' }),
    text: t.exposeString('text', { description: 'Of a long text a stretch, with … where it was cut.' }),
    spans: t.expose('spans', { type: [TextSpanType], description: 'Where the words stand in `text`.' }),
  }),
})

interface SearchHit {
  listing: AnyListingView
  highlights: Highlight[]
}

const SearchHitType = builder.objectRef<SearchHit>('SearchHit').implement({
  fields: t => ({
    listing: t.expose('listing', { type: ListingInterface }),
    highlights: t.expose('highlights', { type: [SearchHighlightType] }),
  }),
})

const FacetCountType = builder.objectRef<FacetCount>('FacetCount').implement({
  fields: t => ({
    value: t.exposeString('value', { description: 'As the filter takes it: an enum value, a level or a code.' }),
    count: t.exposeInt('count'),
  }),
})

/** Words in GraphQL's spelling; levels and codes are the same in both. */
const spelled = (name: FacetName) => (facets: Facets) =>
  facets[name].map(({ value, count }) => ({ value: value.toUpperCase(), count }))

const SearchFacetsType = builder.objectRef<Facets>('SearchFacets').implement({
  description: 'How many there are of each value, most first, counted without the own part of the filter.',
  fields: t => ({
    fields: t.field({ type: [FacetCountType], resolve: spelled('fields') }),
    kinds: t.field({ type: [FacetCountType], resolve: spelled('kinds') }),
    waysOfTransfer: t.field({ type: [FacetCountType], resolve: spelled('waysOfTransfer') }),
    trl: t.field({ type: [FacetCountType], resolve: spelled('trl') }),
    provinces: t.field({ type: [FacetCountType], resolve: spelled('province') }),
    industrySections: t.field({ type: [FacetCountType], resolve: spelled('industrySection') }),
  }),
})

type AppliedSuggestion = TextSuggestion & { isApplied: boolean }

const SearchSuggestionType = builder.objectRef<AppliedSuggestion>('SearchSuggestion').implement({
  fields: t => ({
    text: t.exposeString('text'),
    kind: t.expose('kind', { type: SuggestionKindEnum }),
    isApplied: t.exposeBoolean('isApplied', {
      description: 'What was typed found nothing, and the hits are those of `text`.',
    }),
  }),
})

interface SearchResult {
  hits: SearchHit[]
  totalCount: number
  facets: Facets
  isPartial: boolean
  suggestion: AppliedSuggestion | null
  words: string[]
}

const SearchResultType = builder.objectRef<SearchResult>('SearchResult').implement({
  fields: t => ({
    hits: t.expose('hits', { type: [SearchHitType] }),
    totalCount: t.exposeInt('totalCount', { description: 'All that were found; the first 1,000 can be looked at.' }),
    facets: t.expose('facets', { type: SearchFacetsType }),
    isPartial: t.exposeBoolean('isPartial', { description: 'No listing has all the words; these have some of them.' }),
    suggestion: t.expose('suggestion', { type: SearchSuggestionType, nullable: true }),
    words: t.exposeStringList('words', { description: 'What was looked for, as the index cuts it.' }),
  }),
})

builder.queryField('search', t =>
  t.field({
    type: SearchResultType,
    description: 'Looks through the public listings of a library. Parts of the text between blanks must all be found.',
    args: {
      library: t.arg({ type: LibraryEnum, required: true }),
      text: t.arg.string({ required: true, defaultValue: '', description: 'At most 200 characters.' }),
      filter: t.arg({ type: MatchFilterInput }),
      order: t.arg({ type: SearchOrderEnum, required: true, defaultValue: 'relevance' }),
      first: t.arg.int({ required: true, defaultValue: 20, description: '1 to 100.' }),
      offset: t.arg.int({ required: true, defaultValue: 0, description: 'With `first` at most 1,000.' }),
    },
    errors: refusals,
    resolve: async (_, { filter, ...asked }, { ctx }) => {
      const found = await searchLibrary(ctx, { ...asked, filter: readMatchFilter(filter) })
      const hits = found.hits.map(({ listing, highlights }) => {
        return { listing: { ...listing, library: asked.library } as AnyListingView, highlights }
      })
      return { ...found, hits }
    },
  }),
)
