import { describe, expect, it } from 'vitest'
import { listTransitions } from '#domain/lifecycle.ts'
import { listingStates } from '#domain/listing.ts'
import {
  checkAnswering,
  checkInvitation,
  checkInvitedLibraries,
  checkInviting,
  invitationLifecycle,
  invitationStates,
  maxInvitations,
} from '#domain/matching/invitation.ts'
import { strengths } from '#domain/matching/ranking/strength.ts'

const asking = { organisationId: 'enterprise', state: 'published', sentLately: 0 } as const
const found = { organisationId: 'university', state: 'published' } as const
const codeOf = (over: Partial<Parameters<typeof checkInvitation>[0]>) =>
  checkInvitation({ from: asking, shown: found, isInvited: false, strength: 'weak', ...over })?.code ?? null

describe('an invitation', () => {
  it('is for a match of somebody else, once, while both are public', () => {
    expect(codeOf({})).toBeNull()
    expect(codeOf({ shown: { ...found, organisationId: 'enterprise' } })).toBe('OWN_MATCH')
    expect(codeOf({ isInvited: true })).toBe('ALREADY_INVITED')
  })

  it('is not for a match that is none', () => {
    expect(strengths.filter(strength => codeOf({ strength }) !== null)).toEqual(['none'])
    expect(codeOf({ strength: 'none' })).toBe('NO_GOOD_MATCH')
  })

  it('is not for many in a day', () => {
    expect(codeOf({ from: { ...asking, sentLately: maxInvitations - 1 } })).toBeNull()
    const full = { ...asking, sentLately: maxInvitations }
    expect(codeOf({ from: full })).toBe('TOO_MANY_INVITATIONS')
    expect(checkInviting(full)).toMatchObject({ code: 'TOO_MANY_INVITATIONS', limit: 20 })
  })

  it.each(listingStates.filter(state => state !== 'published'))('is not for a listing that is %s', state => {
    expect(codeOf({ from: { ...asking, state } })).toBe('WRONG_STATE')
    expect(codeOf({ shown: { ...found, state } })).toBe('WRONG_STATE')
    expect(checkInviting({ state, sentLately: 0 })?.code).toBe('WRONG_STATE')
  })

  it.each([
    ['demand', 'achievement', []],
    ['demand', 'expert', []],
    ['demand', 'demand', ['listing']],
    ['achievement', 'demand', ['from', 'listing']],
    ['expert', 'achievement', ['from']],
  ] as const)('from %s to %s has problems at %o', (from, shown, paths) => {
    expect(checkInvitedLibraries(from, shown).map(({ path }) => path)).toEqual(paths)
  })
})

describe('an answer', () => {
  it('is one of two, and stays', () => {
    expect(listTransitions(invitationLifecycle)).toEqual([
      { from: 'pending', event: 'interest', to: 'interested' },
      { from: 'pending', event: 'decline', to: 'declined' },
    ])
    const codes = invitationStates.map(state => checkAnswering(state)?.code ?? null)
    expect(codes).toEqual([null, 'ALREADY_ANSWERED', 'ALREADY_ANSWERED'])
  })
})
