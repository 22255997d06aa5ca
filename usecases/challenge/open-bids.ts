/**
 * Opening ("开标"): after the deadline, by the database's clock, an officer opens every sealed bid at once. Each seal must
 * fit the receipt its bidder holds; if one does not, none is opened. A challenge without bids ends as 流榜.
 */
import type { Transaction } from '#db/client.ts'
import { listBidderIds, listSealsForOpening, updateBid } from '#db/queries/bid.ts'
import type { ChallengeRow } from '#db/queries/challenge.ts'
import { readClock } from '#db/queries/clock.ts'
import { deleteReviewer, findReviewerCandidate, listReviewers } from '#db/queries/reviewer.ts'
import { bidLifecycle } from '#domain/bid/bid.ts'
import { BidsStillSealed, SealBroken } from '#domain/bid/check-bid.ts'
import { BrokenSeal, sealBinding } from '#domain/bid/sealing.ts'
import { checkReviewerConflict } from '#domain/challenge/conflict.ts'
import { challengeVerdict } from '#domain/challenge/verdicts.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { type AuditNote, mutate } from '../support/mutate.ts'
import { takeStep } from '../support/step.ts'
import { refuseViolations } from '../support/violation.ts'
import { lockChallengeOrRefuse, stepChallenge } from './move-challenge.ts'
import { refuseOfficerConflict } from './refuse-officer-conflict.ts'

type Seal = Awaited<ReturnType<typeof listSealsForOpening>>[number]

/** The contents behind a seal; null when it is broken, or when they do not fit the receipt. Any other error is a bug. */
function openSeal(ctx: Ctx, seal: Seal) {
  try {
    const opened = ctx.sealing.open(seal.sealedContent, sealBinding(seal))
    return opened.commitment === seal.commitment ? opened : null
  } catch (error) {
    if (error instanceof BrokenSeal) return null
    throw error
  }
}

async function openEveryBid(ctx: Ctx, tx: Transaction, seals: readonly Seal[], openedAt: Date): Promise<AuditNote[]> {
  const opened = seals.map(seal => ({ seal, contents: openSeal(ctx, seal) }))
  const broken = opened.filter(({ contents }) => contents === null).map(({ seal }) => seal.id)
  if (broken.length > 0) throw new SealBroken(broken)
  const audit: AuditNote[] = []
  for (const { seal, contents } of opened) {
    const state = await takeStep(ctx, tx, {
      kind: 'bid',
      id: seal.id,
      lifecycle: bidLifecycle,
      from: 'sealed',
      event: 'open',
    })
    await updateBid(tx, seal.id, { ...contents?.content, salt: contents?.salt, state, openedAt })
    audit.push({
      action: 'bid.open',
      subjectKind: 'bid',
      subjectId: seal.id,
      before: { state: 'sealed', commitment: seal.commitment },
      after: { state, ...contents?.content },
    })
  }
  return audit
}

/** Now that the bidders are known, reviewers who belong to one of them leave the panel. */
async function recuseReviewers(tx: Transaction, row: ChallengeRow): Promise<AuditNote[]> {
  const bidderIds = await listBidderIds(tx, row.id)
  const audit: AuditNote[] = []
  for (const { userId } of await listReviewers(tx, row.id)) {
    const candidate = await findReviewerCandidate(tx, { userId })
    const reviewerOrganisationIds = candidate?.organisationIds ?? []
    const conflict = checkReviewerConflict({ reviewerOrganisationIds, posterId: row.posterId, bidderIds })
    if (!conflict) continue
    await deleteReviewer(tx, row.id, userId)
    audit.push({
      action: 'challenge.recuse_reviewer',
      subjectKind: 'challenge',
      subjectId: row.id,
      before: { reviewerId: userId },
      after: { conflictWith: conflict.conflictWith },
    })
  }
  return audit
}

export async function openBids(ctx: Ctx, input: { challengeId: string }): Promise<{ id: string }> {
  return mutate(ctx, async tx => {
    const row = await lockChallengeOrRefuse(tx, input.challengeId)
    const now = await readClock(tx)
    refuse(challengeVerdict(ctx.actor, 'open', { ...row, ownBidId: null, isReviewer: false }, now))
    await refuseOfficerConflict(ctx, tx, row)
    const tooEarly = { challenge_deadline: () => new BidsStillSealed(row.bidsCloseAt) }
    const closed =
      row.state === 'published'
        ? await refuseViolations(stepChallenge(ctx, tx, row, { event: 'close' }), tooEarly)
        : row
    const seals = await listSealsForOpening(tx, row.id)
    const audit = { action: 'challenge.open', subjectKind: 'challenge', subjectId: row.id, before: row }
    if (seals.length === 0) {
      const after = await stepChallenge(ctx, tx, closed, { event: 'declare_no_bids' })
      return { result: { id: row.id }, audit: { ...audit, after } }
    }
    const opened = await stepChallenge(ctx, tx, closed, { event: 'open', change: { openedAt: now } })
    const bids = await openEveryBid(ctx, tx, seals, now)
    const recused = await recuseReviewers(tx, row)
    const after = await stepChallenge(ctx, tx, opened, { event: 'start_review' })
    return { result: { id: row.id }, audit: [{ ...audit, after }, ...bids, ...recused] }
  })
}
