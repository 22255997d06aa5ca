/** Matches with their reasons. The explanation is what the scoring code itself wrote down. */
import { GraphQLError } from 'graphql'
import type { Library } from '#domain/listing.ts'
import { strengths } from '#domain/matching/ranking/explanation.ts'
import { listMatches, maxMatches } from '#usecases/matching/list-matches.ts'
import type { MatchView } from '#usecases/matching/rank-listings.ts'
import { recordShownMatches } from '#usecases/matching/record-shown-matches.ts'
import { builder } from './builder.ts'
import type { GraphqlContext } from './context.ts'
import { wordEnum } from './enums.ts'
import { type AnyListingView, ListingInterface } from './listing.ts'

const StrengthEnum = wordEnum(
  'MatchStrength',
  strengths,
  'How strong a match is, in words: said openly when it is none.',
)

/** A match into whichever library. */
export type AnyMatchView = Omit<MatchView<Library>, 'listing'> & { listing: AnyListingView }

export const MatchType = builder.objectRef<AnyMatchView>('Match').implement({
  fields: t => ({
    listing: t.expose('listing', { type: ListingInterface }),
    score: t.exposeFloat('score', { description: 'Comparable within one list only.' }),
    strength: t.field({ type: StrengthEnum, resolve: match => match.explanation.strength }),
    explanation: t.field({
      type: 'Json',
      description:
        'The tree of shares that sum to the score: words with their weight, each factor with both values, what is missing. Documented in docs/matching.md.',
      resolve: match => match.explanation,
    }),
  }),
})

/** A list that cannot be refused in its result says so in `errors`. */
function requireFirst(first: number): number {
  if (first < 1 || first > maxMatches)
    throw new GraphQLError(`first: ${first} is out of range: ask for 1 to ${maxMatches} matches`, {
      extensions: { code: 'BAD_USER_INPUT', argument: 'first' },
    })
  return first
}

/** Resolves a listing's matches into another library. */
export async function resolveMatches(
  context: GraphqlContext,
  from: { library: Library; id: string },
  to: Library,
  limit: number | null | undefined,
): Promise<AnyMatchView[]> {
  const matches = await listMatches(context.ctx, { from, to, limit: requireFirst(limit ?? 20) })
  await recordShownMatches(context.ctx, { from, to, matches })
  return matches.map(match => ({ ...match, listing: { ...match.listing, library: to } as AnyListingView }))
}
