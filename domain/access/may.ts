/**
 * Who may do what: one table of sentences, read from top to bottom. Every use case asks `may()` first and the screen
 * asks it too, to say why a button is off. A rule about time or state is not here but beside the lifecycle it guards.
 */
import { Refusal } from '../refusal.ts'
import type { Actor } from './actor.ts'
import { doerKinds, type OrganisationKind, organisationKinds, type Role, roles } from './roles.ts'

/** How the actor's organisation must stand to the subject. */
export type Relation = 'owner' | 'poster' | 'bureau' | 'bidder' | 'buyer' | 'seller' | 'registry' | 'beneficiary'

/** What is acted upon: the organisations that stand in a relation to it, and the persons assigned to review it. */
export interface Subject {
  owner?: string | null
  poster?: string | null
  bureau?: string | null
  bidder?: string | null
  buyer?: string | null
  seller?: string | null
  registry?: string | null
  beneficiary?: string | null
  /** User ids of assigned reviewers. */
  reviewers?: readonly string[]
}

type Grant =
  | { to: 'anyone' }
  | { to: 'signed_in' }
  | { to: 'platform_admin' }
  | { to: 'system' }
  | { to: 'assigned_reviewer' }
  | { to: 'role'; kinds: readonly OrganisationKind[]; roles: readonly Role[]; as: Relation | null; verified: boolean }

const anyone: Grant = { to: 'anyone' }
const signedIn: Grant = { to: 'signed_in' }
const platformAdmin: Grant = { to: 'platform_admin' }
const theSystem: Grant = { to: 'system' }
const assignedReviewer: Grant = { to: 'assigned_reviewer' }

const doers = doerKinds
const people: readonly Role[] = ['member', 'admin']

/** A member or admin of one of `kinds`, whose organisation stands in relation `as` to the subject. */
const staff = (kinds: readonly OrganisationKind[], as: Relation | null): Grant => ({
  to: 'role',
  kinds,
  roles: people,
  as,
  verified: false,
})
/** The same, of an organisation that a bureau has verified. */
const verifiedStaff = (kinds: readonly OrganisationKind[], as: Relation | null): Grant => ({
  to: 'role',
  kinds,
  roles: people,
  as,
  verified: true,
})
const bureau = (roles: readonly Role[], as: Relation | null = null): Grant => ({
  to: 'role',
  kinds: ['bureau'],
  roles,
  as,
  verified: true,
})
const registrar = (as: Relation | null): Grant => ({
  to: 'role',
  kinds: ['registry'],
  roles: ['registrar'],
  as,
  verified: true,
})
/** Whatever they are in whichever kind of organisation, once it is verified. */
const anybodyVerified: Grant = { to: 'role', kinds: organisationKinds, roles, as: null, verified: true }
const anyBureauRole: readonly Role[] = ['officer', 'reviewer', 'approver', 'cashier', 'auditor']

