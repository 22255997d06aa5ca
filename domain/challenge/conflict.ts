/**
 * Recusal ("回避"): who may not review a challenge, nor open, recommend or award it. Before opening only the poster is compared, because a refusal that
 * named a bidder would tell who has bid; the bidders are compared at opening, on assignment after it and at scoring.
 */
import { Refusal } from '../refusal.ts'

/** How long a membership that has ended still counts. A parameter of the platform. */
export const recusalYears = 3

export class ConflictOfInterest extends Refusal {
  readonly code = 'CONFLICT_OF_INTEREST'
  readonly conflictWith: 'poster' | 'bidder'
  constructor(conflictWith: 'poster' | 'bidder') {
    super(`The person belongs, or lately belonged, to ${conflictWith === 'poster' ? 'the poster' : 'a bidder'}`)
    this.conflictWith = conflictWith
  }
}

export class NotAnExpert extends Refusal {
  readonly code = 'NOT_AN_EXPERT'
  constructor() {
    super('Only a person with the role of expert can be asked to review')
  }
}

export interface RecusalFacts {
  /** Organisations the reviewer belongs to, or belonged to within {@link recusalYears}. */
  reviewerOrganisationIds: readonly string[]
  posterId: string
  /** Empty while the bids are sealed. */
  bidderIds: readonly string[]
}

export function checkReviewerConflict(facts: RecusalFacts): ConflictOfInterest | null {
  if (facts.reviewerOrganisationIds.includes(facts.posterId)) return new ConflictOfInterest('poster')
  return facts.bidderIds.some(id => facts.reviewerOrganisationIds.includes(id))
    ? new ConflictOfInterest('bidder')
    : null
}
