/** The words that the sentences of the access table are made of: to whom, of which organisation, and where it sits. */
import { isWithinRegion, regionAncestors } from '../region.ts'
import type { Actor } from './actor.ts'
import { doerKinds, type OrganisationKind, organisationKinds, type Role, roles } from './roles.ts'

/** How the actor's organisation must stand to the subject. */
export type Relation = 'owner' | 'poster' | 'bureau' | 'bidder' | 'buyer' | 'seller' | 'registry' | 'beneficiary'

/** Where it must sit: in a region that contains the subject, or in one above that of the subject's bureau. */
type Seat = 'around_subject' | 'above_bureau'

/** What is acted upon: the organisations that stand in a relation to it, where it is, and who is assigned to review it. */
export interface Subject {
  owner?: string | null
  poster?: string | null
  bureau?: string | null
  bidder?: string | null
  buyer?: string | null
  seller?: string | null
  registry?: string | null
  beneficiary?: string | null
  /** GB/T 2260 codes of the units it is about. */
  regions?: readonly string[]
  /** GB/T 2260 code of `bureau`. */
  bureauRegion?: string
  /** User ids of assigned reviewers. */
  reviewers?: readonly string[]
}

interface RoleGrant {
  to: 'role'
  kinds: readonly OrganisationKind[]
  roles: readonly Role[]
  as: Relation | null
  seat: Seat | null
  verified: boolean
}

export type Grant =
  | { to: 'anyone' }
  | { to: 'signed_in' }
  | { to: 'platform_admin' }
  | { to: 'system' }
  | { to: 'assigned_reviewer' }
  | RoleGrant

export const anyone: Grant = { to: 'anyone' }
export const signedIn: Grant = { to: 'signed_in' }
export const platformAdmin: Grant = { to: 'platform_admin' }
export const theSystem: Grant = { to: 'system' }
export const assignedReviewer: Grant = { to: 'assigned_reviewer' }

const toRole = (grant: Pick<RoleGrant, 'kinds' | 'roles'> & Partial<RoleGrant>): RoleGrant => ({
  to: 'role',
  as: null,
  seat: null,
  verified: true,
  ...grant,
})

export const doers = doerKinds

/** A member or admin of one of `kinds`, whose organisation stands in relation `as` to the subject. */
export const staff = (kinds: readonly OrganisationKind[], as: Relation | null): Grant =>
  toRole({ kinds, roles: ['member', 'admin'], as, verified: false })
/** The same, of an organisation that a bureau has verified. */
export const verifiedStaff = (kinds: readonly OrganisationKind[], as: Relation | null): Grant =>
  toRole({ kinds, roles: ['member', 'admin'], as })
/** Who leads an organisation of one of `kinds`, of that organisation. */
export const ownAdmin = (kinds: readonly OrganisationKind[]): Grant =>
  toRole({ kinds, roles: ['admin'], as: 'owner', verified: false })
export const registrar = (as: Relation | null): Grant => toRole({ kinds: ['registry'], roles: ['registrar'], as })
/** Technology managers ("技术经理人") and those who lead their agency. */
export const agency = (as: Relation | null): Grant =>
  toRole({ kinds: ['broker_agency'], roles: ['manager', 'admin'], as })
export const bureau = (roles: readonly Role[], as: Relation | null = null): Grant =>
  toRole({ kinds: ['bureau'], roles, as })
/** Of a bureau whose region contains one of the units that the subject is about. */
export const bureauAround = (roles: readonly Role[]): Grant =>
  toRole({ kinds: ['bureau'], roles, seat: 'around_subject' })
/** Of a bureau of a region above that of the subject's own bureau; a second one of the same region is not above it. */
export const bureauAbove = (roles: readonly Role[]): Grant => toRole({ kinds: ['bureau'], roles, seat: 'above_bureau' })
/** Whatever they are in whichever kind of organisation, once it is verified. */
export const anybodyVerified: Grant = toRole({ kinds: organisationKinds, roles })

const seats: Readonly<Record<Seat, string>> = {
  around_subject: ' whose region contains it',
  above_bureau: ' of a region above that of its bureau',
}

export function describe(grant: Grant): string {
  if (grant.to !== 'role') return grant.to.replaceAll('_', ' ')
  const who = `${grant.roles.join('/')} of ${grant.kinds.join('/')}`
  return `${who}${grant.as ? ` that is the ${grant.as}` : ''}${grant.seat ? seats[grant.seat] : ''}`
}

function isSeated(seat: Seat, region: string, { regions = [], bureauRegion = '' }: Subject): boolean {
  if (seat === 'above_bureau') return regionAncestors(bureauRegion).includes(region)
  return regions.some(code => isWithinRegion(code, region))
}

export function fits(actor: Actor, grant: Grant, subject: Subject): 'yes' | 'no' | 'unverified' {
  if (grant.to === 'anyone') return 'yes'
  if (grant.to === 'system') return actor.kind === 'system' ? 'yes' : 'no'
  if (actor.kind !== 'user') return 'no'
  if (grant.to === 'signed_in') return 'yes'
  if (grant.to === 'platform_admin') return actor.isAdmin ? 'yes' : 'no'
  // The platform's administrator acts for nobody, whatever memberships the account has: who keeps the service running
  // and verifies bureaus neither bids nor reads bids.
  if (actor.isAdmin) return 'no'
  if (grant.to === 'assigned_reviewer') return subject.reviewers?.includes(actor.userId) ? 'yes' : 'no'
  const acting = actor.acting
  if (!acting || !grant.kinds.includes(acting.organisationKind) || !grant.roles.includes(acting.role)) return 'no'
  if (grant.as !== null && subject[grant.as] !== acting.organisationId) return 'no'
  if (grant.seat !== null && !isSeated(grant.seat, acting.regionCode, subject)) return 'no'
  return grant.verified && !acting.isVerified ? 'unverified' : 'yes'
}
