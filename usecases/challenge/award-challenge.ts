/** Ends the public notice with the award ("中榜"): the winner, and for every bidder who lost a reason and an explanation. */
import type { Transaction } from '#db/client.ts'
import { type BidHeader, listBidHeaders, updateBid } from '#db/queries/bid.ts'
import { readClock } from '#db/queries/clock.ts'
import { bidLifecycle } from '#domain/bid/bid.ts'
import { type BidFeedback, checkFeedback } from '#domain/bid/feedback.ts'
import { NoticeStillRuns } from '#domain/challenge/check-challenge.ts'
import { challengeVerdict } from '#domain/challenge/verdicts.ts'
import { refuse, requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { type AuditNote, mutate } from '../support/mutate.ts'
import { takeStep } from '../support/step.ts'
import { refuseViolations } from '../support/violation.ts'
import { lockChallengeOrRefuse, stepChallenge } from './move-challenge.ts'
import { refuseOfficerConflict } from './refuse-officer-conflict.ts'

/** `feedback` null awards. */
async function decideBid(ctx: Ctx, tx: Transaction, bid: BidHeader, feedback: BidFeedback | null): Promise<AuditNote> {
  const event = feedback ? 'decline' : 'award'
  const reason = feedback ? `${feedback.reason}: ${feedback.text}` : ''
  const step = { kind: 'bid', id: bid.id, lifecycle: bidLifecycle, from: bid.state, event, reason } as const
  const state = await takeStep(ctx, tx, step)
  const columns = feedback ? { feedbackReason: feedback.reason, feedbackText: feedback.text } : {}
  await updateBid(tx, bid.id, { state, ...columns })
  return {
    action: `bid.${event}`,
    subjectKind: 'bid',
    subjectId: bid.id,
    before: bid,
    after: { ...bid, state, ...columns },
  }
}

export async function awardChallenge(
  ctx: Ctx,
  input: { challengeId: string; feedback: readonly BidFeedback[] },
): Promise<{ id: string }> {
  return mutate(ctx, async tx => {
    const row = await lockChallengeOrRefuse(tx, input.challengeId)
    const now = await readClock(tx)
    refuse(challengeVerdict(ctx.actor, 'award', { ...row, ownBidId: null, isReviewer: false }, now))
    await refuseOfficerConflict(ctx, tx, row)
    const bids = (await listBidHeaders(tx, row.id)).filter(bid => bid.state === 'opened')
    const losers = bids.filter(bid => bid.id !== row.recommendedBidId)
    if (losers.length === bids.length) throw new Error(`challenge ${row.id} has no recommended bid`)
    requireValid(
      checkFeedback(
        input.feedback,
        losers.map(bid => bid.id),
      ),
    )
    const audit: AuditNote[] = []
    for (const bid of bids)
      audit.push(await decideBid(ctx, tx, bid, input.feedback.find(f => f.bidId === bid.id) ?? null))
    const after = await refuseViolations(stepChallenge(ctx, tx, row, { event: 'award', change: { awardedAt: now } }), {
      challenge_notice: () => new NoticeStillRuns(row.noticeEndsAt ?? now),
    })
    const note = { action: 'challenge.award', subjectKind: 'challenge', subjectId: row.id, before: row, after }
    return { result: { id: row.id }, audit: [note, ...audit] }
  })
}
