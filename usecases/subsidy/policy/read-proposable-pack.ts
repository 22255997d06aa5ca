/** What a text must be before it is proposed, and again before it is published. */
import type { Transaction } from '#db/client.ts'
import { findOrganisation } from '#db/queries/organisation.ts'
import type { PolicyEditRow } from '#db/queries/policy-edit.ts'
import { findPolicyVersion } from '#db/queries/subsidy.ts'
import { refuse, requireValid } from '#domain/refusal.ts'
import { checkWithinOwnRegion } from '#domain/subsidy/editor/jurisdiction.ts'
import { checkNewVersion, checkSamePolicy } from '#domain/subsidy/editor/policy-edit.ts'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'
import { checkGrantsKept } from './check-grants-kept.ts'
import { headOf } from './policy-packs.ts'
import { refuseForeignPolicy } from './refuse-foreign-policy.ts'

/**
 * The pack of a copy, valid, of the policy it was begun from, which is the bureau's, for its own region, and new.
 * @throws InvalidPolicyPack, OtherPolicy, BeyondRegion, NotPolicyOwner, VersionLabelTaken, NothingChanged,
 * InvalidInput where it would grant again what was granted
 */
export async function readProposablePack(tx: Transaction, edit: PolicyEditRow): Promise<PolicyPack> {
  const pack = parsePolicyPack(edit.source)
  const base = edit.baseVersionId === null ? null : await findPolicyVersion(tx, edit.baseVersionId)
  refuse(checkSamePolicy(pack.id, base?.policyId ?? null))
  const bureau = await findOrganisation(tx, edit.bureauId)
  if (!bureau) throw new Error(`bureau ${edit.bureauId} is gone`)
  refuse(checkWithinOwnRegion(pack.jurisdiction, bureau.regionCode))
  const versions = await refuseForeignPolicy(tx, pack.id, bureau)
  refuse(
    checkNewVersion(
      pack,
      edit.source,
      versions.map(row => ({ version: headOf(row).version, source: row.source })),
    ),
  )
  requireValid(await checkGrantsKept(tx, pack, versions))
  return pack
}
