/**
 * The state of a review, for the panel and the bureau. Until every score is in, a reviewer sees only their own and the
 * bureau only how many there are; then both see the standings, the spread and all scores.
 */
import { listBidHeaders, listScores, type ScoreRow } from '#db/queries/bid.ts'
import { listReviewers } from '#db/queries/reviewer.ts'
import { may } from '#domain/access/may.ts'
import { openedBidStates } from '#domain/bid/bid.ts'
import { checkReviewComplete, type ReviewProgress, rankBids, type Standing } from '#domain/challenge/score.ts'
import type { Ctx } from '../support/ctx.ts'
import { readChallenge } from './find-challenges.ts'
import { readProgress } from './read-progress.ts'

export interface Review {
  challengeId: string
  progress: ReviewProgress
  isComplete: boolean
  /** The panel, for the bureau; a reviewer sees nobody but themselves. */
  reviewers: { userId: string; displayName: string; scoredBids: number }[]
  /** One's own until the review is complete, then all. */
  scores: ScoreRow[]
  /** Null until the review is complete. */
  standings: Standing[] | null
}

export async function findReview(ctx: Ctx, input: { challengeId: string }): Promise<Review | null> {
  const challenge = await readChallenge(ctx, input.challengeId)
  if (!challenge || ctx.actor.kind !== 'user') return null
  const isBureau = may(ctx.actor, 'challenge.read_scores', { bureau: challenge.bureauId }) === null
  const { userId } = ctx.actor
  const isOnPanel = may(ctx.actor, 'bid.score', { reviewers: challenge.isReviewer ? [userId] : [] }) === null
  if (!isBureau && !isOnPanel) return null
  const progress = await readProgress(ctx.db, challenge)
  const isComplete = progress.bidCount > 0 && checkReviewComplete(progress) === null
  const scores = await listScores(ctx.db, challenge.id)
  const panel = await listReviewers(ctx.db, challenge.id)
  const opened = (await listBidHeaders(ctx.db, challenge.id)).filter(bid => openedBidStates.includes(bid.state))
  return {
    challengeId: challenge.id,
    progress,
    isComplete,
    reviewers: panel
      .filter(reviewer => isBureau || reviewer.userId === userId)
      .map(reviewer => ({
        userId: reviewer.userId,
        displayName: reviewer.displayName,
        scoredBids: new Set(scores.filter(s => s.reviewerId === reviewer.userId).map(s => s.bidId)).size,
      })),
    scores: isComplete ? scores : scores.filter(score => score.reviewerId === userId),
    standings: isComplete
      ? rankBids(
          opened.map(bid => bid.id),
          challenge.dimensions,
          scores,
        )
      : null,
  }
}
