import { findPolicyVersion } from '#db/queries/subsidy.ts'
import { may } from '#domain/access/may.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import { parsePolicyPack } from '#domain/subsidy/parse-policy-pack.ts'
import type { PolicyPack } from '#domain/subsidy/policy-pack.ts'
import type { Ctx } from '../support/ctx.ts'
import { getPolicyEdit } from './find-policy-edit.ts'
import { packOf } from './policy-packs.ts'

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
