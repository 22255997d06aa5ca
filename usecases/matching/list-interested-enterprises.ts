/** Who has asked for the like of an achievement: the matching demands by organisation, each with them as evidence. */
import type { OrganisationCard } from '#db/queries/organisation.ts'
import { requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { checkMatchLimit, maxMatches } from './list-matches.ts'
import { getAskingDocument, type MatchView, type RankedView, rankListings } from './rank-listings.ts'
import { recordShownMatches } from './record-shown-matches.ts'

/** More than that tells a reader nothing new about the organisation. */
const maxEvidence = 5

export interface InterestedEnterprise {
  organisation: OrganisationCard
  /** Best first, at least one. */
  demands: MatchView<'demand'>[]
}

export async function listInterestedEnterprises(
  ctx: Ctx,
  input: { id: string; limit: number },
): Promise<InterestedEnterprise[]> {
  requireValid(checkMatchLimit(input.limit))
  const query = await getAskingDocument(ctx, 'achievement', input.id)
  const matches = await rankListings(ctx, {
    from: 'achievement',
    to: 'demand',
    query,
    limit: maxMatches,
    choose: ranked => byOrganisation(ranked).slice(0, input.limit).flat(),
  })
  const from = { library: 'achievement', id: input.id } as const
  // By organisation, so the places are none of the ranking.
  await recordShownMatches(ctx, { from, to: 'demand', isFiltered: true, matches })
  return byOrganisation(matches).flatMap(demands => {
    const organisation = demands[0]?.listing.organisation
    return organisation ? [{ organisation, demands }] : []
  })
}

/** In the order of the best demand of each. */
function byOrganisation<M extends RankedView<'demand'>>(matches: readonly M[]): M[][] {
  const groups = new Map<string, M[]>()
  for (const match of matches) {
    const group = groups.get(match.listing.organisationId) ?? []
    if (group.length < maxEvidence) groups.set(match.listing.organisationId, [...group, match])
  }
  return [...groups.values()]
}
