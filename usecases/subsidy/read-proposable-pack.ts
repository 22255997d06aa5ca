/** What a text must be before it is proposed, and again before it is published. */
import type { Transaction } from '#db/client.ts'
import { findOrganisation } from '#db/queries/organisation.ts'
import type { PolicyEditRow } from '#db/queries/policy-edit.ts'
import { findPolicyVersion, listPolicyVersions } from '#db/queries/subsidy.ts'
import { refuse, requireValid } from '#domain/refusal.ts'
import { parsePolicyPack } from '#domain/subsidy/parse-policy-pack.ts'
import { checkJurisdiction, checkNewVersion, checkSamePolicy } from '#domain/subsidy/policy-edit.ts'
import type { PolicyPack } from '#domain/subsidy/policy-pack.ts'
import { checkGrantsKept } from './check-grants-kept.ts'
import { packOf } from './policy-packs.ts'

/**
 * The pack of a copy, valid, of the policy it was begun from, for the bureau's own region, and new.
 * @throws InvalidPolicyPack, OtherPolicy, OutsideJurisdiction, VersionLabelTaken, NothingChanged,
 * InvalidInput where it would grant again what was granted
 */
export async function readProposablePack(tx: Transaction, edit: PolicyEditRow): Promise<PolicyPack> {
  const pack = parsePolicyPack(edit.source)
  const base = edit.baseVersionId === null ? null : await findPolicyVersion(tx, edit.baseVersionId)
  refuse(checkSamePolicy(pack.id, base?.policyId ?? null))
  const bureau = await findOrganisation(tx, edit.bureauId)
  refuse(checkJurisdiction(pack.jurisdiction, bureau?.regionCode ?? null))
  const versions = await listPolicyVersions(tx, pack.id)
  // A policy that another authority made is not taken over by an upload under its id.
  for (const version of versions) refuse(checkJurisdiction(packOf(version).jurisdiction, bureau?.regionCode ?? null))
  refuse(
    checkNewVersion(
      pack,
      edit.source,
      versions.map(row => ({ version: packOf(row).version, source: row.source })),
    ),
  )
  requireValid(await checkGrantsKept(tx, pack, versions))
  return pack
}
