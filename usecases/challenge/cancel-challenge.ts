import { challengeLifecycle } from '#domain/challenge/challenge.ts'
import type { CancelReason } from '#domain/challenge/reasons.ts'
import { checkMayCancel } from '#domain/challenge/verdicts.ts'
import { checkReason } from '#domain/field-check.ts'
import { checkTransition } from '#domain/lifecycle.ts'
import { refuse, requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { lockChallengeOrRefuse, stepChallenge } from './move-challenge.ts'

/** Ends a challenge before it led to a contract. Bids that are still sealed stay sealed for ever. */
export async function cancelChallenge(
  ctx: Ctx,
  input: { id: string; reason: CancelReason; text: string },
): Promise<{ id: string }> {
  return mutate(ctx, async tx => {
    const row = await lockChallengeOrRefuse(tx, input.id)
    refuse(checkMayCancel(ctx.actor, { ...row, ownBidId: null, isReviewer: false }))
    refuse(checkTransition(challengeLifecycle, row.state, 'cancel'))
    requireValid(checkReason('text', input.text, { isNeeded: true, remedy: 'explain the reason to those concerned' }))
    const reason = `${input.reason}: ${input.text}`
    const after = await stepChallenge(ctx, tx, row, { event: 'cancel', reason })
    return {
      result: { id: row.id },
      audit: {
        action: 'challenge.cancel',
        subjectKind: 'challenge',
        subjectId: row.id,
        before: row,
        after: { ...after, reason },
      },
    }
  })
}