export const accessTable = {
  'account.change': [signedIn],
  'membership.answer': [signedIn],
  'session.sweep': [theSystem],
  'organisation.found': [signedIn],
  'organisation.create': [platformAdmin],
  'organisation.read_all': [bureau(['officer', 'auditor']), platformAdmin],
  'organisation.verify': [bureau(['officer']), platformAdmin],
  'organisation.verify_authority': [platformAdmin],
  // The platform's administrator staffs bureaus and registries, nobody else: a member of a bidder reads its bids.
  'organisation.manage_members': [
    { to: 'role', kinds: [...doers, 'broker_agency'], roles: ['admin'], as: 'owner', verified: false },
  ],
  'organisation.manage_authority': [
    { to: 'role', kinds: ['registry'], roles: ['admin'], as: 'owner', verified: false },
    platformAdmin,
  ],

  'demand.create': [staff(doers, 'owner'), bureau(['officer'], 'owner')],
  'achievement.create': [staff(doers, 'owner'), bureau(['officer'], 'owner')],
  'expert.create': [staff(doers, 'owner'), bureau(['officer'], 'owner')],
  'listing.import': [staff(doers, 'owner'), bureau(['officer'], 'owner')],
  'listing.edit': [staff(doers, 'owner'), bureau(['officer'], 'owner')],
  'listing.submit': [verifiedStaff(doers, 'owner'), bureau(['officer'], 'owner')],
  'listing.renew': [verifiedStaff(doers, 'owner'), bureau(['officer'], 'owner')],
  'listing.withdraw': [staff(doers, 'owner'), bureau(['officer'])],
  'listing.examine': [bureau(['officer'])],
  'listing.expire': [theSystem],
  'listing.read_unpublished': [staff(doers, 'owner'), bureau(['officer', 'auditor'])],
  'listing.read_contact': [staff(doers, 'owner'), bureau(['officer', 'auditor'])],

  'match.view': [signedIn],
  // A ranking is learned from judgements: an account alone, which anybody makes in a minute, has no say in it.
  'match.judge': [anybodyVerified, platformAdmin],
  'match.invite': [verifiedStaff(doers, 'owner'), bureau(['officer'], 'owner')],
  // Whoever is told of an invitation: the sentence of listing.edit.
  'match.answer': [staff(doers, 'owner'), bureau(['officer'], 'owner')],
  'match.read_totals': [bureau(['officer', 'auditor']), platformAdmin],
  'match.evaluate': [theSystem],
  'match.set_weights': [platformAdmin],
  'match.sweep': [theSystem],
  'match.train': [theSystem],
  'synonym.maintain': [bureau(['officer']), platformAdmin],
  'notification.read': [signedIn],
  'notification.issue': [theSystem],

  'challenge.create': [verifiedStaff(doers, 'poster')],
  'challenge.edit': [verifiedStaff(doers, 'poster')],
  'challenge.submit': [verifiedStaff(doers, 'poster')],
  'challenge.read_unpublished': [staff(doers, 'poster'), bureau(anyBureauRole, 'bureau')],
  'challenge.run': [bureau(['officer'], 'bureau')],
  'challenge.read_scores': [bureau(['officer', 'reviewer', 'approver', 'auditor'], 'bureau')],

  'bid.create': [verifiedStaff(doers, 'bidder')],
  'bid.withdraw': [verifiedStaff(doers, 'bidder')],
  'bid.read_sealed': [staff(doers, 'bidder')],
  'bid.read_opened': [
    staff(doers, 'bidder'),
    bureau(['officer', 'reviewer', 'approver', 'auditor'], 'bureau'),
    assignedReviewer,
  ],
  'bid.read_awarded': [staff(doers, 'poster')],
  'bid.score': [assignedReviewer],

  'contract.create': [verifiedStaff(doers, 'buyer'), verifiedStaff(doers, 'seller')],
  'contract.sign': [verifiedStaff(doers, 'buyer'), verifiedStaff(doers, 'seller')],
  'contract.read': [staff(doers, 'buyer'), staff(doers, 'seller'), registrar('registry'), bureau(anyBureauRole)],
  'contract.record_payment': [verifiedStaff(doers, 'buyer')],
  'contract.record_receipt': [verifiedStaff(doers, 'seller')],
  'contract.record_invoice': [verifiedStaff(doers, 'seller')],
  // Whoever recorded it, and a bureau that finds it void: a party will not always say so of itself.
  'contract.reverse_payment': [verifiedStaff(doers, 'buyer'), bureau(['officer', 'auditor'])],
  'contract.reverse_receipt': [verifiedStaff(doers, 'seller'), bureau(['officer', 'auditor'])],
  'contract.reverse_invoice': [verifiedStaff(doers, 'seller'), bureau(['officer', 'auditor'])],

  'registration.submit': [verifiedStaff(doers, 'seller')],
  'registration.handle': [registrar('registry')],
  'registration.verify_certificate': [anyone],

  'subsidy.determine': [bureau(['officer', 'reviewer', 'auditor'])],
  'subsidy.run': [theSystem],
  'subsidy.read': [bureau(anyBureauRole), staff(doers, 'beneficiary'), registrar('beneficiary')],
  // Whoever is flagged shall not learn from it how flags are found: they are the bureau's own business.
  'red_flag.read': [bureau(anyBureauRole)],
  'red_flag.find': [bureau(['officer', 'reviewer', 'auditor'], 'bureau')],
  'red_flag.override': [bureau(['reviewer'], 'bureau')],
  // Four people of one bureau, and the beneficiary; that they are four is said by the determination (SAME_PERSON).
  'subsidy.claim': [verifiedStaff(doers, 'beneficiary'), registrar('beneficiary')],
  // Whoever was paid says what for; a bureau that finds it untrue withdraws it.
  'subsidy.record_use': [verifiedStaff(doers, 'beneficiary'), registrar('beneficiary')],
  'subsidy.withdraw_use': [
    verifiedStaff(doers, 'beneficiary'),
    registrar('beneficiary'),
    bureau(['officer', 'auditor'], 'bureau'),
  ],
  'subsidy.tell': [bureau(['officer'], 'bureau')],
  'subsidy.review': [bureau(['reviewer'], 'bureau')],
  'subsidy.approve': [bureau(['approver'], 'bureau')],
  'subsidy.pay': [bureau(['cashier'], 'bureau')],
  'subsidy.refuse_claimed': [bureau(['reviewer', 'approver'], 'bureau')],
  'subsidy.read_payee': [
    bureau(['approver', 'cashier', 'auditor'], 'bureau'),
    staff(doers, 'beneficiary'),
    registrar('beneficiary'),
  ],
  'payout.read': [bureau(['approver', 'cashier', 'auditor'], 'bureau')],
  'clawback.raise': [theSystem],
  'clawback.read': [bureau(anyBureauRole), staff(doers, 'beneficiary'), registrar('beneficiary')],
  'integrity.record': [bureau(['officer', 'auditor'])],
  // Facts that rules compute from and no party records: kept by whoever may look for them, and theirs to withdraw.
  'subsidy_fact.record': [bureau(['officer', 'auditor'])],
  'subsidy_fact.withdraw': [bureau(['officer', 'auditor'], 'bureau')],
  'subsidy_fact.read': [
    bureau(anyBureauRole),
    staff(doers, 'beneficiary'),
    registrar('beneficiary'),
    staff(doers, 'buyer'),
    staff(doers, 'seller'),
  ],
  'policy.read': [anyone],
  'policy.load': [theSystem],
  // A version is written by one person and published by another (checkReviewer).
  'policy.read_edits': [bureau(anyBureauRole, 'bureau')],
  'policy.edit': [bureau(['officer'], 'bureau')],
  'policy.review': [bureau(['reviewer', 'approver'], 'bureau')],
  // A result names everybody it concerns: what a bureau asks is its own.
  'what_if.ask': [bureau(['officer', 'reviewer', 'approver', 'auditor'], 'bureau')],
  'what_if.read': [bureau(anyBureauRole, 'bureau')],
  'what_if.run': [theSystem],
  'entitlement.read': [staff(doers, 'beneficiary'), registrar('beneficiary')],
} as const satisfies Record<string, readonly Grant[]>

