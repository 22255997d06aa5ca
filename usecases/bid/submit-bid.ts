/**
 * Hands in a bid: checked, encrypted and sealed in one verb, while the challenge is held against its opening. The
 * contents are in no column, no audit entry and no history of this transaction but under the seal.
 */
import type { Transaction } from '#db/client.ts'
import { hasLiveBid, insertBid, updateBid } from '#db/queries/bid.ts'
import { readClock } from '#db/queries/clock.ts'
import { type BidContent, bidLifecycle } from '#domain/bid/bid.ts'
import { BidExists, BidsClosed, checkBidContent } from '#domain/bid/check-bid.ts'
import { sealBinding } from '#domain/bid/sealing.ts'
import { checkMayBid } from '#domain/challenge/verdicts.ts'
import { refuse, requireValid } from '#domain/refusal.ts'
import { lockChallengeOrRefuse } from '../challenge/move-challenge.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { requirePerson } from '../support/person.ts'
import { takeStep } from '../support/step.ts'
import { refuseViolations } from '../support/violation.ts'

/** What the bidder keeps: with the contents and the salt, anyone can recompute the commitment after opening. */
export interface BidReceipt {
  bidId: string
  commitment: string
  sealedAt: Date
}

interface NewBid {
  id: string
  challengeId: string
  organisationId: string
  createdBy: string
}

async function writeSealed(ctx: Ctx, tx: Transaction, bid: NewBid, input: { content: BidContent; sealedAt: Date }) {
  const { sealed, commitment } = ctx.sealing.seal(input.content, sealBinding(bid))
  await insertBid(tx, { ...bid, sealedContent: sealed, commitment })
  const state = await takeStep(ctx, tx, {
    kind: 'bid',
    id: bid.id,
    lifecycle: bidLifecycle,
    from: bidLifecycle.initial,
    event: 'seal',
  })
  await updateBid(tx, bid.id, { state, sealedAt: input.sealedAt })
  return { commitment, state }
}

export async function submitBid(ctx: Ctx, input: { challengeId: string; content: BidContent }): Promise<BidReceipt> {
  const { organisationId, userId: createdBy } = requirePerson(ctx.actor)
  return mutate(ctx, async tx => {
    const challenge = await lockChallengeOrRefuse(tx, input.challengeId, 'share')
    const sealedAt = await readClock(tx)
    refuse(checkMayBid(ctx.actor, { ...challenge, ownBidId: null, isReviewer: false }, sealedAt))
    if (await hasLiveBid(tx, challenge.id, organisationId)) throw new BidExists()
    requireValid(checkBidContent(input.content))
    const bid = { id: ctx.newId(), challengeId: challenge.id, organisationId, createdBy }
    const { commitment, state } = await refuseViolations(
      writeSealed(ctx, tx, bid, { content: input.content, sealedAt }),
      { bid_one_per_unit: () => new BidExists(), bid_deadline: () => new BidsClosed(challenge.bidsCloseAt) },
    )
    return {
      result: { bidId: bid.id, commitment, sealedAt },
      audit: {
        action: 'bid.submit',
        subjectKind: 'bid',
        subjectId: bid.id,
        before: null,
        after: { ...bid, state, commitment, sealedAt },
      },
    }
  })
}
