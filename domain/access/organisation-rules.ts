/**
 * The rules of founding, verifying and staffing an organisation. A doubtful 统一社会信用代码 is never refused for good:
 * early codes of real units fail their check digit, so the person is asked to confirm (GB 32100-2015).
 */
import { checkLength, checkPresent } from '../field-check.ts'
import { checkCreditCode } from '../identifiers.ts'
import { type FieldProblem, Refusal } from '../refusal.ts'
import { regionLevel } from '../region.ts'
import { type OrganisationKind, type Role, rolesOfKind } from './roles.ts'

export interface OrganisationFacts {
  name: string
  /** Normalised: `normaliseCreditCode`. */
  creditCode: string
  regionCode: string
  /** The six digits that begin the numbers a registry issues; null for every other kind. */
  registryCode: string | null
}

/** Kinds that act with public authority: created and verified by the platform's administrator. */
export function isAuthority(kind: OrganisationKind): boolean {
  return kind === 'bureau' || kind === 'registry'
}

/** Which right it takes to say who belongs to an organisation of this kind. */
export function managingAction(
  kind: OrganisationKind,
): 'organisation.manage_authority' | 'organisation.manage_members' {
  return isAuthority(kind) ? 'organisation.manage_authority' : 'organisation.manage_members'
}

export function checkOrganisation(kind: OrganisationKind, facts: OrganisationFacts): FieldProblem[] {
  const verdict = checkCreditCode(facts.creditCode)
  const problems = [
    ...checkPresent('name', facts.name.length >= 2, 'write the full registered name'),
    ...checkLength('name', facts.name, 200),
  ]
  if (!verdict.ok && verdict.severity === 'error')
    problems.push({ path: 'creditCode', message: verdict.reason, remedy: verdict.remedy })
  if (regionLevel(facts.regionCode) === null)
    problems.push({ path: 'regionCode', message: 'is no region of GB/T 2260', remedy: 'choose one from the list' })
  if ((kind === 'registry') !== (facts.registryCode !== null))
    problems.push({ path: 'registryCode', message: 'belongs to a registry', remedy: 'give it for a registry only' })
  else if (facts.registryCode !== null && regionLevel(facts.registryCode) === null)
    problems.push({ path: 'registryCode', message: 'is no region code', remedy: 'use the six digits of its region' })
  return problems
}

/** The check digit does not fit. Not a refusal for good: confirm, and it is accepted. */
export class CreditCodeUnusual extends Refusal {
  readonly code = 'CREDIT_CODE_UNUSUAL'
  readonly creditCode: string
  constructor(creditCode: string) {
    super(`The last character of ${creditCode} does not fit the others; compare with the business licence, and confirm`)
    this.creditCode = creditCode
  }
}

export function checkCreditCodeConfirmed(creditCode: string, isConfirmed: boolean): Refusal | null {
  const verdict = checkCreditCode(creditCode)
  return verdict.ok || isConfirmed ? null : new CreditCodeUnusual(creditCode)
}

/** A unit is on the platform once. */
export class CreditCodeTaken extends Refusal {
  readonly code = 'CREDIT_CODE_TAKEN'
  constructor() {
    super('An organisation with this credit code is on the platform already; ask its administrator to add you')
  }
}

export class RegistryCodeTaken extends Refusal {
  readonly code = 'REGISTRY_CODE_TAKEN'
  constructor() {
    super('Another registry issues numbers that begin with this code')
  }
}

/** This kind is not founded by its own people. */
export class KindNotSelfService extends Refusal {
  readonly code = 'KIND_NOT_SELF_SERVICE'
  readonly kind: OrganisationKind
  constructor(kind: OrganisationKind) {
    super(`A ${kind} is created by the administrator of the platform`)
    this.kind = kind
  }
}

/** Nobody decides on the organisation he belongs to ("回避"). */
export class OwnOrganisation extends Refusal {
  readonly code = 'OWN_ORGANISATION'
  constructor() {
    super('You are a member of this organisation: a colleague must decide on it')
  }
}

/** Why a member of these organisations may decide on none of those that it is about, or null. */
export function checkNotOwn(memberOf: readonly string[], about: readonly (string | null)[]): OwnOrganisation | null {
  return about.some(id => id !== null && memberOf.includes(id)) ? new OwnOrganisation() : null
}

export class RoleDoesNotFit extends Refusal {
  readonly code = 'ROLE_DOES_NOT_FIT'
  readonly role: Role
  readonly fitting: readonly Role[]
  constructor(role: Role, fitting: readonly Role[]) {
    super(`There is no role "${role}" in this kind of organisation; there are: ${fitting.join(', ')}`)
    this.role = role
    this.fitting = fitting
  }
}

export function checkRoleFits(kind: OrganisationKind, role: Role): Refusal | null {
  const fitting = rolesOfKind[kind]
  return fitting.includes(role) ? null : new RoleDoesNotFit(role, fitting)
}

/** One person holds one role in an organisation: the four hands on one payment are four people. */
export class AlreadyMember extends Refusal {
  readonly code = 'ALREADY_MEMBER'
  constructor() {
    super('This person is a member already; end that membership first to give another role')
  }
}

/** Without an administrator nobody could add another. */
export class LastAdmin extends Refusal {
  readonly code = 'LAST_ADMIN'
  constructor() {
    super('This is the only administrator of the organisation; add another first')
  }
}

export function checkNotLastAdmin(role: Role, adminCount: number): Refusal | null {
  return role === 'admin' && adminCount <= 1 ? new LastAdmin() : null
}
