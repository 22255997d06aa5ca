/**
 * 对接邀请: the owner of a demand asks the owner of a match to talk. Once a pair, while both listings are public, and so many a day:
 * who is asked twice, or for no reason, is pestered. It is the asker's word by deed, so the match log counts it (decision record 0014).
 * Whoever is asked answers once: 感兴趣 or 不合适.
 */
import { msPerDay } from '../calendar.ts'
import { type Lifecycle, WrongState } from '../lifecycle.ts'
import { type Library, type ListingState, listingLifecycle } from '../listing.ts'
import { type FieldProblem, Refusal } from '../refusal.ts'
import type { Strength } from './ranking/strength.ts'

/** Whose owners are invited to a demand. */
export const invitedLibraries = ['achievement', 'expert'] as const
export type InvitedLibrary = (typeof invitedLibraries)[number]

export function isInvitedLibrary(library: Library): library is InvitedLibrary {
  return library !== 'demand'
}

export const invitationStates = ['pending', 'interested', 'declined'] as const
export type InvitationState = (typeof invitationStates)[number]
export type InvitationEvent = 'interest' | 'decline'

export const invitationLifecycle: Lifecycle<InvitationState, InvitationEvent> = {
  initial: 'pending',
  transitions: {
    pending: { interest: 'interested', decline: 'declined' },
    interested: {},
    declined: {},
  },
}

/** Of what is written with an invitation, and with its answer. */
export const maxInvitationTextLength = 500

/** The owner of this match has been invited to this demand before. */
export class AlreadyInvited extends Refusal {
  readonly code = 'ALREADY_INVITED'
  constructor() {
    super('The owner of this match has been invited to this demand already: wait for the answer')
  }
}

/** Both listings belong to one organisation. */
export class OwnMatch extends Refusal {
  readonly code = 'OWN_MATCH'
  constructor() {
    super('This match is a listing of your own organisation: there is nobody to invite')
  }
}

/** To whoever invites, the match was shown as no good match: there is nothing to talk about. */
export class NoGoodMatch extends Refusal {
  readonly code = 'NO_GOOD_MATCH'
  constructor() {
    super('This is no good match for the demand: its owner is not invited')
  }
}

/** Somebody of the invited organisation has answered this invitation before. */
export class AlreadyAnswered extends Refusal {
  readonly code = 'ALREADY_ANSWERED'
  readonly state: InvitationState
  constructor(state: InvitationState) {
    super(
      `This invitation has been answered ("${state}") and an answer stays: reload to read it; if you think otherwise now, tell the other side directly`,
    )
    this.state = state
  }
}

/** So many owners one demand invites within `invitationWindowMs`. */
export const maxInvitations = 20
export const invitationWindowMs = msPerDay

/** The demand has invited as many owners in the last 24 hours as it may. */
export class TooManyInvitations extends Refusal {
  readonly code = 'TOO_MANY_INVITATIONS'
  readonly limit = maxInvitations
  constructor() {
    super(`This demand has invited ${maxInvitations} owners in the last 24 hours: invite more tomorrow`)
  }
}

/** Only a demand invites, and only owners of achievements and experts. */
export function checkInvitedLibraries(from: Library, shown: Library): FieldProblem[] {
  const problem = (path: string, message: string, remedy: string): FieldProblem => ({ path, message, remedy })
  return [
    ...(from === 'demand' ? [] : [problem('from', 'is no demand', 'invite from a demand')]),
    ...(isInvitedLibrary(shown)
      ? []
      : [problem('listing', 'is a demand', 'invite the owner of an achievement or an expert')]),
  ]
}

export interface InvitedSide {
  organisationId: string
  state: ListingState
}

export interface AskingSide {
  state: ListingState
  /** How many it has invited within `invitationWindowMs`. */
  sentLately: number
}

const noMatch: Strength = 'none'

/** May the demand invite at all now? */
export function checkInviting(from: AskingSide): Refusal | null {
  return checkPublic(from) ?? (from.sentLately < maxInvitations ? null : new TooManyInvitations())
}

function checkPublic({ state }: Pick<InvitedSide, 'state'>): WrongState | null {
  if (state === 'published') return null
  return new WrongState(state, 'invite', Object.keys(listingLifecycle.transitions[state]))
}

export interface Inviting {
  from: InvitedSide & AskingSide
  shown: InvitedSide
  isInvited: boolean
  /** As the match was shown to whoever invites. */
  strength: string
}

/** May this match be invited? The screen asks the same. */
export function checkInvitation({ from, shown, isInvited, strength }: Inviting): Refusal | null {
  if (from.organisationId === shown.organisationId) return new OwnMatch()
  if (isInvited) return new AlreadyInvited()
  if (strength === noMatch) return new NoGoodMatch()
  return checkInviting(from) ?? checkPublic(shown)
}

/** May this invitation be answered, as far as it goes? The screen asks the same. */
export function checkAnswering(state: InvitationState): AlreadyAnswered | null {
  return state === invitationLifecycle.initial ? null : new AlreadyAnswered(state)
}
