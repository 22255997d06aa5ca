/** What has happened: one shape for lifecycle history, one for audit, one for evidence files, one for listing changes. */
import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { libraries } from '#domain/listing.ts'
import { bytes, id, oneOf, textLength, writtenAt } from './columns.ts'
import { organisation, userAccount } from './identity.ts'

/** Every step of every lifecycle. Append-only by trigger. */
export const lifecycleEvent = pgTable(
  'lifecycle_event',
  {
    id: id(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: uuid('subject_id').notNull(),
    event: text('event').notNull(),
    fromState: text('from_state').notNull(),
    toState: text('to_state').notNull(),
    actorUserId: uuid('actor_user_id').references(() => userAccount.id),
    actorOrganisationId: uuid('actor_organisation_id').references(() => organisation.id),
    reason: text('reason').notNull().default(''),
    at: writtenAt('at'),
  },
  t => [
    index('lifecycle_event_subject').on(t.subjectKind, t.subjectId, t.at),
    // Which registrations ended, of the whole register.
    index('lifecycle_event_ended')
      .on(t.subjectId, t.at)
      .where(sql`subject_kind = 'registration' and to_state in ('deregistered', 'revoked')`),
  ],
)

/** The audit chain. `hash` = SHA-256 over the canonical form of the entry and the previous hash. Append-only by trigger. */
export const auditEntry = pgTable(
  'audit_entry',
  {
    seq: bigint('seq', { mode: 'number' }).primaryKey(),
    at: writtenAt('at'),
    actorUserId: uuid('actor_user_id'),
    actorOrganisationId: uuid('actor_organisation_id'),
    action: text('action').notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: text('subject_id').notNull(),
    beforeDigest: text('before_digest'),
    afterDigest: text('after_digest'),
    requestId: text('request_id').notNull(),
    prevHash: text('prev_hash').notNull(),
    hash: text('hash').notNull(),
  },
  t => [
    index('audit_entry_subject').on(t.subjectKind, t.subjectId),
    check('audit_entry_hash_shape', sql`${t.hash} ~ '^[0-9a-f]{64}$' and ${t.prevHash} ~ '^[0-9a-f]{64}$'`),
  ],
)

/** The end of the chain. Its row lock puts all mutations in one order, the order of `seq`. */
export const auditHead = pgTable(
  'audit_head',
  {
    id: integer('id').primaryKey().default(1),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    hash: text('hash').notNull(),
  },
  t => [check('audit_head_single', sql`${t.id} = 1`)],
)

/**
 * The change sequence that the match index follows: which listings a mutation touched. `seq` is the audit entry's,
 * handed out under the head's lock, so commits become visible in the order of `seq` and a reader never skips one.
 */
export const listingChange = pgTable(
  'listing_change',
  {
    seq: bigint('seq', { mode: 'number' })
      .notNull()
      .references(() => auditEntry.seq),
    library: text('library', { enum: libraries }).notNull(),
    listingId: uuid('listing_id').notNull(),
  },
  t => [
    primaryKey({ columns: [t.seq, t.library, t.listingId] }),
    oneOf('listing_change_library', t.library, libraries),
  ],
)

/** A document that proves something: payment slip, signed contract, certificate. Content is immutable by trigger. */
export const evidenceFile = pgTable(
  'evidence_file',
  {
    id: id(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: uuid('subject_id').notNull(),
    purpose: text('purpose').notNull(),
    name: text('name').notNull(),
    mediaType: text('media_type').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    sha256: text('sha256').notNull(),
    content: bytes('content').notNull(),
    uploadedBy: uuid('uploaded_by')
      .notNull()
      .references(() => userAccount.id),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisation.id),
    uploadedAt: writtenAt('uploaded_at'),
  },
  t => [
    index('evidence_file_subject').on(t.subjectKind, t.subjectId),
    index('evidence_file_sha256').on(t.sha256),
    textLength('evidence_file_name_length', t.name, 255, 1),
    check(
      'evidence_file_size',
      sql`${t.sizeBytes} = octet_length(${t.content}) and ${t.sizeBytes} between 1 and 20971520`,
    ),
    check('evidence_file_sha256_shape', sql`${t.sha256} ~ '^[0-9a-f]{64}$'`),
  ],
)
