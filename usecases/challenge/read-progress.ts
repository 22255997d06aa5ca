import type { Queryable } from '#db/client.ts'
import { listBidHeaders, listScores } from '#db/queries/bid.ts'
import { getListSetting } from '#db/queries/organisation.ts'
import { listReviewers } from '#db/queries/reviewer.ts'
import { openedBidStates } from '#domain/bid/bid.ts'
import type { ReviewProgress } from '#domain/challenge/score.ts'

/** How far the review of a challenge has come; only bids that were opened count. */
export async function readProgress(tx: Queryable, row: { id: string; bureauId: string }): Promise<ReviewProgress> {
  const reviewers = new Set((await listReviewers(tx, row.id)).map(reviewer => reviewer.userId))
  const bids = (await listBidHeaders(tx, row.id)).filter(bid => openedBidStates.includes(bid.state))
  const scores = (await listScores(tx, row.id)).filter(score => reviewers.has(score.reviewerId))
  return {
    reviewerCount: reviewers.size,
    bidCount: bids.length,
    scoredPairs: new Set(scores.map(score => `${score.bidId}/${score.reviewerId}`)).size,
    minReviewers: (await getListSetting(tx, row.bureauId)).minReviewers,
  }
}
