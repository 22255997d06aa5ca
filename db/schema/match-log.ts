/**
 * Which matches were shown to whom, and what they said of them, and whom they invited. What else came of a pair (bid,
 * award, contract) is not here: it stands in the tables of those nouns and is read when the log is evaluated. Decision
 * record 0014.
 */
import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  doublePrecision,
  index,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { libraries } from '#domain/listing.ts'
import { maxNoteLength, notUsefulReasons, verdicts } from '#domain/matching/evaluation/feedback.ts'
import {
  invitationLifecycle,
  invitationStates,
  invitedLibraries,
  maxInvitationTextLength,
} from '#domain/matching/invitation.ts'
import { day, id, instant, oneOf, textLength, writtenAt } from './columns.ts'
import { organisation, userAccount } from './identity.ts'

/**
 * One match on a page of matches, once a day for each viewer and version of the ranking, with and without a filter, however
 * often it is reloaded.
 */
export const matchImpression = pgTable(
  'match_impression',
  {
    id: id(),
    /** The listing that was asked for, and the one that was shown: together the direction. Rows outlive listings. */
    queryLibrary: text('query_library', { enum: libraries }).notNull(),
    queryId: uuid('query_id').notNull(),
    shownLibrary: text('shown_library', { enum: libraries }).notNull(),
    shownId: uuid('shown_id').notNull(),
    /** From 1. */
    rank: smallint('rank').notNull(),
    score: doublePrecision('score').notNull(),
    /** A word of the ranking of that day: the log outlives the list of words. */
    strength: text('strength').notNull(),
    rankingVersion: text('ranking_version').notNull(),
    /** The library was narrowed first, so the rank is none of the whole ranking. True of rows that do not know. */
    isFiltered: boolean('is_filtered').notNull(),
    viewerUserId: uuid('viewer_user_id')
      .notNull()
      .references(() => userAccount.id),
    viewerOrganisationId: uuid('viewer_organisation_id').references(() => organisation.id),
    /** The day in China. */
    shownOn: day('shown_on').notNull(),
    shownAt: writtenAt('shown_at'),
    openedAt: instant('opened_at'),
    comparedAt: instant('compared_at'),
  },
  t => [
    uniqueIndex('match_impression_once_a_day').on(
      t.viewerUserId,
      t.queryId,
      t.shownId,
      t.shownOn,
      t.rankingVersion,
      t.isFiltered,
    ),
    index('match_impression_query').on(t.queryId, t.shownOn),
    index('match_impression_shown_at').on(t.shownAt),
    oneOf('match_impression_query_library', t.queryLibrary, libraries),
    oneOf('match_impression_shown_library', t.shownLibrary, libraries),
    check('match_impression_rank', sql`${t.rank} between 1 and 1000`),
    check('match_impression_strength', sql`${t.strength} ~ '^[a-z_]{1,20}$'`),
    textLength('match_impression_ranking_version_length', t.rankingVersion, 40, 1),
  ],
)

/** What a viewer said of a pair. The last one counts, the others are its history; append-only by trigger. */
export const matchJudgement = pgTable(
  'match_judgement',
  {
    viewerUserId: uuid('viewer_user_id')
      .notNull()
      .references(() => userAccount.id),
    queryId: uuid('query_id').notNull(),
    shownId: uuid('shown_id').notNull(),
    ordinal: smallint('ordinal').notNull(),
    /** The latest showing before the judgement. */
    impressionId: uuid('impression_id')
      .notNull()
      .references(() => matchImpression.id),
    verdict: text('verdict', { enum: verdicts }).notNull(),
    reason: text('reason', { enum: notUsefulReasons }),
    note: text('note').notNull(),
    judgedAt: writtenAt('judged_at'),
  },
  t => [
    primaryKey({ columns: [t.viewerUserId, t.queryId, t.shownId, t.ordinal] }),
    index('match_judgement_impression').on(t.impressionId),
    index('match_judgement_pair').on(t.queryId, t.shownId),
    oneOf('match_judgement_verdict', t.verdict, verdicts),
    oneOf('match_judgement_reason', t.reason, notUsefulReasons),
    check('match_judgement_reason_given', sql`(${t.verdict} = 'not_useful') = (${t.reason} is not null)`),
    check('match_judgement_ordinal', sql`${t.ordinal} >= 1`),
    textLength('match_judgement_note_length', t.note, maxNoteLength),
  ],
)

/**
 * 对接邀请: the owner of a demand asked the owner of a match, and what they answered. Once a pair, and answered once: by
 * trigger nothing but the answer is ever added. Never swept.
 */
export const matchInvitation = pgTable(
  'match_invitation',
  {
    id: id(),
    /** Always of a demand now; named as in the log, so that the two are read together. */
    queryLibrary: text('query_library', { enum: libraries }).notNull(),
    queryId: uuid('query_id').notNull(),
    shownLibrary: text('shown_library', { enum: libraries }).notNull(),
    shownId: uuid('shown_id').notNull(),
    /** As the match was shown to whoever invites. */
    strength: text('strength').notNull(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisation.id),
    invitedOrganisationId: uuid('invited_organisation_id')
      .notNull()
      .references(() => organisation.id),
    invitedBy: uuid('invited_by')
      .notNull()
      .references(() => userAccount.id),
    invitedAt: writtenAt('invited_at'),
    message: text('message').notNull().default(''),
    state: text('state', { enum: invitationStates }).notNull().default(invitationLifecycle.initial),
    answerNote: text('answer_note').notNull().default(''),
    answeredBy: uuid('answered_by').references(() => userAccount.id),
    answeredAt: instant('answered_at'),
  },
  t => [
    uniqueIndex('match_invitation_once').on(t.queryId, t.shownId),
    index('match_invitation_shown').on(t.shownId),
    index('match_invitation_at').on(t.invitedAt),
    oneOf('match_invitation_query_library', t.queryLibrary, ['demand']),
    oneOf('match_invitation_shown_library', t.shownLibrary, invitedLibraries),
    check('match_invitation_strength', sql`${t.strength} ~ '^[a-z_]{1,20}$'`),
    oneOf('match_invitation_state', t.state, invitationStates),
    textLength('match_invitation_message_length', t.message, maxInvitationTextLength),
    textLength('match_invitation_answer_note_length', t.answerNote, maxInvitationTextLength),
    check(
      'match_invitation_answered',
      sql`(${t.state} = 'pending') = (${t.answeredAt} is null) and (${t.answeredAt} is null) = (${t.answeredBy} is null) and (${t.state} <> 'pending' or ${t.answerNote} = '')`,
    ),
    check('match_invitation_of_another', sql`${t.organisationId} <> ${t.invitedOrganisationId}`),
  ],
)
