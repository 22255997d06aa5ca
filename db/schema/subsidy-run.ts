import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { type LeftOut, runOmissions, runStates } from '#domain/subsidy/money/run.ts'
import { day, fen, id, instant, oneOf, writtenAt } from './columns.ts'
import { organisation, userAccount } from './identity.ts'
import { policyVersion } from './subsidy.ts'

/** A whole rule, or a whole policy, determined over the register for a year. Taken up again where it was left. */
export const subsidyRun = pgTable(
  'subsidy_run',
  {
    id: id(),
    policyVersionId: uuid('policy_version_id')
      .notNull()
      .references(() => policyVersion.id),
    /** Null: every rule of the policy. */
    rule: text('rule'),
    year: smallint('year'),
    parameters: jsonb('parameters').$type<Record<string, string>>().notNull(),
    asOf: day('as_of').notNull(),
    /** What was recorded later does not count: the run gives the same whenever it is taken up. */
    knownAt: instant('known_at').notNull(),
    state: text('state', { enum: runStates }).notNull().default('queued'),
    /** Figures gone through, stored or left to another person; whoever takes the run up goes on after them. */
    position: integer('position').notNull().default(0),
    stored: integer('stored').notNull().default(0),
    /** "未能认定": stored beside the others, as 0, because a fact is missing. */
    undetermined: integer('undetermined').notNull().default(0),
    /** Of what is stored. */
    ceilingFen: fen('ceiling_fen').notNull().default(sql`0`),
    /** Complete at the end. */
    leftOut: jsonb('left_out').$type<LeftOut>().notNull().default({}),
    failure: text('failure'),
    requestedBy: uuid('requested_by')
      .notNull()
      .references(() => userAccount.id),
    bureauId: uuid('bureau_id')
      .notNull()
      .references(() => organisation.id),
    requestedAt: writtenAt('requested_at'),
    /** How often it was taken up; whoever took it up before has nothing to say any more. */
    attempts: integer('attempts').notNull().default(0),
    /** Whoever works on it says so now and then; one that is silent is taken up by another. */
    heartbeatAt: instant('heartbeat_at'),
    finishedAt: instant('finished_at'),
  },
  t => [
    index('subsidy_run_waiting').on(t.requestedAt).where(sql`state in ('queued', 'running')`),
    index('subsidy_run_bureau').on(t.bureauId, t.requestedAt),
    oneOf('subsidy_run_state', t.state, runStates),
    check('subsidy_run_finished', sql`(${t.state} in ('done', 'failed')) = (${t.finishedAt} is not null)`),
    check('subsidy_run_failed', sql`(${t.state} = 'failed') = (${t.failure} is not null)`),
    check(
      'subsidy_run_progress',
      sql`${t.attempts} >= 0 and ${t.stored} >= 0 and ${t.undetermined} >= 0 and ${t.stored} + ${t.undetermined} <= ${t.position}`,
    ),
    check(
      'subsidy_run_left_out',
      sql`${t.leftOut} - array[${sql.raw(runOmissions.map(reason => `'${reason}'`).join(', '))}] = '{}'`,
    ),
  ],
)
