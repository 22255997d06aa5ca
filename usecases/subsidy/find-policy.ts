import { findLatestPolicyVersion } from '#db/queries/subsidy.ts'
import { may } from '#domain/access/may.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { type PolicyView, viewPolicy } from './policy-view.ts'

export type { PolicyView }

/** A policy by the id of its pack, in the version loaded last; null when there is none. Public, as the documents are. */
export async function findPolicy(ctx: Ctx, input: { id: string }): Promise<PolicyView | null> {
  refuse(may(ctx.actor, 'policy.read'))
  const version = await findLatestPolicyVersion(ctx.db, input.id)
  return version && viewPolicy(version)
}
