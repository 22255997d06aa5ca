/** Takes a sealed bid back before the deadline; the unit may then submit another. The seal stays closed. */
import { findBidHeader, lockBidHeader, updateBid } from '#db/queries/bid.ts'
import { readClock } from '#db/queries/clock.ts'
import { may } from '#domain/access/may.ts'
import { bidLifecycle } from '#domain/bid/bid.ts'
import { BidsClosed, checkTakesBids } from '#domain/bid/check-bid.ts'
import { checkReason } from '#domain/field-check.ts'
import { checkTransition } from '#domain/lifecycle.ts'
import { NotFound, refuse, requireValid } from '#domain/refusal.ts'
import { lockChallengeOrRefuse } from '../challenge/move-challenge.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { takeStep } from '../support/step.ts'
import { refuseViolations } from '../support/violation.ts'

export async function withdrawBid(
  ctx: Ctx,
  input: { id: string; reason: string },
): Promise<{ id: string; challengeId: string }> {
  return mutate(ctx, async tx => {
    const found = await findBidHeader(tx, input.id)
    // To everybody else the bid does not exist: a refusal would tell who has bid.
    if (!found || may(ctx.actor, 'bid.read_sealed', { bidder: found.organisationId })) throw new NotFound('bid')
    refuse(may(ctx.actor, 'bid.withdraw', { bidder: found.organisationId }))
    const challenge = await lockChallengeOrRefuse(tx, found.challengeId, 'share')
    const bid = await lockBidHeader(tx, input.id)
    if (!bid) throw new NotFound('bid')
    refuse(checkTransition(bidLifecycle, bid.state, 'withdraw'))
    refuse(checkTakesBids(await readClock(tx), challenge))
    requireValid(checkReason('reason', input.reason, { isNeeded: false }))
    const state = await takeStep(ctx, tx, {
      kind: 'bid',
      id: bid.id,
      lifecycle: bidLifecycle,
      from: bid.state,
      event: 'withdraw',
      reason: input.reason,
    })
    await refuseViolations(updateBid(tx, bid.id, { state }), {
      bid_deadline: () => new BidsClosed(challenge.bidsCloseAt),
    })
    return {
      result: { id: bid.id, challengeId: bid.challengeId },
      audit: { action: 'bid.withdraw', subjectKind: 'bid', subjectId: bid.id, before: bid, after: { ...bid, state } },
    }
  })
}
