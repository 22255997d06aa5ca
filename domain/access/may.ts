/**
 * Who may do what: one table of sentences, read from top to bottom. Every use case asks `may()` first and the screen
 * asks it too, to say why a button is off. A rule about time or state is not here but beside the lifecycle it guards.
 */
import { Refusal } from '../refusal.ts'
import type { Actor } from './actor.ts'
import {
  agency,
  anybodyVerified,
  anyone,
  assignedReviewer,
  bureau,
  bureauAbove,
  bureauAround,
  describe,
  doers,
  fits,
  type Grant,
  ownAdmin,
  platformAdmin,
  registrar,
  type Subject,
  signedIn,
  staff,
  theSystem,
  verifiedStaff,
} from './grant.ts'
import type { Role } from './roles.ts'

const anyBureauRole: readonly Role[] = ['officer', 'reviewer', 'approver', 'cashier', 'auditor']
/** The bureau that pays, and those above it. */
const payingBureau = [bureau(anyBureauRole, 'bureau'), bureauAbove(anyBureauRole)] as const
/** Whoever a figure may be for: those who do, register or broker. */
const beneficiary = [staff(doers, 'beneficiary'), registrar('beneficiary'), agency('beneficiary')] as const
const verifiedBeneficiary = [
  verifiedStaff(doers, 'beneficiary'),
  registrar('beneficiary'),
  agency('beneficiary'),
] as const

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
  'organisation.manage_members': [ownAdmin([...doers, 'broker_agency'])],
  'organisation.manage_authority': [ownAdmin(['registry']), platformAdmin],

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
  // Whoever recorded it, and a bureau of the place that finds it void: a party will not always say so of itself.
  'contract.reverse_payment': [verifiedStaff(doers, 'buyer'), bureauAround(['officer'])],
  'contract.reverse_receipt': [verifiedStaff(doers, 'seller'), bureauAround(['officer'])],
  'contract.reverse_invoice': [verifiedStaff(doers, 'seller'), bureauAround(['officer'])],

  'registration.submit': [verifiedStaff(doers, 'seller')],
  'registration.handle': [registrar('registry')],
  'registration.verify_certificate': [anyone],

  // An auditor reads what others did, and does nothing of it.
  'subsidy.determine': [bureau(['officer', 'reviewer'])],
  'subsidy.read_runs': [bureau(['officer', 'reviewer', 'auditor'], 'bureau')],
  'subsidy.run': [theSystem],
  'subsidy.read': [...payingBureau, ...beneficiary],
  // Whoever is flagged shall not learn from it how flags are found: they are the bureau's own business.
  'red_flag.read': payingBureau,
  'red_flag.find': [bureau(['officer', 'reviewer'], 'bureau')],
  'red_flag.override': [bureau(['reviewer'], 'bureau')],
  // Four people of one bureau, and the beneficiary; that they are four is said by the determination (SAME_PERSON).
  'subsidy.claim': verifiedBeneficiary,
  // Whoever was paid says what for; a bureau that finds it untrue withdraws it.
  'subsidy.record_use': verifiedBeneficiary,
  'subsidy.withdraw_use': [...verifiedBeneficiary, bureau(['officer'], 'bureau')],
  'subsidy.tell': [bureau(['officer'], 'bureau')],
  'subsidy.review': [bureau(['reviewer'], 'bureau')],
  'subsidy.approve': [bureau(['approver'], 'bureau')],
  'subsidy.pay': [bureau(['cashier'], 'bureau')],
  'subsidy.refuse_claimed': [bureau(['reviewer', 'approver'], 'bureau')],
  'subsidy.read_payee': [bureau(['approver', 'cashier', 'auditor'], 'bureau'), ...beneficiary],
  'payout.read': [bureau(['approver', 'cashier', 'auditor'], 'bureau')],
  'clawback.raise': [theSystem],
  // Who grants says that it stands; that it may, the evaluation says.
  'clawback.cancel': [bureau(['approver'], 'bureau')],
  'clawback.read': [...payingBureau, ...beneficiary],
  'integrity.record': [bureau(['officer'])],
  'integrity.read': [bureau(anyBureauRole, 'bureau')],
  'integrity.repair': [bureau(['officer'], 'bureau')],
  'integrity.revoke': [bureau(['officer'], 'bureau')],
  // Facts that rules compute from and no party records: kept by a bureau of the place, and that bureau's to withdraw.
  'subsidy_fact.record': [bureauAround(['officer'])],
  'subsidy_fact.withdraw': [bureau(['officer'], 'bureau')],
  'subsidy_fact.read': [bureauAround(anyBureauRole), ...beneficiary, staff(doers, 'buyer'), staff(doers, 'seller')],
  'policy.read': [anyone],
  'policy.load': [theSystem],
  // A version is written by one person and published by another (checkReviewer).
  'policy.read_edits': [bureau(anyBureauRole, 'bureau')],
  'policy.edit': [bureau(['officer'], 'bureau')],
  'policy.review': [bureau(['reviewer', 'approver'], 'bureau')],
  // A result names everybody it concerns: what a bureau asks is its own.
  'what_if.ask': [bureau(['officer', 'reviewer', 'approver', 'auditor'], 'bureau')],
  'what_if.cancel': [bureau(['officer', 'reviewer', 'approver', 'auditor'], 'bureau')],
  'what_if.read': [bureau(anyBureauRole, 'bureau')],
  'what_if.run': [theSystem],
  'entitlement.read': beneficiary,
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

/** May the actor do this to the subject? Null means yes; otherwise the refusal says why not. */
export function may(actor: Actor, action: Action, subject: Subject = {}): Refusal | null {
  const grants: readonly Grant[] = accessTable[action]
  const verdicts = grants.map(grant => fits(actor, grant, subject))
  if (verdicts.includes('yes')) return null
  if (actor.kind === 'anonymous') return new SignInRequired()
  if (verdicts.includes('unverified')) return new OrganisationNotVerified()
  return new NotAllowed(action, grants.map(describe))
}

/** As `may`, before it is known what it is about: null when there is something in the actor's own region they may do it to. */
export function mayInOwnRegion(actor: Actor, action: Action): Refusal | null {
  const acting = actor.kind === 'user' ? actor.acting : null
  return may(actor, action, { regions: acting ? [acting.regionCode] : [] })
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
