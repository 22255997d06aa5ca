/** Kinds of organisation and the roles a person may hold in each (glossary: 单位, 用户, 科技局 roles). */
export const organisationKinds = [
  'enterprise',
  'university',
  'institute',
  'broker_agency',
  'registry',
  'bureau',
] as const
export type OrganisationKind = (typeof organisationKinds)[number]

/** Those who have demands and achievements, bid, and conclude technology contracts. */
export const doerKinds: readonly OrganisationKind[] = ['enterprise', 'university', 'institute']

export const roles = [
  'member',
  'admin',
  'expert',
  'manager',
  'registrar',
  'officer',
  'reviewer',
  'approver',
  'cashier',
  'auditor',
] as const
export type Role = (typeof roles)[number]

/** Which role exists in which kind of organisation. The membership table's CHECK is written from this table. */
export const rolesOfKind: Record<OrganisationKind, readonly Role[]> = {
  enterprise: ['member', 'admin', 'expert'],
  university: ['member', 'admin', 'expert'],
  institute: ['member', 'admin', 'expert'],
  broker_agency: ['manager', 'admin'],
  registry: ['registrar', 'admin'],
  bureau: ['officer', 'reviewer', 'approver', 'cashier', 'auditor'],
}

/** Kinds a person may found at sign-up; registries and bureaus are created by the platform's administrator. */
export const selfServiceKinds: readonly OrganisationKind[] = [...doerKinds, 'broker_agency']
