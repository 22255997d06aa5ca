import type { Queryable } from '#db/client.ts'
import { listPublishers } from '#db/queries/policy-edit.ts'
import { listPolicyVersions, type PolicyVersionRow } from '#db/queries/subsidy.ts'
import { refuse } from '#domain/refusal.ts'
import { checkPolicyOwner } from '#domain/subsidy/editor/policy-edit.ts'
import { packOf } from './policy-packs.ts'

/** The versions of a policy that the bureau may write the next one of. @throws NotPolicyOwner */
export async function refuseForeignPolicy(
  db: Queryable,
  policyId: string,
  bureau: { id: string; regionCode: string },
): Promise<PolicyVersionRow[]> {
  const versions = await listPolicyVersions(db, policyId)
  const publishers = new Map((await listPublishers(db, policyId)).map(one => [one.versionId, one.bureauId]))
  const origins = versions.map(version => ({
    publisherId: publishers.get(version.id) ?? null,
    jurisdiction: packOf(version).jurisdiction,
  }))
  refuse(checkPolicyOwner(policyId, origins, bureau))
  return versions
}
