/** Bids. The contents lie encrypted in `sealed_content` and come into the open columns only at opening. */
import { sql } from 'drizzle-orm'
import {
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { bidStates, openedBidStates, type TeamMember } from '#domain/bid/bid.ts'
import { challenge } from './challenge.ts'
import { bytes, fen, fenRange, id, inStates, instant, oneOf, textLength, writtenAt } from './columns.ts'
import { organisation, userAccount } from './identity.ts'

export const bid = pgTable(
  'bid',
  {
    id: id(),
    challengeId: uuid('challenge_id')
      .notNull()
      .references(() => challenge.id),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisation.id),
    state: text('state', { enum: bidStates }).notNull().default('draft'),
    /** AES-256-GCM over the canonical contents and a random salt; see domain/bid/sealing.ts. */
    sealedContent: bytes('sealed_content').notNull(),
    /** SHA-256 over salt and canonical contents: the bidder's receipt, and the proof at opening. */
    commitment: text('commitment').notNull(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => userAccount.id),
    createdAt: writtenAt(),
    sealedAt: instant('sealed_at'),
    openedAt: instant('opened_at'),
    /** Revealed with the contents, so that anyone who may read them can check the commitment. */
    salt: text('salt'),
    priceFen: fen('price_fen'),
    plan: text('plan'),
    team: jsonb('team').$type<TeamMember[]>(),
    durationDays: integer('duration_days'),
    /** What a bidder who lost is told: a reason from the list and free text. */
    feedbackReason: text('feedback_reason'),
    feedbackText: text('feedback_text').notNull().default(''),
  },
  t => [
    index('bid_challenge').on(t.challengeId, t.state),
    index('bid_organisation').on(t.organisationId),
    uniqueIndex('bid_one_per_unit').on(t.challengeId, t.organisationId).where(sql`state <> 'withdrawn'`),
    oneOf('bid_state', t.state, bidStates),
    check('bid_commitment_shape', sql`${t.commitment} ~ '^[0-9a-f]{64}$'`),
    check('bid_sealed_at', sql`${t.state} in ('draft', 'withdrawn') or ${t.sealedAt} is not null`),
    // Nothing of a bid stands in the open before opening, and everything after.
    check(
      'bid_contents_sealed',
      sql`(${inStates(t.state, openedBidStates)}) = (${t.priceFen} is not null) and (${inStates(t.state, openedBidStates)}) = (${t.plan} is not null) and (${inStates(t.state, openedBidStates)}) = (${t.salt} is not null)`,
    ),
    check('bid_feedback', sql`${t.state} <> 'not_awarded' or ${t.feedbackReason} is not null`),
    fenRange('bid_price', t.priceFen, 1),
  ],
)

/** Points of one reviewer for one bid in one dimension, 0–100. */
export const score = pgTable(
  'score',
  {
    bidId: uuid('bid_id')
      .notNull()
      .references(() => bid.id),
    reviewerId: uuid('reviewer_id')
      .notNull()
      .references(() => userAccount.id),
    ordinal: smallint('ordinal').notNull(),
    points: smallint('points').notNull(),
    comment: text('comment').notNull().default(''),
    scoredAt: writtenAt('scored_at'),
  },
  t => [
    primaryKey({ columns: [t.bidId, t.reviewerId, t.ordinal] }),
    check('score_points', sql`${t.points} between 0 and 100`),
    textLength('score_comment_length', t.comment, 2000),
  ],
)

/** Fingerprint of the key that seals bids: a server with another key must not start on this database. */
export const sealKey = pgTable('seal_key', {
  fingerprint: text('fingerprint').primaryKey(),
  createdAt: writtenAt(),
})
