import { findPolicyVersion } from '#db/queries/subsidy.ts'
import { listVersionHeads } from '#db/queries/what-if.ts'
import { may } from '#domain/access/may.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'
import type { Ctx } from '../../support/ctx.ts'
import { getPolicyEdit } from '../policy/find-policy-edit.ts'
import { packOf } from '../policy/policy-packs.ts'

/** The pack that a what-if would replay. @throws NotFound, InvalidPolicyPack for a working copy that is not valid. */
export async function findWhatIfPack(
  ctx: Ctx,
  { versionId, editId }: { versionId: string | null; editId: string | null },
): Promise<PolicyPack> {
  refuse(may(ctx.actor, 'policy.read'))
  if (editId !== null) return parsePolicyPack((await getPolicyEdit(ctx, { id: editId })).source)
  const version = versionId === null ? null : await findPolicyVersion(ctx.db, versionId)
  if (!version) throw new NotFound('policy version')
  return packOf(version)
}

export interface VersionHead {
  id: string
  policyId: string
  title: string
  status: string
  loadedAt: Date
}

/** What can be replayed or compared with: every version of every policy, the latest of each first. Public, as they are. */
export async function listWhatIfVersions(ctx: Ctx): Promise<VersionHead[]> {
  refuse(may(ctx.actor, 'policy.read'))
  return listVersionHeads(ctx.db)
}
