/** Ranks one library for a listing of another, with the reasons. Only what the viewer may see is asked and answered. */

import type { AchievementRow } from '#db/queries/achievement.ts'
import { readClock } from '#db/queries/clock.ts'
import type { DemandRow } from '#db/queries/demand.ts'
import type { ExpertRow } from '#db/queries/expert.ts'
import type { Library } from '#domain/listing.ts'
import { type MatchDocument, queryOf } from '#domain/matching/document.ts'
import { achievementDocument, demandDocument, expertDocument } from '#domain/matching/listing-document.ts'
import type { Explanation } from '#domain/matching/ranking/explanation.ts'
import { InvalidInput, NotFound } from '#domain/refusal.ts'
import { findListings } from '../listing/find-listings.ts'
import type { ListingView } from '../listing/listing-view.ts'
import type { Ctx } from '../support/ctx.ts'

export interface MatchView<L extends Library> {
  listing: ListingView<L>
  score: number
  explanation: Explanation
}

export const maxMatches = 100

async function sourceDocument(ctx: Ctx, library: Library, id: string): Promise<MatchDocument> {
  const [row] = await findListings(ctx, { library, ids: [id] })
  if (!row) throw new NotFound(library)
  if (library === 'demand') return demandDocument(row as unknown as DemandRow)
  if (library === 'achievement') return achievementDocument(row as unknown as AchievementRow)
  return expertDocument(row as unknown as ExpertRow)
}

export async function listMatches<L extends Library>(
  ctx: Ctx,
  input: { from: { library: Library; id: string }; to: L; limit: number },
): Promise<MatchView<L>[]> {
  if (!Number.isInteger(input.limit) || input.limit < 1 || input.limit > maxMatches)
    throw new InvalidInput([{ path: 'first', message: 'is out of range', remedy: `ask for 1 to ${maxMatches}` }])
  const source = await sourceDocument(ctx, input.from.library, input.from.id)
  const now = await readClock(ctx.db)
  const matches = await ctx.matching.rank({
    library: input.to,
    from: input.from.library,
    query: queryOf(source),
    limit: input.limit,
    nowAt: now.getTime(),
  })
  const views = await findListings(ctx, { library: input.to, ids: matches.map(match => match.id) })
  return matches.flatMap(({ score, explanation }, i) => {
    const listing = views[i]
    return listing ? [{ listing, score, explanation }] : []
  })
}
