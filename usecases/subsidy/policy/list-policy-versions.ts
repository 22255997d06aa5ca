import {
  findPolicyVersion as findRow,
  listPolicyVersions as listRows,
  type PolicyVersionRow,
} from '#db/queries/subsidy.ts'
import { may } from '#domain/access/may.ts'
import { refuse } from '#domain/refusal.ts'
import type { PolicyStatus } from '#domain/subsidy/pack/policy-pack.ts'
import { timelineOf } from '#domain/subsidy/pack/policy-timeline.ts'
import type { Ctx } from '../../support/ctx.ts'
import { headOf } from './policy-packs.ts'

/** A version with the days on which it governs. */
export interface PolicyVersionView {
  id: string
  policyId: string
  version: string
  title: string
  status: PolicyStatus
  effectiveFrom: string | null
  effectiveTo: string | null
  /** First and last day on which this text governs, after all later ones; null when it never does. */
  governs: { from: string; to: string | null } | null
  publishedAt: Date
  sha256: string
  source: string
}

function viewVersion(row: PolicyVersionRow): PolicyVersionView {
  const { version, status, effectiveFrom, effectiveTo } = headOf(row)
  const { id, policyId, title, sha256, source, loadedAt } = row
  return {
    id,
    policyId,
    version,
    title,
    status,
    effectiveFrom,
    effectiveTo,
    governs: null,
    publishedAt: loadedAt,
    sha256,
    source,
  }
}

/** Every version of a policy, the latest first. Public, as the documents are. */
export async function listPolicyVersions(ctx: Ctx, input: { policyId: string }): Promise<PolicyVersionView[]> {
  refuse(may(ctx.actor, 'policy.read'))
  const versions = (await listRows(ctx.db, input.policyId)).map(viewVersion)
  const periods = new Map(timelineOf(versions).map(({ version, from, to }) => [version.id, { from, to }]))
  return versions.map(version => ({ ...version, governs: periods.get(version.id) ?? null }))
}

/** One version by its id, with the days on which it governs; null when there is none. */
export async function findPolicyVersion(ctx: Ctx, input: { id: string }): Promise<PolicyVersionView | null> {
  const row = await findRow(ctx.db, input.id)
  if (!row) return null
  const versions = await listPolicyVersions(ctx, { policyId: row.policyId })
  return versions.find(({ id }) => id === row.id) ?? null
}
