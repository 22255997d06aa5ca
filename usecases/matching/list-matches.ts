/**
 * Ranks one library for a listing, with the reasons: another library for what fits, its own for what is similar. Only
 * what the viewer may see is asked and answered. What a signed-in viewer was shown is written down.
 */
import type { Library } from '#domain/listing.ts'
import { checkMatchFilter, hasCondition } from '#domain/matching/check-filter.ts'
import type { MatchFilter } from '#domain/matching/index/filter.ts'
import { type FieldProblem, requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { getAskingDocument, type MatchView, rankListings } from './rank-listings.ts'
import { recordShownMatches } from './record-shown-matches.ts'

export const maxMatches = 100

export interface ListMatches<L extends Library> {
  from: { library: Library; id: string }
  to: L
  limit: number
  filter?: MatchFilter
}

/** How many matches may be asked for. */
export function checkMatchLimit(limit: number): FieldProblem[] {
  return Number.isInteger(limit) && limit >= 1 && limit <= maxMatches
    ? []
    : [{ path: 'first', message: `${limit} is out of range`, remedy: `ask for 1 to ${maxMatches}` }]
}

export async function listMatches<L extends Library>(ctx: Ctx, input: ListMatches<L>): Promise<MatchView<L>[]> {
  const { from, to, limit, filter = {} } = input
  requireValid([...checkMatchLimit(limit), ...checkMatchFilter(filter, to)])
  const query = await getAskingDocument(ctx, from.library, from.id)
  const matches = await rankListings(ctx, { from: from.library, to, query, limit, filter })
  await recordShownMatches(ctx, { from, to, isFiltered: hasCondition(filter), matches })
  return matches
}
