/** What others must be told: written with the change it announces, worked off afterwards. Decision record 0014. */
import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, jsonb, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core'
import { maxErrorLength } from '#domain/notification/delivery.ts'
import { type OutboxMessage, outboxTopics } from '#domain/notification/notification.ts'
import { instant, oneOf, textLength, writtenAt } from './columns.ts'
import { auditEntry } from './record.ts'

/** Numbered by the audit entry of its change, so it is there exactly when the change is. */
export const outbox = pgTable(
  'outbox',
  {
    seq: bigint('seq', { mode: 'number' })
      .notNull()
      .references(() => auditEntry.seq),
    ordinal: smallint('ordinal').notNull(),
    topic: text('topic', { enum: outboxTopics }).notNull(),
    payload: jsonb('payload').$type<OutboxMessage['payload']>().notNull(),
    writtenAt: writtenAt('written_at'),
    /** Tries begun. */
    attempts: integer('attempts').notNull().default(0),
    /** Nobody takes it before: the end of the lease of a running try, or the wait after one that failed. */
    dueAt: writtenAt('due_at'),
    /** Why the last try failed; kept when a later one succeeds. */
    error: text('error'),
    doneAt: instant('done_at'),
  },
  t => [
    primaryKey({ columns: [t.seq, t.ordinal] }),
    index('outbox_due').on(t.dueAt, t.seq).where(sql`done_at is null`),
    index('outbox_done').on(t.doneAt).where(sql`done_at is not null`),
    oneOf('outbox_topic', t.topic, outboxTopics),
    check('outbox_attempts', sql`${t.attempts} >= 0 and (${t.doneAt} is null or ${t.attempts} > 0)`),
    textLength('outbox_error_length', t.error, maxErrorLength),
  ],
)
