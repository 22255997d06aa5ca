/**
 * Bids. Every statement names its columns: nothing but `findOwnSeal` (for the bidder) and `listSealsForOpening` ever
 * selects the sealed contents, and the open columns are read only of bids that have been opened.
 */
import { and, asc, eq, inArray, notInArray, sql } from 'drizzle-orm'
import { type BidContent, openedBidStates } from '#domain/bid/bid.ts'
import type { DimensionScore, Points } from '#domain/challenge/score.ts'
import type { Queryable, Transaction } from '../client.ts'
import { bid, score } from '../schema/bid.ts'

/** What may be said of a bid to those who may know of it, before and after opening. */
const headerColumns = {
  id: bid.id,
  challengeId: bid.challengeId,
  organisationId: bid.organisationId,
  state: bid.state,
  commitment: bid.commitment,
  createdAt: bid.createdAt,
  sealedAt: bid.sealedAt,
  openedAt: bid.openedAt,
  feedbackReason: bid.feedbackReason,
  feedbackText: bid.feedbackText,
}
export type BidHeader = Pick<typeof bid.$inferSelect, keyof typeof headerColumns>

export interface OpenedContent extends BidContent {
  bidId: string
  salt: string
}

export async function findBidHeader(db: Queryable, id: string): Promise<BidHeader | null> {
  const [row] = await db.select(headerColumns).from(bid).where(eq(bid.id, id))
  return row ?? null
}

export async function lockBidHeader(tx: Transaction, id: string): Promise<BidHeader | null> {
  const [row] = await tx.select(headerColumns).from(bid).where(eq(bid.id, id)).for('update')
  return row ?? null
}

/** In the order of sealing. */
export async function listBidHeaders(db: Queryable, challengeId: string): Promise<BidHeader[]> {
  return db
    .select(headerColumns)
    .from(bid)
    .where(eq(bid.challengeId, challengeId))
    .orderBy(asc(bid.sealedAt), asc(bid.id))
}

/** The organisations whose bids stand. Never shown before opening. */
export async function listBidderIds(db: Queryable, challengeId: string): Promise<string[]> {
  const rows = await db
    .select({ organisationId: bid.organisationId })
    .from(bid)
    .where(and(eq(bid.challengeId, challengeId), notInArray(bid.state, ['draft', 'withdrawn'])))
  return rows.map(row => row.organisationId)
}

/** The bid that was awarded: its organisation is the seller of the contract. */
export async function findAwardedBid(tx: Queryable, challengeId: string) {
  const [row] = await tx
    .select({ id: bid.id, organisationId: bid.organisationId, priceFen: bid.priceFen })
    .from(bid)
    .where(and(eq(bid.challengeId, challengeId), eq(bid.state, 'awarded')))
  return row ?? null
}

export async function hasLiveBid(tx: Queryable, challengeId: string, organisationId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: bid.id })
    .from(bid)
    .where(
      and(eq(bid.challengeId, challengeId), eq(bid.organisationId, organisationId), sql`${bid.state} <> 'withdrawn'`),
    )
  return row !== undefined
}

/** The contents of bids that have been opened; sealed ones are left out. */
export async function listOpenedContents(db: Queryable, bidIds: readonly string[]): Promise<OpenedContent[]> {
  if (bidIds.length === 0) return []
  const rows = await db
    .select({
      bidId: bid.id,
      priceFen: bid.priceFen,
      plan: bid.plan,
      team: bid.team,
      durationDays: bid.durationDays,
      salt: bid.salt,
    })
    .from(bid)
    .where(and(inArray(bid.id, [...bidIds]), inArray(bid.state, [...openedBidStates])))
  return rows.map(row => {
    const { bidId, priceFen, plan, team, durationDays, salt } = row
    if (priceFen === null || plan === null || team === null || durationDays === null || salt === null)
      throw new Error(`bid ${bidId} is open but its contents are missing`)
    return { bidId, priceFen, plan, team, durationDays, salt }
  })
}

/** The sealed contents, for the bidder alone: the organisation is part of the condition. */
export async function findOwnSeal(db: Queryable, bidId: string, organisationId: string): Promise<Uint8Array | null> {
  const [row] = await db
    .select({ sealedContent: bid.sealedContent })
    .from(bid)
    .where(and(eq(bid.id, bidId), eq(bid.organisationId, organisationId)))
  return row?.sealedContent ?? null
}

/** For `openBids` only, which holds the challenge's lock and has judged the deadline. */
export async function listSealsForOpening(tx: Transaction, challengeId: string) {
  return tx
    .select({
      id: bid.id,
      challengeId: bid.challengeId,
      organisationId: bid.organisationId,
      commitment: bid.commitment,
      sealedContent: bid.sealedContent,
    })
    .from(bid)
    .where(and(eq(bid.challengeId, challengeId), eq(bid.state, 'sealed')))
    .orderBy(asc(bid.sealedAt), asc(bid.id))
    .for('update')
}

export async function insertBid(tx: Transaction, row: typeof bid.$inferInsert): Promise<void> {
  await tx.insert(bid).values(row)
}

export async function updateBid(tx: Transaction, id: string, change: Partial<typeof bid.$inferInsert>): Promise<void> {
  await tx.update(bid).set(change).where(eq(bid.id, id))
}

export interface ScoreRow extends Points {
  comment: string
}

/** All scores of a challenge's bids, in a fixed order. Whoever calls decides what of it may be seen. */
export async function listScores(db: Queryable, challengeId: string): Promise<ScoreRow[]> {
  return db
    .select({
      bidId: score.bidId,
      reviewerId: score.reviewerId,
      ordinal: score.ordinal,
      points: score.points,
      comment: score.comment,
    })
    .from(score)
    .innerJoin(bid, eq(bid.id, score.bidId))
    .where(eq(bid.challengeId, challengeId))
    .orderBy(asc(score.bidId), asc(score.reviewerId), asc(score.ordinal))
}

export async function replaceScores(
  tx: Transaction,
  key: { bidId: string; reviewerId: string },
  scores: readonly DimensionScore[],
): Promise<void> {
  await tx.delete(score).where(and(eq(score.bidId, key.bidId), eq(score.reviewerId, key.reviewerId)))
  await tx.insert(score).values(scores.map(({ ordinal, points, comment }) => ({ ...key, ordinal, points, comment })))
}
