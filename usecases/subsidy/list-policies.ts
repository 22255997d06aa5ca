import { listLatestPolicyVersions } from '#db/queries/subsidy.ts'
import { may } from '#domain/access/may.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { type PolicyView, viewPolicy } from './policy-view.ts'

/** The version of every policy that was loaded last. Public, as the documents are. */
export async function listPolicies(ctx: Ctx): Promise<PolicyView[]> {
  refuse(may(ctx.actor, 'policy.read'))
  return (await listLatestPolicyVersions(ctx.db)).map(viewPolicy)
}
