/** A policy, or an edited copy, replayed over the register ("政策推演"). Asked once, computed by a job, kept as it is. */
import { sql } from 'drizzle-orm'
import { type AnyPgColumn, check, index, integer, jsonb, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { packLimits } from '#domain/subsidy/pack/pack-limits.ts'
import type { NamedChange, WhatIfResult } from '#domain/subsidy/what-if/result.ts'
import type { Variation } from '#domain/subsidy/what-if/vary-pack.ts'
import { longestWhatIfTitle, mostWhatIfYears, whatIfStates } from '#domain/subsidy/what-if/what-if.ts'
import { day, id, instant, oneOf, textLength, writtenAt } from './columns.ts'
import { organisation, userAccount } from './identity.ts'
import { policyVersion } from './subsidy.ts'

export const whatIf = pgTable(
  'what_if',
  {
    id: id(),
    title: text('title').notNull(),
    bureauId: uuid('bureau_id')
      .notNull()
      .references(() => organisation.id),
    askedBy: uuid('asked_by')
      .notNull()
      .references(() => userAccount.id),
    askedAt: writtenAt('asked_at'),
    policyId: text('policy_id').notNull(),
    /** The version that is replayed; null: an edited copy, whose text is `source`. */
    versionId: uuid('version_id').references(() => policyVersion.id),
    source: text('source'),
    /** Null: compared with nothing. */
    comparedVersionId: uuid('compared_version_id').references(() => policyVersion.id),
    /** Numbers turned in the text. */
    variations: jsonb('variations').$type<Variation[]>().notNull(),
    /** Null: all. */
    rules: jsonb('rules').$type<string[]>(),
    /** Readings other than the default, `rule.parameter` → reading. */
    parameters: jsonb('parameters').$type<Record<string, string>>().notNull(),
    comparedParameters: jsonb('compared_parameters').$type<Record<string, string>>().notNull(),
    fromYear: smallint('from_year').notNull(),
    toYear: smallint('to_year').notNull(),
    asOf: day('as_of').notNull(),
    /** What was recorded later does not count, so that it gives the same again. */
    knownAt: instant('known_at').notNull(),
    /** The what-if that this one computes again. */
    replayOf: uuid('replay_of').references((): AnyPgColumn => whatIf.id),
    state: text('state', { enum: whatIfStates }).notNull().default('queued'),
    progressPercent: smallint('progress_percent').notNull().default(0),
    attempts: integer('attempts').notNull().default(0),
    heartbeatAt: instant('heartbeat_at'),
    failure: text('failure'),
    result: jsonb('result').$type<WhatIfResult>(),
    /** Everybody who gets something under either version; null where nothing is compared. */
    changes: jsonb('changes').$type<NamedChange[]>(),
    /** Over all facts, in the order they were read. */
    factsSha256: text('facts_sha256'),
    /** Over the canonical text of result and changes. */
    resultSha256: text('result_sha256'),
    finishedAt: instant('finished_at'),
    cancelledBy: uuid('cancelled_by').references(() => userAccount.id),
  },
  t => [
    index('what_if_bureau').on(t.bureauId, t.askedAt),
    index('what_if_waiting').on(t.askedAt).where(sql`state in ('queued', 'running')`),
    index('what_if_replays').on(t.replayOf).where(sql`replay_of is not null`),
    oneOf('what_if_state', t.state, whatIfStates),
    textLength('what_if_title_length', t.title, longestWhatIfTitle, 1),
    textLength('what_if_source_length', t.source, packLimits.characters, 1),
    textLength('what_if_failure_length', t.failure, 2000, 1),
    check('what_if_one_text', sql`num_nonnulls(${t.versionId}, ${t.source}) = 1`),
    check(
      'what_if_period',
      sql`${t.fromYear} between 2000 and 2999 and ${t.toYear} between ${t.fromYear} and ${t.fromYear} + ${sql.raw(String(mostWhatIfYears - 1))}`,
    ),
    check('what_if_progress', sql`${t.progressPercent} between 0 and 100 and ${t.attempts} >= 0`),
    check('what_if_failed', sql`(${t.state} = 'failed') = (${t.failure} is not null)`),
    check('what_if_finished', sql`(${t.state} in ('done', 'failed', 'cancelled')) = (${t.finishedAt} is not null)`),
    check(
      'what_if_done',
      sql`(${t.state} = 'done') = (${t.result} is not null) and (${t.state} = 'done') = (${t.factsSha256} is not null) and (${t.state} = 'done') = (${t.resultSha256} is not null) and (${t.changes} is null or ${t.state} = 'done')`,
    ),
    check('what_if_cancelled', sql`(${t.state} = 'cancelled') = (${t.cancelledBy} is not null)`),
    // One is cancelled while it waits or while it is computed.
    check('what_if_taken', sql`${t.state} = 'cancelled' or (${t.state} = 'queued') = (${t.heartbeatAt} is null)`),
  ],
)
