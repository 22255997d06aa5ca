import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { day, fen, fenRange, id, instant, textLength, writtenAt } from './columns.ts'
import { userAccount } from './identity.ts'
import { evidenceFile } from './record.ts'
import { determination } from './subsidy.ts'

/** What a beneficiary spent of a grant, and for what, where the rule asks ("资金使用"). Withdrawn, never changed. */
export const grantUse = pgTable(
  'grant_use',
  {
    id: id(),
    determinationId: uuid('determination_id')
      .notNull()
      .references(() => determination.id),
    /** As the rule names it. */
    purpose: text('purpose').notNull(),
    amountFen: fen('amount_fen').notNull(),
    spentOn: day('spent_on').notNull(),
    evidenceId: uuid('evidence_id')
      .notNull()
      .references(() => evidenceFile.id),
    recordedBy: uuid('recorded_by')
      .notNull()
      .references(() => userAccount.id),
    recordedAt: writtenAt('recorded_at'),
    withdrawnBy: uuid('withdrawn_by').references(() => userAccount.id),
    withdrawnAt: instant('withdrawn_at'),
    withdrawalReason: text('withdrawal_reason'),
  },
  t => [
    index('grant_use_determination').on(t.determinationId),
    fenRange('grant_use_amount', t.amountFen, 1),
    textLength('grant_use_purpose_length', t.purpose, 100, 1),
    check(
      'grant_use_withdrawn',
      sql`(${t.withdrawnAt} is null) = (${t.withdrawnBy} is null) and (${t.withdrawnAt} is null) = (${t.withdrawalReason} is null)`,
    ),
    textLength('grant_use_withdrawal_length', t.withdrawalReason, 1000, 1),
  ],
)
