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
import { challengeKinds, challengeStates, selections } from '#domain/challenge/challenge.ts'
import { type Indicator, ipWishes } from '#domain/demand/demand.ts'
import { fen, fenRange, id, instant, oneOf, textLength, writtenAt } from './columns.ts'
import { demand } from './demand.ts'
import { organisation, userAccount } from './identity.ts'

export const challenge = pgTable(
  'challenge',
  {
    id: id(),
    kind: text('kind', { enum: challengeKinds }).notNull(),
    selection: text('selection', { enum: selections }).notNull(),
    state: text('state', { enum: challengeStates }).notNull().default('draft'),
    demandId: uuid('demand_id')
      .notNull()
      .references(() => demand.id),
    /** The enterprise whose problem it is. */
    posterId: uuid('poster_id')
      .notNull()
      .references(() => organisation.id),
    /** The bureau that runs the list. */
    bureauId: uuid('bureau_id')
      .notNull()
      .references(() => organisation.id),
    title: text('title').notNull(),
    problem: text('problem').notNull(),
    indicators: jsonb('indicators').$type<Indicator[]>().notNull(),
    ipOwnership: text('ip_ownership', { enum: ipWishes }).notNull(),
    /** 榜额 in 分. */
    rewardFen: fen('reward_fen').notNull(),
    conditions: text('conditions').notNull(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => userAccount.id),
    createdAt: writtenAt(),
    publishedAt: instant('published_at'),
    /** Bids are accepted while the database's clock is before this instant. */
    bidsCloseAt: instant('bids_close_at'),
    openedAt: instant('opened_at'),
    recommendedBidId: uuid('recommended_bid_id'),
    recommendationReason: text('recommendation_reason').notNull().default(''),
    noticeEndsAt: instant('notice_ends_at'),
    awardedAt: instant('awarded_at'),
  },
  t => [
    index('challenge_listed').on(t.state, t.publishedAt, t.id),
    index('challenge_poster').on(t.posterId),
    index('challenge_bureau').on(t.bureauId),
    // One live challenge a demand: a second one would ask for the same solution twice.
    uniqueIndex('challenge_one_per_demand')
      .on(t.demandId)
      .where(sql`state not in ('cancelled', 'no_bids', 'failed', 'archived')`),
    oneOf('challenge_kind', t.kind, challengeKinds),
    oneOf('challenge_selection', t.selection, selections),
    oneOf('challenge_state', t.state, challengeStates),
    oneOf('challenge_ip_ownership', t.ipOwnership, ipWishes),
    textLength('challenge_title_length', t.title, 200, 1),
    fenRange('challenge_reward', t.rewardFen, 1),
    check('challenge_window', sql`${t.bidsCloseAt} > ${t.publishedAt}`),
    check(
      'challenge_published_window',
      sql`${t.state} not in ('published', 'closed', 'opened', 'under_review') or ${t.bidsCloseAt} is not null`,
    ),
  ],
)

/** Scoring dimensions with weights; a trigger holds their sum at 100 once the challenge leaves its author's desk. */
export const scoringDimension = pgTable(
  'scoring_dimension',
  {
    challengeId: uuid('challenge_id')
      .notNull()
      .references(() => challenge.id),
    ordinal: smallint('ordinal').notNull(),
    name: text('name').notNull(),
    weight: integer('weight').notNull(),
  },
  t => [
    primaryKey({ columns: [t.challengeId, t.ordinal] }),
    textLength('scoring_dimension_name_length', t.name, 50, 1),
    check('scoring_dimension_weight', sql`${t.weight} between 1 and 100`),
  ],
)

/** Experts asked to review the bids of a challenge. */
export const challengeReviewer = pgTable(
  'challenge_reviewer',
  {
    challengeId: uuid('challenge_id')
      .notNull()
      .references(() => challenge.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    assignedBy: uuid('assigned_by')
      .notNull()
      .references(() => userAccount.id),
    assignedAt: writtenAt('assigned_at'),
  },
  t => [primaryKey({ columns: [t.challengeId, t.userId] }), index('challenge_reviewer_user').on(t.userId)],
)

/** How a bureau runs its lists: parameters of the rules, not constants of the program. */
export const listSetting = pgTable(
  'list_setting',
  {
    bureauId: uuid('bureau_id')
      .primaryKey()
      .references(() => organisation.id),
    /** Shortest time between publishing and the deadline. Usual: 20 days. */
    minBidWindowSeconds: integer('min_bid_window_seconds').notNull().default(1_728_000),
    /** Public notice in working days (usual: 5); 0 with `noticeSeconds` is for demonstrations. */
    noticeWorkingDays: smallint('notice_working_days').notNull().default(5),
    noticeSeconds: integer('notice_seconds').notNull().default(0),
    /** Fewest reviewers of a challenge. Usual: 5, and odd. */
    minReviewers: smallint('min_reviewers').notNull().default(5),
  },
  t => [
    check('list_setting_window', sql`${t.minBidWindowSeconds} between 1 and 31536000`),
    check(
      'list_setting_notice',
      sql`${t.noticeWorkingDays} between 0 and 60 and ${t.noticeSeconds} between 0 and 864000`,
    ),
    check('list_setting_reviewers', sql`${t.minReviewers} between 1 and 99 and ${t.minReviewers} % 2 = 1`),
  ],
)
