/** What one text of a policy says otherwise than another. */

import { readClock } from '#db/queries/clock.ts'
import { findPolicyVersion } from '#db/queries/subsidy.ts'
import { may } from '#domain/access/may.ts'
import { dayInChina } from '#domain/calendar.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import { diffPacks, type PackChange } from '#domain/subsidy/editor/diff-packs.ts'
import { versionOn } from '#domain/subsidy/pack/policy-timeline.ts'
import type { Ctx } from '../../support/ctx.ts'
import type { NamedPolicyEdit } from './find-policy-edit.ts'
import { listPolicyVersions, type PolicyVersionView } from './list-policy-versions.ts'

/** Two versions, by clause and rule. @throws NotFound when there is no such version. */
export async function comparePolicyVersions(ctx: Ctx, input: { before: string; after: string }): Promise<PackChange[]> {
  refuse(may(ctx.actor, 'policy.read'))
  const [before, after] = await Promise.all([input.before, input.after].map(id => findPolicyVersion(ctx.db, id)))
  if (!before || !after) throw new NotFound('policy version')
  return diffPacks(before.source, after.source) ?? []
}

/** What a copy is compared with: the version in force today, or the latest; null for a policy that has none. */
export async function findComparedVersion(ctx: Ctx, edit: NamedPolicyEdit): Promise<PolicyVersionView | null> {
  if (edit.policyId === null) return null
  const all = await listPolicyVersions(ctx, { policyId: edit.policyId })
  const versions = all.filter(({ id }) => id !== edit.publishedVersionId)
  const today = dayInChina(await readClock(ctx.db))
  return versionOn(versions, today) ?? versions[0] ?? null
}
