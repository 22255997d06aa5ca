import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { tableNames } from '#domain/subsidy/facts/fact-tables.ts'
import { challenge } from './challenge.ts'
import { day, id, instant, oneOf, textLength, writtenAt } from './columns.ts'
import { contract } from './contract.ts'
import { organisation, userAccount } from './identity.ts'
import { evidenceFile } from './record.ts'

/**
 * A fact that rules ask for and that has no home elsewhere: a certificate, a figure of a year, an award of another
 * level, an attribute of an organisation or a contract. Kept by a bureau with its evidence; withdrawn, never changed.
 */
export const subsidyFact = pgTable(
  'subsidy_fact',
  {
    id: id(),
    factTable: text('fact_table', { enum: tableNames as [string, ...string[]] }).notNull(),
    /** Whose fact it is, or the organisation whose attributes it gives. */
    holderId: uuid('holder_id').references(() => organisation.id),
    contractId: uuid('contract_id').references(() => contract.id),
    projectId: uuid('project_id').references(() => challenge.id),
    /** The fields of the dictionary of facts, as JSON; amounts in 分. */
    content: jsonb('content').$type<Record<string, unknown>>().notNull(),
    occurredOn: day('occurred_on').notNull(),
    /** The document that proves it; without one the source is named. */
    evidenceId: uuid('evidence_id').references(() => evidenceFile.id),
    /** Where the bureau has it from, in words: a list, a register, another office. */
    source: text('source'),
    bureauId: uuid('bureau_id')
      .notNull()
      .references(() => organisation.id),
    recordedBy: uuid('recorded_by')
      .notNull()
      .references(() => userAccount.id),
    recordedAt: writtenAt('recorded_at'),
    /** Of a correction: since when what it takes the place of was known. Null: since it was recorded. */
    knownSince: instant('known_since'),
    withdrawnBy: uuid('withdrawn_by').references(() => userAccount.id),
    withdrawnAt: instant('withdrawn_at'),
    withdrawalReason: text('withdrawal_reason'),
  },
  t => [
    index('subsidy_fact_table').on(t.factTable, t.occurredOn),
    index('subsidy_fact_holder').on(t.holderId),
    index('subsidy_fact_contract').on(t.contractId).where(sql`contract_id is not null`),
    index('subsidy_fact_project').on(t.projectId).where(sql`project_id is not null`),
    index('subsidy_fact_recorded').on(t.recordedAt),
    index('subsidy_fact_withdrawn_at').on(t.withdrawnAt).where(sql`withdrawn_at is not null`),
    // Counted twice, a fact pays twice.
    uniqueIndex('subsidy_fact_once')
      .on(
        t.factTable,
        sql`md5(coalesce(holder_id::text, '') || coalesce(contract_id::text, '') || coalesce(project_id::text, '') || content::text)`,
      )
      .where(sql`withdrawn_at is null`),
    // A unit has one figure of a kind and year: a second one, dated a day later, would be added to it.
    uniqueIndex('subsidy_fact_figure_once')
      .on(
        sql`(content ->> 'holderId')`,
        sql`(content ->> 'kind')`,
        sql`extract(year from occurred_on)`,
        sql`coalesce(content ->> 'contractId', content ->> 'projectId', content ->> 'achievementId', '')`,
      )
      .where(sql`fact_table = 'figures' and withdrawn_at is null`),
    oneOf('subsidy_fact_table_known', t.factTable, tableNames),
    check('subsidy_fact_of_something', sql`num_nonnulls(${t.holderId}, ${t.contractId}, ${t.projectId}) > 0`),
    check(
      'subsidy_fact_withdrawn',
      sql`(${t.withdrawnAt} is null) = (${t.withdrawnBy} is null) and (${t.withdrawnAt} is null) = (${t.withdrawalReason} is null)`,
    ),
    check('subsidy_fact_known_before', sql`${t.knownSince} <= ${t.recordedAt}`),
    check('subsidy_fact_proven', sql`num_nonnulls(${t.evidenceId}, ${t.source}) > 0`),
    textLength('subsidy_fact_source_length', t.source, 300, 1),
    textLength('subsidy_fact_withdrawal_length', t.withdrawalReason, 1000, 1),
  ],
)
