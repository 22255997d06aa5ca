import { describe, expect, it } from 'vitest'
import type { Actor } from '#domain/access/actor.ts'
import { anonymous } from '#domain/access/actor.ts'
import type { OrganisationKind, Role } from '#domain/access/roles.ts'
import { type ChallengeState, challengeStates } from '#domain/challenge/challenge.ts'
import { checkReviewerConflict } from '#domain/challenge/conflict.ts'
import { type ChallengeVerb, challengeVerbs, challengeVerdict } from '#domain/challenge/verdicts.ts'

const now = new Date('2026-11-21T02:00:00Z')
const later = new Date('2026-11-21T03:00:00Z')
const earlier = new Date('2026-11-21T01:00:00Z')

function person(organisationId: string, organisationKind: OrganisationKind, role: Role, isVerified = true): Actor {
  const acting = {
    membershipId: 'm',
    organisationId,
    organisationKind,
    organisationName: '',
    regionCode: '',
    role,
    isVerified,
  }
  return { kind: 'user', userId: `${organisationId}/${role}`, displayName: '', isAdmin: false, acting }
}
const poster = person('P', 'enterprise', 'member')
const officer = person('B', 'bureau', 'officer')
const bidder = person('U', 'university', 'member')
const expert = person('I', 'institute', 'expert')

const facts = (state: ChallengeState, change = {}) => ({
  state,
  posterId: 'P',
  bureauId: 'B',
  bidsCloseAt: later,
  noticeEndsAt: earlier,
  ownBidId: null,
  isReviewer: false,
  ...change,
})

/** Who × verb: the states in which the verb is on. */
const table: [string, Actor, Partial<Record<ChallengeVerb, ChallengeState[]>>][] = [
  ['a stranger', anonymous, {}],
  [
    'the poster',
    poster,
    { edit: ['draft', 'returned'], submit: ['draft', 'returned'], cancel: ['draft', 'submitted', 'returned'] },
  ],
  [
    'the officer',
    officer,
    {
      return: ['submitted'],
      vet: ['submitted'],
      publish: ['vetted'],
      assign_reviewer: ['vetted', 'published', 'closed', 'opened', 'under_review'],
      recommend: ['under_review'],
      award: ['public_notice'],
      cancel: [
        'draft',
        'submitted',
        'returned',
        'vetted',
        'published',
        'closed',
        'opened',
        'under_review',
        'recommended',
        'public_notice',
        'objected',
        'awarded',
      ],
    },
  ],
  ['a bidder', bidder, { bid: ['published'] }],
]

describe('who may do what with a challenge, in which state', () => {
  it.each(table)('%s', (_, actor, on) => {
    for (const verb of challengeVerbs)
      expect([verb, challengeStates.filter(s => challengeVerdict(actor, verb, facts(s), now) === null)]).toEqual([
        verb,
        on[verb] ?? [],
      ])
  })
  it('an officer of another bureau runs nothing', () => {
    const stranger = person('B2', 'bureau', 'officer')
    for (const verb of challengeVerbs)
      for (const state of challengeStates) expect(challengeVerdict(stranger, verb, facts(state), now)).not.toBeNull()
  })
  it('opens after the deadline only', () => {
    expect(challengeVerdict(officer, 'open', facts('published'), now)?.code).toBe('BIDS_STILL_SEALED')
    expect(challengeVerdict(officer, 'open', facts('published', { bidsCloseAt: now }), now)).toBeNull()
    expect(challengeVerdict(officer, 'open', facts('closed', { bidsCloseAt: now }), now)).toBeNull()
    expect(challengeVerdict(officer, 'open', facts('under_review', { bidsCloseAt: now }), now)?.code).toBe(
      'WRONG_STATE',
    )
  })
  it('bids until the deadline only, once, and not the poster', () => {
    expect(challengeVerdict(bidder, 'bid', facts('published', { bidsCloseAt: now }), now)?.code).toBe('BIDS_CLOSED')
    expect(challengeVerdict(bidder, 'bid', facts('published', { ownBidId: 'b' }), now)?.code).toBe('BID_EXISTS')
    expect(challengeVerdict(poster, 'bid', facts('published'), now)?.code).toBe('POSTER_MAY_NOT_BID')
    expect(challengeVerdict(bidder, 'bid', facts('vetted'), now)?.code).toBe('NOT_FOUND')
    expect(challengeVerdict(person('N', 'enterprise', 'admin', false), 'bid', facts('published'), now)?.code).toBe(
      'ORGANISATION_NOT_VERIFIED',
    )
    expect(challengeVerdict(person('K', 'broker_agency', 'manager'), 'bid', facts('published'), now)?.code).toBe(
      'NOT_ALLOWED',
    )
  })
  it('withdraws a bid that stands, until the deadline', () => {
    const own = { ownBidId: 'b' }
    expect(challengeVerdict(bidder, 'withdraw_bid', facts('published', own), now)).toBeNull()
    expect(challengeVerdict(bidder, 'withdraw_bid', facts('published'), now)?.code).toBe('NOT_FOUND')
    const late = facts('published', { ...own, bidsCloseAt: now })
    expect(challengeVerdict(bidder, 'withdraw_bid', late, now)?.code).toBe('BIDS_CLOSED')
    expect(challengeVerdict(officer, 'withdraw_bid', facts('published', own), now)?.code).toBe('NOT_ALLOWED')
  })
  it('scores as an assigned reviewer only', () => {
    expect(challengeVerdict(expert, 'score', facts('under_review'), now)?.code).toBe('NOT_ALLOWED')
    expect(challengeVerdict(expert, 'score', facts('under_review', { isReviewer: true }), now)).toBeNull()
    expect(challengeVerdict(expert, 'score', facts('published', { isReviewer: true }), now)?.code).toBe('WRONG_STATE')
  })
  it('keeps the platform administrator from opening and scoring, whatever else they are', () => {
    const admin = (actor: Actor): Actor => (actor.kind === 'user' ? { ...actor, isAdmin: true } : actor)
    const due = facts('published', { bidsCloseAt: now })
    expect(challengeVerdict(admin(officer), 'open', due, now)?.code).toBe('NOT_ALLOWED')
    const reviewing = facts('under_review', { isReviewer: true })
    expect(challengeVerdict(admin(expert), 'score', reviewing, now)?.code).toBe('NOT_ALLOWED')
  })
  it('awards when the notice has been served', () => {
    expect(challengeVerdict(officer, 'award', facts('public_notice', { noticeEndsAt: later }), now)?.code).toBe(
      'NOTICE_STILL_RUNS',
    )
  })
})

describe('recusal', () => {
  const facts = { reviewerOrganisationIds: ['I', 'J'], posterId: 'P', bidderIds: ['U', 'V'] }
  it('asks for nothing in common', () => expect(checkReviewerConflict(facts)).toBeNull())
  it.each([
    ['poster', { posterId: 'J' }],
    ['bidder', { bidderIds: ['U', 'I'] }],
  ])('names a conflict with the %s', (conflictWith, change) => {
    expect(checkReviewerConflict({ ...facts, ...change })).toMatchObject({ code: 'CONFLICT_OF_INTEREST', conflictWith })
  })
})
