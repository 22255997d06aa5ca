/** What a bid must contain, and who may hand one in until when. */
import { type ChallengeState, publicChallengeStates } from '../challenge/challenge.ts'
import { checkCount, checkLength, checkPresent } from '../field-check.ts'
import { maxAmountFen } from '../money.ts'
import { type FieldProblem, NotFound, Refusal } from '../refusal.ts'
import type { BidContent } from './bid.ts'

const maxDurationDays = 3650

/** Problems of a bid's contents; there are no drafts, so everything is asked at once. */
export function checkBidContent(content: BidContent): FieldProblem[] {
  const problems = [
    ...checkPresent('plan', content.plan.trim().length >= 20, 'describe the plan in at least 20 characters'),
    ...checkLength('plan', content.plan, 20_000),
    ...checkPresent('team', content.team.length > 0, 'name at least one member of the team'),
    ...checkCount('team', content.team.length, 50),
    ...content.team.flatMap((member, i) => [
      ...checkPresent(`team.${i}.name`, member.name.trim() !== '', 'name the person'),
      ...checkLength(`team.${i}.name`, member.name, 100),
      ...checkLength(`team.${i}.title`, member.title, 100),
      ...checkLength(`team.${i}.duty`, member.duty, 300),
    ]),
  ]
  if (content.priceFen <= 0n || content.priceFen > maxAmountFen)
    problems.push({ path: 'priceFen', message: 'is not a price', remedy: 'enter an amount above 0 in 分' })
  if (!Number.isInteger(content.durationDays) || content.durationDays < 1 || content.durationDays > maxDurationDays)
    problems.push({
      path: 'durationDays',
      message: 'is not a duration',
      remedy: `enter a whole number of days from 1 to ${maxDurationDays}`,
    })
  return problems
}

export class PosterMayNotBid extends Refusal {
  readonly code = 'POSTER_MAY_NOT_BID'
  constructor() {
    super('An organisation may not bid on its own challenge')
  }
}

/** One bid per unit and challenge; a bid that was withdrawn makes room for another. */
export class BidExists extends Refusal {
  readonly code = 'BID_EXISTS'
  constructor() {
    super('Your organisation has a bid on this challenge already; withdraw it before the deadline to submit another')
  }
}

/** Why this unit may not bid, or null. That it is verified and of a kind that bids is the access table's business. */
export function checkEligibility(facts: { bidderId: string; posterId: string; hasLiveBid: boolean }): Refusal | null {
  if (facts.bidderId === facts.posterId) return new PosterMayNotBid()
  return facts.hasLiveBid ? new BidExists() : null
}

/** The deadline has passed, by the database's clock; what was sealed stays as it is. */
export class BidsClosed extends Refusal {
  readonly code = 'BIDS_CLOSED'
  readonly closedAt: Date | null
  constructor(closedAt: Date | null) {
    super(closedAt ? `Bids were taken until ${closedAt.toISOString()}` : 'This challenge takes no bids')
    this.closedAt = closedAt
  }
}

/** Bids are taken, and may be withdrawn, while the challenge is published and `now` is before the deadline. */
export function checkTakesBids(
  now: Date,
  challenge: { state: ChallengeState; bidsCloseAt: Date | null },
): Refusal | null {
  if (!publicChallengeStates.includes(challenge.state)) return new NotFound('challenge')
  const isTaking = challenge.state === 'published' && challenge.bidsCloseAt !== null && now < challenge.bidsCloseAt
  return isTaking ? null : new BidsClosed(challenge.bidsCloseAt)
}

/** The bids stay sealed until the deadline, whoever asks. */
export class BidsStillSealed extends Refusal {
  readonly code = 'BIDS_STILL_SEALED'
  readonly bidsCloseAt: Date | null
  constructor(bidsCloseAt: Date | null) {
    super(`Bids stay sealed until ${bidsCloseAt?.toISOString() ?? 'the deadline'}`)
    this.bidsCloseAt = bidsCloseAt
  }
}

export function checkMayOpen(now: Date, bidsCloseAt: Date | null): BidsStillSealed | null {
  return bidsCloseAt === null || now < bidsCloseAt ? new BidsStillSealed(bidsCloseAt) : null
}

/** A seal does not open, or its contents do not fit the receipt the bidder holds: nothing is opened until it is cleared up. */
export class SealBroken extends Refusal {
  readonly code = 'SEAL_BROKEN'
  readonly bidIds: readonly string[]
  constructor(bidIds: readonly string[]) {
    super(`The seal of ${bidIds.length} bid(s) is broken: ${bidIds.join(', ')}; no bid was opened`)
    this.bidIds = bidIds
  }
}
