/** Notifications, what keeps them from coming twice, and how often a person wants them. */
import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { type Library, libraries } from '#domain/listing.ts'
import {
  alertDirections,
  matchAlertPreferences,
  notificationKinds,
  subsidyKinds,
} from '#domain/notification/notification.ts'
import { achievement } from './achievement.ts'
import { id, inStates, instant, oneOf, writtenAt } from './columns.ts'
import { demand } from './demand.ts'
import { organisation, userAccount } from './identity.ts'

/** That a pair has been announced, once and for all: its key is what keeps two processes from telling people twice. */
export const matchAlert = pgTable(
  'match_alert',
  {
    achievementId: uuid('achievement_id')
      .notNull()
      .references(() => achievement.id),
    demandId: uuid('demand_id')
      .notNull()
      .references(() => demand.id),
    direction: text('direction', { enum: alertDirections }).notNull(),
    alertedAt: writtenAt('alerted_at'),
  },
  t => [
    primaryKey({ columns: [t.achievementId, t.demandId, t.direction] }),
    oneOf('match_alert_direction', t.direction, alertDirections),
  ],
)

const notifiedKinds = [...libraries, 'determination'] as const

/** Says ids only: what a receiver may see of them is decided when it is shown. */
export const notification = pgTable(
  'notification',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    /** For which membership the person is told; shown only while they hold one there. */
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisation.id),
    kind: text('kind', { enum: notificationKinds }).notNull(),
    /** The receiver's own listing, or the determination that took a step. */
    subjectKind: text('subject_kind', { enum: notifiedKinds }).notNull(),
    subjectId: uuid('subject_id').notNull(),
    payload: jsonb('payload').$type<ListingPayload | StepPayload>().notNull(),
    createdAt: writtenAt(),
    /** Null while it waits for the digest of its day. */
    deliveredAt: instant('delivered_at'),
    readAt: instant('read_at'),
  },
  t => [
    index('notification_inbox').on(t.userId, t.deliveredAt, t.id),
    index('notification_waiting').on(t.createdAt).where(sql`delivered_at is null`),
    uniqueIndex('notification_once').on(t.userId, t.kind, t.subjectId, sql`(payload ->> 'listingId')`),
    uniqueIndex('notification_step_once')
      .on(t.userId, t.kind, t.subjectId, sql`coalesce(payload ->> 'clawbackId', '')`)
      .where(sql`subject_kind = 'determination'`),
    oneOf('notification_kind', t.kind, notificationKinds),
    oneOf('notification_subject_kind', t.subjectKind, notifiedKinds),
    check(
      'notification_subject_fits_kind',
      sql`(${t.subjectKind} = 'determination') = (${inStates(t.kind, subsidyKinds)})`,
    ),
    check('notification_read_after_delivery', sql`${t.readAt} is null or ${t.deliveredAt} is not null`),
  ],
)

/** The claw-back that a step is about; null of any other step. */
export interface StepPayload {
  clawbackId: string | null
}

/** The listing that was found for the subject. */
export interface ListingPayload {
  library: Library
  listingId: string
  strength: string
}

/** What a person has chosen; no row: the default of the domain. */
export const notificationPreference = pgTable(
  'notification_preference',
  {
    userId: uuid('user_id')
      .primaryKey()
      .references(() => userAccount.id),
    matchAlerts: text('match_alerts', { enum: matchAlertPreferences }).notNull(),
    chosenAt: writtenAt('chosen_at'),
  },
  t => [oneOf('notification_preference_match_alerts', t.matchAlerts, matchAlertPreferences)],
)
