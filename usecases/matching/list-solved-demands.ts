/** Similar demands that have been solved: whoever has the same problem sees that it can be done, and by whom. */
import { listSolvedDemands as selectSolved } from '#db/queries/challenge.ts'
import { requireValid } from '#domain/refusal.ts'
import type { ChallengeView } from '../challenge/challenge-view.ts'
import { findChallenges } from '../challenge/find-challenges.ts'
import type { Ctx } from '../support/ctx.ts'
import { checkMatchLimit } from './list-matches.ts'
import { getAskingDocument, type MatchView, rankListings } from './rank-listings.ts'
import { recordShownMatches } from './record-shown-matches.ts'

export interface SolvedDemand {
  match: MatchView<'demand'>
  /** The challenge through which it was solved. */
  challenge: ChallengeView
}

export async function listSolvedDemands(ctx: Ctx, input: { id: string; limit: number }): Promise<SolvedDemand[]> {
  requireValid(checkMatchLimit(input.limit))
  const query = await getAskingDocument(ctx, 'demand', input.id)
  const challengeOf = new Map((await selectSolved(ctx.db)).map(row => [row.demandId, row.challengeId]))
  const candidates = [...challengeOf.keys()]
  const matches = await rankListings(ctx, { from: 'demand', to: 'demand', query, limit: input.limit, candidates })
  const challenges = await findChallenges(ctx, { ids: matches.map(match => challengeOf.get(match.listing.id) ?? '') })
  const solved = matches.flatMap((match, i) => {
    const challenge = challenges[i]
    return challenge ? [{ match, challenge }] : []
  })
  const from = { library: 'demand', id: input.id } as const
  const shown = solved.map(({ match }) => match)
  await recordShownMatches(ctx, { from, to: 'demand', isFiltered: true, matches: shown })
  return solved
}
