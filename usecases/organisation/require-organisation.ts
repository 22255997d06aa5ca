/** What founding, creating and correcting an organisation share: the form, and the ways in which it is there already. */
import {
  CreditCodeTaken,
  checkCreditCodeConfirmed,
  checkOrganisation,
  type OrganisationFacts,
  RegistryCodeTaken,
} from '#domain/access/organisation-rules.ts'
import type { OrganisationKind } from '#domain/access/roles.ts'
import { normaliseCreditCode } from '#domain/identifiers.ts'
import { InvalidInput, type Refusal, refuse, requireValid } from '#domain/refusal.ts'

export interface OrganisationForm {
  name: string
  creditCode: string
  regionCode: string
  /** Says that a credit code whose check digit fails really is the one on the licence. */
  confirmCreditCode: boolean
}

/** Reads and checks the form; throws `InvalidInput` or `CreditCodeUnusual`. */
export function requireOrganisation(
  kind: OrganisationKind,
  form: OrganisationForm,
  registryCode: string | null,
): OrganisationFacts {
  const facts = {
    name: form.name.trim(),
    creditCode: normaliseCreditCode(form.creditCode),
    regionCode: form.regionCode.trim(),
    registryCode,
  }
  requireValid(checkOrganisation(kind, facts))
  refuse(checkCreditCodeConfirmed(facts.creditCode, form.confirmCreditCode))
  return facts
}

/** What the constraints of the table say no to, as the refusals they stand for. */
export const organisationViolations: Record<string, () => Refusal> = {
  organisation_credit_code: () => new CreditCodeTaken(),
  organisation_registry_code: () => new RegistryCodeTaken(),
  organisation_region_code_region_code_fk: () =>
    new InvalidInput([
      { path: 'regionCode', message: 'is no region of GB/T 2260', remedy: 'choose one from the list' },
    ]),
}
