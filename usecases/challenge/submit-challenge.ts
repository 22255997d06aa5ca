/** Hands the terms to the bureau; from here on they are fixed. Nothing may be left open, and the weights sum to 100. */
import { listDimensions } from '#db/queries/challenge.ts'
import { checkChallengeQuality } from '#domain/challenge/check-challenge.ts'
import { requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { moveChallenge } from './move-challenge.ts'

export async function submitChallenge(ctx: Ctx, input: { id: string }): Promise<{ id: string }> {
  return moveChallenge(ctx, {
    id: input.id,
    event: 'submit',
    action: 'challenge.submit',
    decide: async (tx, row) => {
      requireValid(checkChallengeQuality({ ...row, dimensions: await listDimensions(tx, row.id) }))
      return {}
    },
  })
}
