import type { NamedPolicyEdit } from '#db/queries/policy-edit.ts'
import type { Ctx } from '../../support/ctx.ts'
import { movePolicyEdit } from './move-policy-edit.ts'

/** The author gives the copy up. It stays to be read. */
export async function discardPolicyEdit(ctx: Ctx, input: { id: string; revision: number }): Promise<NamedPolicyEdit> {
  return movePolicyEdit(ctx, { ...input, event: 'discard', decide: () => ({}) })
}