export type Action = keyof typeof accessTable

export class SignInRequired extends Refusal {
  readonly code = 'SIGN_IN_REQUIRED'
  constructor() {
    super('Sign in first')
  }
}

/** The actor is known, but the table has no sentence for them. `needs` lists who may. */
export class NotAllowed extends Refusal {
  readonly code = 'NOT_ALLOWED'
  readonly action: Action
  readonly needs: readonly string[]
  constructor(action: Action, needs: readonly string[]) {
    super(`Not allowed: "${action}" is for ${needs.join('; or ') || 'nobody'}`)
    this.action = action
    this.needs = needs
  }
}

/** Everything fits but one thing: the organisation has not been verified by a bureau officer. */
export class OrganisationNotVerified extends Refusal {
  readonly code = 'ORGANISATION_NOT_VERIFIED'
  constructor() {
    super('Your organisation must be verified by a bureau officer first')
  }
}

function describe(grant: Grant): string {
  if (grant.to !== 'role') return grant.to.replaceAll('_', ' ')
  const who = `${grant.roles.join('/')} of ${grant.kinds.join('/')}`
  return grant.as ? `${who} that is the ${grant.as}` : who
}

function fits(actor: Actor, grant: Grant, subject: Subject): 'yes' | 'no' | 'unverified' {
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
  return grant.verified && !acting.isVerified ? 'unverified' : 'yes'
}

/** May the actor do this to the subject? Null means yes; otherwise the refusal says why not. */
export function may(actor: Actor, action: Action, subject: Subject = {}): Refusal | null {
  const grants: readonly Grant[] = accessTable[action]
  const verdicts = grants.map(grant => fits(actor, grant, subject))
  if (verdicts.includes('yes')) return null
  if (actor.kind === 'anonymous') return new SignInRequired()
  if (verdicts.includes('unverified')) return new OrganisationNotVerified()
  return new NotAllowed(action, grants.map(describe))
}

/** The organisation the actor acts for; throws when there is none. */
export function requireActing(actor: Actor) {
  if (actor.kind !== 'user') throw new SignInRequired()
  if (!actor.acting) throw new NotActing()
  return actor.acting
}

export class NotActing extends Refusal {
  readonly code = 'NOT_ACTING'
  constructor() {
    super('Choose the organisation you act for, or found one, first')
  }
}
