/**
 * Payout files for the treasury: a numbered batch, its lines as they were written, and what became of each; and the
 * accounts that it pays to.
 */
import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, primaryKey, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { payoutOutcomes } from '#domain/subsidy/money/payout.ts'
import { day, fen, fenRange, id, instant, oneOf, textLength, writtenAt } from './columns.ts'
import { organisation, userAccount } from './identity.ts'
import { determination } from './subsidy.ts'

/** The account a beneficiary is paid to ("收款账户"). Confidential: the beneficiary, and who pays, approves or audits. */
export const payeeAccount = pgTable(
  'payee_account',
  {
    determinationId: uuid('determination_id')
      .primaryKey()
      .references(() => determination.id),
    accountName: text('account_name').notNull(),
    bankName: text('bank_name').notNull(),
    accountNumber: text('account_number').notNull(),
    givenBy: uuid('given_by')
      .notNull()
      .references(() => userAccount.id),
    givenAt: writtenAt('given_at'),
  },
  t => [
    textLength('payee_account_name_length', t.accountName, 200, 2),
    textLength('payee_account_bank_length', t.bankName, 200, 2),
    check('payee_account_number_shape', sql`${t.accountNumber} ~ '^[0-9]{6,32}$'`),
  ],
)

export const payout = pgTable(
  'payout',
  {
    id: id(),
    bureauId: uuid('bureau_id')
      .notNull()
      .references(() => organisation.id),
    year: smallint('year').notNull(),
    number: integer('number').notNull(),
    lineCount: integer('line_count').notNull(),
    totalFen: fen('total_fen').notNull(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => userAccount.id),
    createdAt: writtenAt(),
  },
  t => [
    uniqueIndex('payout_number').on(t.bureauId, t.year, t.number),
    check('payout_range', sql`${t.year} between 2000 and 2999 and ${t.number} > 0 and ${t.lineCount} > 0`),
    fenRange('payout_total', t.totalFen, 1),
  ],
)

/** The last number given, per bureau and year. */
export const payoutCounter = pgTable(
  'payout_counter',
  {
    bureauId: uuid('bureau_id')
      .notNull()
      .references(() => organisation.id),
    year: smallint('year').notNull(),
    lastNumber: integer('last_number').notNull(),
  },
  t => [primaryKey({ columns: [t.bureauId, t.year] }), check('payout_counter_range', sql`${t.lastNumber} > 0`)],
)

/** As it was handed to the treasury; by trigger nothing changes but the outcome, once. */
export const payoutLine = pgTable(
  'payout_line',
  {
    payoutId: uuid('payout_id')
      .notNull()
      .references(() => payout.id),
    line: smallint('line').notNull(),
    determinationId: uuid('determination_id')
      .notNull()
      .references(() => determination.id),
    accountName: text('account_name').notNull(),
    bankName: text('bank_name').notNull(),
    accountNumber: text('account_number').notNull(),
    amountFen: fen('amount_fen').notNull(),
    purpose: text('purpose').notNull(),
    outcome: text('outcome', { enum: payoutOutcomes }),
    paidOn: day('paid_on'),
    bankReference: text('bank_reference'),
    failure: text('failure'),
    confirmedBy: uuid('confirmed_by').references(() => userAccount.id),
    confirmedAt: instant('confirmed_at'),
  },
  t => [
    primaryKey({ columns: [t.payoutId, t.line] }),
    // What failed may be tried in another batch; what waits or was paid is in no second one.
    uniqueIndex('payout_line_once').on(t.determinationId).where(sql`outcome is distinct from 'failed'`),
    index('payout_line_determination').on(t.determinationId),
    oneOf('payout_line_outcome', t.outcome, payoutOutcomes),
    fenRange('payout_line_amount', t.amountFen, 1),
    check(
      'payout_line_confirmed',
      sql`(${t.outcome} is null) = (${t.confirmedAt} is null) and (${t.outcome} is null) = (${t.confirmedBy} is null)`,
    ),
    check(
      'payout_line_paid',
      sql`(coalesce(${t.outcome}, '') = 'paid') = (${t.paidOn} is not null) and (${t.paidOn} is null) = (${t.bankReference} is null)`,
    ),
    check('payout_line_failed', sql`(coalesce(${t.outcome}, '') = 'failed') = (${t.failure} is not null)`),
    textLength('payout_line_failure_length', t.failure, 1000, 1),
    textLength('payout_line_reference_length', t.bankReference, 100, 1),
  ],
)
