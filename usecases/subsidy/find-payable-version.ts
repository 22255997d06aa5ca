/** The version of a policy that a bureau determines by: loaded last, of its own region or of one above it. */
import type { Transaction } from '#db/client.ts'
import { findOrganisation } from '#db/queries/organisation.ts'
import { findLatestPolicyVersion, type PolicyVersionRow } from '#db/queries/subsidy.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import { checkJurisdiction } from '#domain/subsidy/policy-edit.ts'
import { packOf } from './policy-packs.ts'

/** @throws NotFound, OutsideJurisdiction */
export async function findPayableVersion(
  tx: Transaction,
  { policyId, bureauId }: { policyId: string; bureauId: string },
): Promise<PolicyVersionRow> {
  const version = await findLatestPolicyVersion(tx, policyId)
  if (!version) throw new NotFound('policy')
  const bureau = await findOrganisation(tx, bureauId)
  refuse(checkJurisdiction(packOf(version).jurisdiction, bureau?.regionCode ?? null))
  return version
}
