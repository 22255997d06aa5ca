/** Matches with their reasons. The explanation is what the scoring code itself wrote down. */
import { GraphQLError } from 'graphql'
import type { Library } from '#domain/listing.ts'
import { strengths } from '#domain/matching/ranking/strength.ts'
import { InvalidInput } from '#domain/refusal.ts'
import { listMatches } from '#usecases/matching/list-matches.ts'
import type { MatchView } from '#usecases/matching/rank-listings.ts'
import { builder } from './builder.ts'
import type { GraphqlContext } from './context.ts'
import { wordEnum } from './enums.ts'
import { type AnyListingView, ListingInterface } from './listing.ts'
import { type MatchFilterInput, readMatchFilter } from './match-filter.ts'

export const StrengthEnum = wordEnum(
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

/** A field that cannot be refused in its result says so in `errors`, with every problem and its remedy. */
export async function sayInErrors<T>(answer: Promise<T>): Promise<T> {
  return answer.catch((error: unknown) => {
    if (!(error instanceof InvalidInput)) throw error
    const { problems } = error
    const text = problems.map(({ path, message, remedy }) => `${path}: ${message}; ${remedy}`).join('. ')
    throw new GraphQLError(text, { extensions: { code: 'BAD_USER_INPUT', argument: problems[0]?.path, problems } })
  })
}

export const withLibrary = (library: Library, match: MatchView<Library>): AnyMatchView => {
  return { ...match, listing: { ...match.listing, library } as AnyListingView }
}

export interface AskedMatches {
  from: { library: Library; id: string }
  to: Library
  first: number | null | undefined
  filter: typeof MatchFilterInput.$inferInput | null | undefined
}

/** Resolves a listing's matches into a library. */
export async function resolveMatches(context: GraphqlContext, asked: AskedMatches): Promise<AnyMatchView[]> {
  const { from, to } = asked
  const input = { from, to, limit: asked.first ?? 20, filter: readMatchFilter(asked.filter) }
  const matches = await sayInErrors(listMatches(context.ctx, input))
  return matches.map(match => withLibrary(to, match))
}
