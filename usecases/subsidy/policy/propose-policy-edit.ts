import type { NamedPolicyEdit } from '#db/queries/policy-edit.ts'
import type { Ctx } from '../../support/ctx.ts'
import { movePolicyEdit } from './move-policy-edit.ts'
import { readProposablePack } from './read-proposable-pack.ts'

/** The author hands the text to a reviewer; from now on it stays. It must be a valid pack. */
export async function proposePolicyEdit(ctx: Ctx, input: { id: string; revision: number }): Promise<NamedPolicyEdit> {
  return movePolicyEdit(ctx, {
    ...input,
    event: 'propose',
    decide: async (tx, row, now) => {
      await readProposablePack(tx, row)
      return { proposedAt: now }
    },
  })
}
