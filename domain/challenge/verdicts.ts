/** Which verbs the viewer has now, and why not the others: the same guards that the verbs themselves ask. */
import type { Actor } from '../access/actor.ts'
import { may } from '../access/may.ts'
import { checkEligibility, checkMayOpen, checkTakesBids } from '../bid/check-bid.ts'
import { checkTransition, WrongState } from '../lifecycle.ts'
import { NotFound, type Refusal } from '../refusal.ts'
import { type ChallengeEvent, type ChallengeState, challengeLifecycle } from './challenge.ts'
import { checkNoticeServed } from './check-challenge.ts'

export interface ChallengeFacts {
  state: ChallengeState
  posterId: string
  bureauId: string
  bidsCloseAt: Date | null
  noticeEndsAt: Date | null
  ownBidId: string | null
  isReviewer: boolean
}

/** States in which the terms may be edited. */
export const editableChallengeStates: readonly ChallengeState[] = ['draft', 'returned']
/** States in which a reviewer may still join the panel. */
export const assignableStates: readonly ChallengeState[] = ['vetted', 'published', 'closed', 'opened', 'under_review']

/** From the award on: bidders are told how they stood. */
export const awardedChallengeStates: readonly ChallengeState[] = [
  'awarded',
  'contracted',
  'in_progress',
  'accepted',
  'exempted',
  'failed',
  'archived',
]
/** Somebody was found who solves it, and it has not failed. The archive holds both kinds and is not among them. */
export const solvedChallengeStates: readonly ChallengeState[] = ['awarded', 'contracted', 'in_progress', 'accepted']
/** The bids are open: those who run the challenge know who has bid. */
export const openedChallengeStates: readonly ChallengeState[] = ['opened', 'under_review']
/** From the public notice on: the recommended bidder is named. */
export const noticedChallengeStates: readonly ChallengeState[] = [
  'public_notice',
  'objected',
  ...awardedChallengeStates,
]

/** For what is done in a state without leaving it: editing, assigning, scoring. */
export function checkInState(
  state: ChallengeState,
  verb: string,
  allowed: readonly ChallengeState[],
): WrongState | null {
  return allowed.includes(state)
    ? null
    : new WrongState(state, verb, Object.keys(challengeLifecycle.transitions[state]))
}

/** The poster may take back what is not vetted yet; afterwards only the bureau may cancel. */
export function checkMayCancel(actor: Actor, facts: ChallengeFacts): Refusal | null {
  const run = may(actor, 'challenge.run', { bureau: facts.bureauId })
  if (run && ['draft', 'submitted', 'returned'].includes(facts.state))
    return may(actor, 'challenge.edit', { poster: facts.posterId })
  return run
}

/** Bidding: first who asks, then the time, then the unit. */
export function checkMayBid(actor: Actor, facts: ChallengeFacts, now: Date): Refusal | null {
  const acting = actor.kind === 'user' ? actor.acting : null
  const refusal = may(actor, 'bid.create', { bidder: acting?.organisationId ?? null }) ?? checkTakesBids(now, facts)
  if (refusal || !acting) return refusal
  return checkEligibility({
    bidderId: acting.organisationId,
    posterId: facts.posterId,
    hasLiveBid: facts.ownBidId !== null,
  })
}

function checkMayWithdraw(actor: Actor, facts: ChallengeFacts, now: Date): Refusal | null {
  const bidder = actor.kind === 'user' ? (actor.acting?.organisationId ?? null) : null
  const refusal = may(actor, 'bid.withdraw', { bidder })
  return refusal ?? (facts.ownBidId === null ? new NotFound('bid') : checkTakesBids(now, facts))
}

export const challengeVerbs = [
  'edit',
  'submit',
  'return',
  'vet',
  'publish',
  'assign_reviewer',
  'bid',
  'withdraw_bid',
  'open',
  'score',
  'recommend',
  'award',
  'cancel',
] as const
export type ChallengeVerb = (typeof challengeVerbs)[number]

/** `now` is the database's clock. What needs the scores (is the review complete?) is asked by the review itself. */
export function challengeVerdict(actor: Actor, verb: ChallengeVerb, facts: ChallengeFacts, now: Date): Refusal | null {
  const userId = actor.kind === 'user' ? actor.userId : ''
  const poster = { poster: facts.posterId }
  const bureau = { bureau: facts.bureauId }
  const can = (event: ChallengeEvent) => checkTransition(challengeLifecycle, facts.state, event)
  switch (verb) {
    case 'edit':
      return may(actor, 'challenge.edit', poster) ?? checkInState(facts.state, verb, editableChallengeStates)
    case 'submit':
      return may(actor, 'challenge.submit', poster) ?? can('submit')
    case 'return':
    case 'vet':
    case 'publish':
    case 'recommend':
      return may(actor, 'challenge.run', bureau) ?? can(verb)
    case 'assign_reviewer':
      return may(actor, 'challenge.run', bureau) ?? checkInState(facts.state, verb, assignableStates)
    case 'bid':
      return checkMayBid(actor, facts, now)
    case 'withdraw_bid':
      return checkMayWithdraw(actor, facts, now)
    case 'open':
      return (
        may(actor, 'challenge.run', bureau) ??
        can(facts.state === 'closed' ? 'open' : 'close') ??
        checkMayOpen(now, facts.bidsCloseAt)
      )
    case 'score':
      return (
        may(actor, 'bid.score', { reviewers: facts.isReviewer ? [userId] : [] }) ??
        checkInState(facts.state, verb, ['under_review'])
      )
    case 'award':
      return (
        may(actor, 'challenge.run', bureau) ??
        can('award') ??
        (facts.noticeEndsAt ? checkNoticeServed(now, facts.noticeEndsAt) : null)
      )
    case 'cancel':
      return checkMayCancel(actor, facts) ?? can('cancel')
  }
}
