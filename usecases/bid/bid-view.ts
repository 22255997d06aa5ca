/**
 * What a viewer gets to see of bids. Before opening: of one's own unit, that it has bid. After opening: the bidder, the
 * bureau and the panel see the contents; the poster sees the winner's once it is awarded; nobody else sees anything.
 */
import type { Queryable } from '#db/client.ts'
import { type BidHeader, listOpenedContents, listScores, type OpenedContent } from '#db/queries/bid.ts'
import type { ChallengeRecord } from '#db/queries/challenge.ts'
import type { Actor } from '#domain/access/actor.ts'
import { may } from '#domain/access/may.ts'
import { type BidContent, openedBidStates } from '#domain/bid/bid.ts'
import type { FeedbackReason } from '#domain/bid/feedback.ts'
import { rankBids, type Standing } from '#domain/challenge/score.ts'
import { awardedChallengeStates } from '#domain/challenge/verdicts.ts'
import type { Ctx } from '../support/ctx.ts'

export interface BidView extends Omit<BidHeader, 'feedbackReason' | 'feedbackText'> {
  isOwn: boolean
  /** Null while sealed, and for whoever may not read it. */
  content: BidContent | null
  /** Revealed with the contents: SHA-256 over `commitmentInput` must give the commitment. */
  salt: string | null
  /** What a bidder who lost was told; for the bidder and the bureau. */
  feedback: { reason: FeedbackReason; text: string } | null
  /** Rank and means by dimension, after the award; for the bidder and the bureau. */
  standing: Standing | null
}

type Reach = 'none' | 'header' | 'content' | 'everything'

/** How far the viewer sees into one bid. */
function reachOf(actor: Actor, challenge: ChallengeRecord, bid: BidHeader): Reach {
  if (actor.kind !== 'user') return 'none'
  const reviewers = challenge.isReviewer ? [actor.userId] : []
  const subject = { bidder: bid.organisationId, bureau: challenge.bureauId, poster: challenge.posterId, reviewers }
  const isOpen = openedBidStates.includes(bid.state)
  if (may(actor, 'bid.read_sealed', subject) === null) return isOpen ? 'everything' : 'header'
  if (!isOpen) return 'none'
  if (may(actor, 'bid.read_opened', subject) === null)
    return may(actor, 'challenge.read_scores', subject) === null ? 'everything' : 'content'
  return bid.state === 'awarded' && may(actor, 'bid.read_awarded', subject) === null ? 'content' : 'none'
}

async function standingsOf(db: Queryable, challenge: ChallengeRecord, bids: readonly BidHeader[]): Promise<Standing[]> {
  if (!awardedChallengeStates.includes(challenge.state)) return []
  const opened = bids.filter(bid => openedBidStates.includes(bid.state)).map(bid => bid.id)
  return rankBids(opened, challenge.dimensions, await listScores(db, challenge.id))
}

function toView(
  header: BidHeader,
  reach: Reach,
  known: { isOwn: boolean; opened: OpenedContent | undefined; standing: Standing | undefined },
): BidView {
  const { feedbackReason, feedbackText, ...bid } = header
  const { bidId: _, salt, ...content } = known.opened ?? { bidId: '', salt: null }
  const isTold = reach === 'everything' && feedbackReason !== null
  return {
    ...bid,
    isOwn: known.isOwn,
    content: known.opened && 'plan' in content ? content : null,
    salt,
    feedback: isTold ? { reason: feedbackReason as FeedbackReason, text: feedbackText } : null,
    standing: (reach === 'everything' && known.standing) || null,
  }
}

/** `headers` are all bids of the challenge; what the viewer may not know of is left out. */
export async function presentBids(
  ctx: Ctx,
  challenge: ChallengeRecord,
  headers: readonly BidHeader[],
): Promise<BidView[]> {
  const reaches = new Map(headers.map(bid => [bid.id, reachOf(ctx.actor, challenge, bid)]))
  const visible = headers.filter(bid => reaches.get(bid.id) !== 'none')
  if (visible.length === 0) return []
  const readable = visible.filter(bid => reaches.get(bid.id) !== 'header').map(bid => bid.id)
  const opened = await listOpenedContents(ctx.db, readable)
  const standings = await standingsOf(ctx.db, challenge, headers)
  const ownId = ctx.actor.kind === 'user' ? ctx.actor.acting?.organisationId : undefined
  return visible.map(bid =>
    toView(bid, reaches.get(bid.id) ?? 'none', {
      isOwn: bid.organisationId === ownId,
      opened: opened.find(contents => contents.bidId === bid.id),
      standing: standings.find(standing => standing.bidId === bid.id),
    }),
  )
}
