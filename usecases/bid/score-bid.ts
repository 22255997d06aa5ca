/** A reviewer scores one bid in every dimension; until all scores are in, they may be given again. */
import { findBidHeader, listBidderIds, listScores, lockBidHeader, replaceScores } from '#db/queries/bid.ts'
import { listDimensions } from '#db/queries/challenge.ts'
import { findReviewerCandidate, listReviewers } from '#db/queries/reviewer.ts'
import { may } from '#domain/access/may.ts'
import { checkReviewerConflict } from '#domain/challenge/conflict.ts'
import { checkReviewComplete, checkScores, type DimensionScore, ReviewComplete } from '#domain/challenge/score.ts'
import { checkInState } from '#domain/challenge/verdicts.ts'
import { NotFound, refuse, requireValid } from '#domain/refusal.ts'
import { lockChallengeOrRefuse } from '../challenge/move-challenge.ts'
import { readProgress } from '../challenge/read-progress.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'

export async function scoreBid(
  ctx: Ctx,
  input: { bidId: string; scores: readonly DimensionScore[] },
): Promise<{ id: string; challengeId: string }> {
  return mutate(ctx, async tx => {
    const found = await findBidHeader(tx, input.bidId)
    if (!found) throw new NotFound('bid')
    const challenge = await lockChallengeOrRefuse(tx, found.challengeId)
    // What was read before the lock may have been another's to change; from here on the bid stands still.
    const bid = await lockBidHeader(tx, found.id)
    if (!bid) throw new NotFound('bid')
    const reviewers = (await listReviewers(tx, challenge.id)).map(reviewer => reviewer.userId)
    const refusal = may(ctx.actor, 'bid.score', { reviewers })
    // Who is not on the panel may not know of the bid, and nobody on it may before opening.
    if (refusal) throw ctx.actor.kind === 'anonymous' ? refusal : new NotFound('bid')
    const reviewerId = ctx.actor.kind === 'user' ? ctx.actor.userId : ''
    refuse(checkInState(challenge.state, 'score', ['under_review']))
    if (bid.state !== 'opened') throw new NotFound('bid')
    const candidate = await findReviewerCandidate(tx, { userId: reviewerId })
    const reviewerOrganisationIds = candidate?.organisationIds ?? []
    const bidderIds = await listBidderIds(tx, challenge.id)
    refuse(checkReviewerConflict({ reviewerOrganisationIds, posterId: challenge.posterId, bidderIds }))
    if (checkReviewComplete(await readProgress(tx, challenge)) === null) throw new ReviewComplete()
    requireValid(checkScores(input.scores, (await listDimensions(tx, challenge.id)).length))
    const isOwn = (score: { bidId: string; reviewerId: string }) =>
      score.bidId === bid.id && score.reviewerId === reviewerId
    const before = (await listScores(tx, challenge.id)).filter(isOwn)
    await replaceScores(tx, { bidId: bid.id, reviewerId }, input.scores)
    return {
      result: { id: bid.id, challengeId: challenge.id },
      audit: {
        action: 'bid.score',
        subjectKind: 'bid',
        subjectId: bid.id,
        before: before.length > 0 ? before : null,
        after: { reviewerId, scores: input.scores },
      },
    }
  })
}
