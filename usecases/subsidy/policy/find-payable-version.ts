/** The version of a policy that a bureau determines by. */
import type { Transaction } from '#db/client.ts'
import { findOrganisation } from '#db/queries/organisation.ts'
import { listPolicyVersions, type PolicyVersionRow } from '#db/queries/subsidy.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import { checkJurisdiction } from '#domain/subsidy/editor/jurisdiction.ts'
import { PolicyNotInForce } from '#domain/subsidy/editor/policy-edit.ts'
import { dayOfVersion, governingOf } from './current-version.ts'
import { packOf } from './policy-packs.ts'

export interface PayableAsk {
  policyId: string
  bureauId: string
  /** 申报年度: the version counts that was in force at its end, or is today while it runs. Null: today's. */
  year: number | null | undefined
  /** YYYY-MM-DD. */
  today: string
}

/**
 * The version in force, of the bureau's own region or of one above it; of a policy that was never in force the draft
 * loaded last, by which figures are simulated only.
 * @throws NotFound, PolicyNotInForce, OutsideJurisdiction
 */
export async function findPayableVersion(
  tx: Transaction,
  { policyId, bureauId, year, today }: PayableAsk,
): Promise<PolicyVersionRow> {
  const versions = await listPolicyVersions(tx, policyId)
  const [latest] = versions
  if (!latest) throw new NotFound('policy')
  const day = dayOfVersion(year, today)
  const isDraft = versions.every(({ status }) => status === 'draft')
  const version = governingOf(versions, day) ?? (isDraft ? latest : null)
  if (!version) throw new PolicyNotInForce(policyId, day)
  const bureau = await findOrganisation(tx, bureauId)
  refuse(checkJurisdiction(packOf(version).jurisdiction, bureau?.regionCode ?? null))
  return version
}
