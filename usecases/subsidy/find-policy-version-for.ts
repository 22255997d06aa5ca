import { listPolicyVersions } from '#db/queries/policy-edit.ts'
import type { PolicyVersionRow } from '#db/queries/subsidy.ts'
import { may } from '#domain/access/may.ts'
import { refuse } from '#domain/refusal.ts'
import { versionOn } from '#domain/subsidy/policy-timeline.ts'
import type { Ctx } from '../support/ctx.ts'
import { packOf } from './policy-packs.ts'

/**
 * The version of a policy that governs a day (YYYY-MM-DD), by its effective dates; null when none does: a draft
 * governs no day.
 */
export async function findPolicyVersionFor(ctx: Ctx, policyId: string, day: string): Promise<PolicyVersionRow | null> {
  refuse(may(ctx.actor, 'policy.read'))
  const versions = (await listPolicyVersions(ctx.db, policyId)).map(row => {
    const { status, effectiveFrom, effectiveTo } = packOf(row)
    return { row, status, effectiveFrom, effectiveTo, publishedAt: row.loadedAt }
  })
  return versionOn(versions, day)?.row ?? null
}
