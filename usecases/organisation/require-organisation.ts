/** What founding, creating and correcting an organisation share: the form, and the ways in which it is there already. */
import { violates } from '#db/transaction.ts'
import {
  CreditCodeTaken,
  checkCreditCodeConfirmed,
  checkOrganisation,
  type OrganisationFacts,
  RegistryCodeTaken,
} from '#domain/access/organisation-rules.ts'
import type { OrganisationKind } from '#domain/access/roles.ts'
import { normaliseCreditCode } from '#domain/identifiers.ts'
import { type FieldProblem, refuse, requireValid } from '#domain/refusal.ts'

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

const unknownRegion: FieldProblem = {
  path: 'regionCode',
  message: 'is no region of GB/T 2260',
  remedy: 'choose one from the list',
}

/** Runs a write of an organisation and names what a constraint of the table refused. */
export async function naming<T>(write: Promise<T>): Promise<T> {
  try {
    return await write
  } catch (error) {
    if (violates(error, 'organisation_credit_code')) throw new CreditCodeTaken()
    if (violates(error, 'organisation_registry_code')) throw new RegistryCodeTaken()
    if (violates(error, 'organisation_region_code_region_code_fk')) requireValid([unknownRegion])
    throw error
  }
}
