/**
 * Recusal ("回避"): who may not review a challenge, nor open, recommend or award it. Before opening only the poster is compared, because a refusal that
 * named a bidder would tell who has bid; the bidders are compared at opening, on assignment after it and at scoring.
 */
import { fold } from '../matching/text/fold.ts'
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

export interface Party {
  id: string
  name: string
}

/** What the library of experts says of a person, beside what is known of their account. */
export interface ExpertRecusalFacts {
  /** Where they are listed; and of their account, when it is known, what `reviewerOrganisationIds` holds. */
  organisationIds: readonly string[]
  /** Where they work, and the units they may never review for ("回避单位"), as they were typed. */
  unitNames: readonly string[]
  poster: Party
  /** Empty while the bids are sealed. */
  bidders: readonly Party[]
}

/** As `checkReviewerConflict`, and by names too: an expert who is only suggested need not have an account. */
export function checkExpertConflict(facts: ExpertRecusalFacts): ConflictOfInterest | null {
  const { organisationIds, unitNames, poster, bidders } = facts
  const names = unitNames.map(foldName)
  const isNamed = (party: Party) => names.some(name => isWithin(name, foldName(party.name)))
  const byIds = {
    reviewerOrganisationIds: organisationIds,
    posterId: poster.id,
    bidderIds: bidders.map(({ id }) => id),
  }
  if (isNamed(poster)) return new ConflictOfInterest('poster')
  return checkReviewerConflict(byIds) ?? (bidders.some(isNamed) ? new ConflictOfInterest('bidder') : null)
}

const foldName = (name: string) => fold(name).replace(/[\s\p{P}\p{S}]/gu, '')

/** Shorter names begin too many others. */
const shortestHead = 4

/** A school of a university belongs to it: 河南大学材料学院, 河南大学. */
function isWithin(unit: string, organisation: string): boolean {
  if (organisation === '') return false
  return unit === organisation || (organisation.length >= shortestHead && unit.startsWith(organisation))
}
