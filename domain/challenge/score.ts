/**
 * From points to a ranking, in whole numbers. Points are 0–100 per dimension and weights sum to 100, so a reviewer's
 * total is a whole number of hundredths of a point (0–10,000); means are compared exactly and rounded only to be shown.
 */
import { type FieldProblem, Refusal } from '../refusal.ts'
import type { ScoringDimension } from './check-challenge.ts'

const maxPoints = 100

/** One reviewer's points for one dimension (`ordinal` from 1) of one bid. */
export interface Points {
  bidId: string
  reviewerId: string
  ordinal: number
  points: number
}

export interface Standing {
  bidId: string
  /** 1 is best; equal totals share a rank, and the next rank is skipped: 1, 1, 3. */
  rank: number
  /** Mean of the reviewers' weighted totals, in hundredths of a point, rounded half up. */
  totalHundredths: number
  /** Highest minus lowest total among the reviewers, in hundredths of a point. */
  spreadHundredths: number
  /** Mean points of each dimension in its order, in hundredths of a point, rounded half up. */
  dimensionHundredths: number[]
}

const roundedMean = (sum: number, count: number) => Math.floor((2 * sum + count) / (2 * count))

interface Tally {
  bidId: string
  totals: number[]
  sum: number
  dimensionHundredths: number[]
}

function tally(bidId: string, dimensions: readonly ScoringDimension[], points: readonly Points[]): Tally {
  const reviewers = [...new Set(points.map(p => p.reviewerId))]
  const pointsOf = (ordinal: number) => points.filter(p => p.ordinal === ordinal)
  const totals = reviewers.map(reviewer =>
    points
      .filter(p => p.reviewerId === reviewer)
      .reduce((total, p) => total + p.points * (dimensions[p.ordinal - 1]?.weight ?? 0), 0),
  )
  return {
    bidId,
    totals,
    sum: totals.reduce((total, t) => total + t, 0),
    dimensionHundredths: dimensions.map((_, i) => {
      const given = pointsOf(i + 1)
      const sum = given.reduce((total, p) => total + p.points * 100, 0)
      return given.length > 0 ? roundedMean(sum, given.length) : 0
    }),
  }
}

/**
 * Ranks bids by the mean of their reviewers' totals, best first. `bidIds` comes in the order of sealing: equal bids
 * keep it and share their rank. A bid without points stands at zero.
 */
export function rankBids(
  bidIds: readonly string[],
  dimensions: readonly ScoringDimension[],
  points: readonly Points[],
): Standing[] {
  const tallies = bidIds.map(bidId =>
    tally(
      bidId,
      dimensions,
      points.filter(p => p.bidId === bidId),
    ),
  )
  // a.sum / a.n against b.sum / b.n without dividing
  const compare = (a: Tally, b: Tally) => b.sum * (a.totals.length || 1) - a.sum * (b.totals.length || 1)
  const ordered = tallies.toSorted(compare)
  return ordered.map(t => ({
    bidId: t.bidId,
    rank: ordered.findIndex(other => compare(other, t) === 0) + 1,
    totalHundredths: t.totals.length > 0 ? roundedMean(t.sum, t.totals.length) : 0,
    spreadHundredths: t.totals.length > 0 ? Math.max(...t.totals) - Math.min(...t.totals) : 0,
    dimensionHundredths: t.dimensionHundredths,
  }))
}

/** What a reviewer enters for one dimension. */
export interface DimensionScore {
  ordinal: number
  points: number
  comment: string
}

/** Every dimension exactly once, points whole and within 0–100. */
export function checkScores(scores: readonly DimensionScore[], dimensionCount: number): FieldProblem[] {
  const problems: FieldProblem[] = []
  for (let ordinal = 1; ordinal <= dimensionCount; ordinal++) {
    const given = scores.filter(score => score.ordinal === ordinal)
    if (given.length !== 1)
      problems.push({
        path: `scores.${ordinal}`,
        message: given.length === 0 ? 'is missing' : 'is given twice',
        remedy: 'score every dimension once',
      })
  }
  for (const { ordinal, points, comment } of scores) {
    if (!Number.isInteger(ordinal) || ordinal < 1 || ordinal > dimensionCount)
      problems.push({ path: `scores.${ordinal}`, message: 'is no dimension of this challenge', remedy: 'leave it out' })
    if (!Number.isInteger(points) || points < 0 || points > maxPoints)
      problems.push({
        path: `scores.${ordinal}.points`,
        message: `${points} is out of range`,
        remedy: 'enter a whole number from 0 to 100',
      })
    if (comment.length > 2000)
      problems.push({
        path: `scores.${ordinal}.comment`,
        message: `is ${comment.length} characters long`,
        remedy: 'shorten it to 2000 characters',
      })
  }
  return problems
}

/** How far the review has come. */
export interface ReviewProgress {
  reviewerCount: number
  bidCount: number
  /** Pairs of reviewer and bid that have been scored. */
  scoredPairs: number
  minReviewers: number
}

/** The panel is too small or even, or somebody has not scored every bid. */
export class ReviewIncomplete extends Refusal {
  readonly code = 'REVIEW_INCOMPLETE'
  readonly progress: ReviewProgress
  constructor(progress: ReviewProgress) {
    const { reviewerCount, minReviewers, scoredPairs, bidCount } = progress
    super(
      reviewerCount < minReviewers || reviewerCount % 2 === 0
        ? `The panel has ${reviewerCount} reviewers; it needs an odd number, at least ${minReviewers}`
        : `${scoredPairs} of ${reviewerCount * bidCount} scorings are in`,
    )
    this.progress = progress
  }
}

/** A panel is odd, so that it cannot be split in halves, and at least as large as the bureau's list asks. */
export function checkReviewComplete(progress: ReviewProgress): ReviewIncomplete | null {
  const { reviewerCount, bidCount, scoredPairs, minReviewers } = progress
  const isPanel = reviewerCount >= minReviewers && reviewerCount % 2 === 1
  return isPanel && scoredPairs >= reviewerCount * bidCount ? null : new ReviewIncomplete(progress)
}

/** All scores are in and have been shown to the panel: none may be changed, and nobody may join it. */
export class ReviewComplete extends Refusal {
  readonly code = 'REVIEW_COMPLETE'
  constructor() {
    super('All scores are in; the review is complete and cannot be changed')
  }
}

/** A bid that is not the best by the scores was recommended without saying why. */
export class RecommendationNeedsReason extends Refusal {
  readonly code = 'RECOMMENDATION_NEEDS_REASON'
  readonly rank: number
  constructor(rank: number) {
    super(`This bid ranks ${rank}; say why it is recommended before the first`)
    this.rank = rank
  }
}

export function checkRecommendation(rank: number, reason: string): RecommendationNeedsReason | null {
  return rank > 1 && reason.trim() === '' ? new RecommendationNeedsReason(rank) : null
}
