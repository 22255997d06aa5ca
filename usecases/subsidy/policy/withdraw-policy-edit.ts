import type { NamedPolicyEdit } from '#db/queries/policy-edit.ts'
import type { Ctx } from '../../support/ctx.ts'
import { movePolicyEdit } from './move-policy-edit.ts'

/** The author takes a proposal back, before anybody has decided on it, and may change the text again. */
export async function withdrawPolicyEdit(ctx: Ctx, input: { id: string; revision: number }): Promise<NamedPolicyEdit> {
  return movePolicyEdit(ctx, { ...input, event: 'withdraw', decide: () => ({ proposedAt: null }) })
}
