import { checkReason } from '#domain/field-check.ts'
import { requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { moveChallenge } from './move-challenge.ts'

/** An officer gives a submitted challenge back, with reasons the poster can act on. */
export async function returnChallenge(ctx: Ctx, input: { id: string; reason: string }): Promise<{ id: string }> {
  return moveChallenge(ctx, {
    ...input,
    event: 'return',
    action: 'challenge.run',
    decide: () => {
      requireValid(checkReason('reason', input.reason, { isNeeded: true, remedy: 'say what has to be changed' }))
      return {}
    },
  })
}
