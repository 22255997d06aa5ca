/**
 * 对接邀请: the owner of a demand asks the owner of a match to talk. Once a pair, while both listings are public: who is
 * asked twice is pestered. It is the asker's word by deed, so the match log counts it (decision record 0014).
 */
import { WrongState } from '../lifecycle.ts'
import { type Library, type ListingState, listingLifecycle } from '../listing.ts'
import { type FieldProblem, Refusal } from '../refusal.ts'

/** Whose owners are invited to a demand. */
export const invitedLibraries = ['achievement', 'expert'] as const
export type InvitedLibrary = (typeof invitedLibraries)[number]

export function isInvitedLibrary(library: Library): library is InvitedLibrary {
  return library !== 'demand'
}

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

/** May the demand invite at all now? */
export function checkInviting({ state }: Pick<InvitedSide, 'state'>): WrongState | null {
  if (state === 'published') return null
  return new WrongState(state, 'invite', Object.keys(listingLifecycle.transitions[state]))
}

/** May this match be invited? The screen asks the same. */
export function checkInvitation(sides: { from: InvitedSide; shown: InvitedSide; isInvited: boolean }): Refusal | null {
  const { from, shown, isInvited } = sides
  if (from.organisationId === shown.organisationId) return new OwnMatch()
  if (isInvited) return new AlreadyInvited()
  return checkInviting(from) ?? checkInviting(shown)
}
