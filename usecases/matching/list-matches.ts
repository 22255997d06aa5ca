/** Ranks one library for a listing of another, with the reasons. Only what the viewer may see is asked and answered. */
import type { Library } from '#domain/listing.ts'
import { InvalidInput } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { getAskingDocument, type MatchView, rankListings } from './rank-listings.ts'

export const maxMatches = 100

export async function listMatches<L extends Library>(
  ctx: Ctx,
  input: { from: { library: Library; id: string }; to: L; limit: number },
): Promise<MatchView<L>[]> {
  if (!Number.isInteger(input.limit) || input.limit < 1 || input.limit > maxMatches)
    throw new InvalidInput([{ path: 'first', message: 'is out of range', remedy: `ask for 1 to ${maxMatches}` }])
  const query = await getAskingDocument(ctx, input.from.library, input.from.id)
  return rankListings(ctx, { from: input.from.library, to: input.to, query, limit: input.limit })
}
