import { checkReason } from '#domain/field-check.ts'
import { requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { moveChallenge } from './move-challenge.ts'

/** Records the experts' argumentation ("专家论证") that the challenge is worth listing; it stays in the history. */
export async function vetChallenge(ctx: Ctx, input: { id: string; argumentation: string }): Promise<{ id: string }> {
  return moveChallenge(ctx, {
    id: input.id,
    event: 'vet',
    action: 'challenge.run',
    reason: input.argumentation,
    decide: () => {
      requireValid(
        checkReason('argumentation', input.argumentation, { isNeeded: true, remedy: 'record what the experts found' }),
      )
      return {}
    },
  })
}
