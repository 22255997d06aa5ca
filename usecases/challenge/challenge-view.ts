/** What a viewer gets to see of a challenge: the terms are public, the reasons of the bureau are not. */
import type { ChallengeRecord, ChallengeViewer } from '#db/queries/challenge.ts'
import { may } from '#domain/access/may.ts'
import { noticedChallengeStates } from '#domain/challenge/verdicts.ts'
import type { Ctx } from '../support/ctx.ts'

export interface ChallengeView extends Omit<ChallengeRecord, 'createdBy' | 'recommendationReason'> {
  /** For the bureau alone. */
  recommendationReason: string | null
}

/** The organisation only for those who may know whether it has bid. */
export function viewerOf(ctx: Ctx): ChallengeViewer {
  if (ctx.actor.kind !== 'user') return { userId: null, organisationId: null }
  const bidder = ctx.actor.acting?.organisationId ?? null
  const mayKnow = may(ctx.actor, 'bid.read_sealed', { bidder }) === null
  return { userId: ctx.actor.userId, organisationId: mayKnow ? bidder : null }
}

/** Removes what the viewer may not see; the recommended bidder is named from the public notice on. */
export function presentChallenge(ctx: Ctx, row: ChallengeRecord): ChallengeView {
  const { createdBy, recommendationReason, ...rest } = row
  const isBureau = may(ctx.actor, 'challenge.read_scores', { bureau: row.bureauId }) === null
  const isNoticed = noticedChallengeStates.includes(row.state)
  return {
    ...rest,
    recommendedBidId: isNoticed ? row.recommendedBidId : null,
    recommendedOrganisationId: isNoticed ? row.recommendedOrganisationId : null,
    recommendationReason: isBureau ? recommendationReason : null,
  }
}
