/** Proposes the winner once every reviewer has scored every bid, and begins the public notice ("公示") in the same act. */
import { listBidHeaders, listScores } from '#db/queries/bid.ts'
import { listDimensions } from '#db/queries/challenge.ts'
import { readClock } from '#db/queries/clock.ts'
import { getListSetting } from '#db/queries/organisation.ts'
import { may } from '#domain/access/may.ts'
import { challengeLifecycle } from '#domain/challenge/challenge.ts'
import { noticeEnd } from '#domain/challenge/check-challenge.ts'
import { checkRecommendation, checkReviewComplete, rankBids } from '#domain/challenge/score.ts'
import { checkLength } from '#domain/field-check.ts'
import { checkTransition } from '#domain/lifecycle.ts'
import { NotFound, refuse, requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { lockChallengeOrRefuse, stepChallenge } from './move-challenge.ts'
import { readProgress } from './read-progress.ts'
import { refuseOfficerConflict } from './refuse-officer-conflict.ts'

export interface RecommendBidInput {
  challengeId: string
  bidId: string
  /** Needed when the bid is not the best by the scores. */
  reason: string
}

/** `isEstimated`: the notice touches a year whose holidays are not announced yet; its end counts Monday to Friday. */
export async function recommendBid(
  ctx: Ctx,
  input: RecommendBidInput,
): Promise<{ id: string; noticeEndsAt: Date; isEstimated: boolean }> {
  return mutate(ctx, async tx => {
    const row = await lockChallengeOrRefuse(tx, input.challengeId)
    refuse(may(ctx.actor, 'challenge.run', { bureau: row.bureauId }))
    refuse(checkTransition(challengeLifecycle, row.state, 'recommend'))
    await refuseOfficerConflict(ctx, tx, row)
    requireValid(checkLength('reason', input.reason, 5_000))
    const bids = (await listBidHeaders(tx, row.id)).filter(bid => bid.state === 'opened')
    if (!bids.some(bid => bid.id === input.bidId)) throw new NotFound('bid')
    refuse(checkReviewComplete(await readProgress(tx, row)))
    const standings = rankBids(
      bids.map(bid => bid.id),
      await listDimensions(tx, row.id),
      await listScores(tx, row.id),
    )
    const rank = standings.find(standing => standing.bidId === input.bidId)?.rank ?? bids.length
    refuse(checkRecommendation(rank, input.reason))
    const { endsAt, isEstimated } = noticeEnd(await readClock(tx), await getListSetting(tx, row.bureauId))
    const recommended = await stepChallenge(ctx, tx, row, {
      event: 'recommend',
      reason: input.reason,
      change: { recommendedBidId: input.bidId, recommendationReason: input.reason },
    })
    const after = await stepChallenge(ctx, tx, recommended, {
      event: 'give_notice',
      reason: isEstimated ? 'the end is estimated: the holidays of its year are not announced yet' : '',
      change: { noticeEndsAt: endsAt },
    })
    return {
      result: { id: row.id, noticeEndsAt: endsAt, isEstimated },
      audit: {
        action: 'challenge.recommend',
        subjectKind: 'challenge',
        subjectId: row.id,
        before: row,
        after: { ...after, standings, isEstimated },
      },
    }
  })
}
