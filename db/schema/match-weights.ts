/**
 * Weights of the ranking that an administrator proposed, what their comparison with those in force said, and when they
 * were in force. At most one row is; none means the weights of the program. Decision record 0015.
 */
import { sql } from 'drizzle-orm'
import { check, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { WeightsComparison } from '#domain/matching/evaluation/compare-rankings.ts'
import { maxWeightsNoteLength } from '#domain/matching/ranking/check-weights.ts'
import { id, instant, textLength, writtenAt } from './columns.ts'
import { userAccount } from './identity.ts'

export const matchWeights = pgTable(
  'match_weights',
  {
    id: id(),
    /** As they were proposed. A newer program may know more numbers: what is read passes `completeWeights`. */
    weights: jsonb('weights').$type<unknown>().notNull(),
    note: text('note').notNull(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => userAccount.id),
    createdAt: writtenAt(),
    /** The latest; it may be made again until the weights are switched on. */
    comparison: jsonb('comparison').$type<WeightsComparison>(),
    comparedAt: instant('compared_at'),
    activatedAt: instant('activated_at'),
    activatedBy: uuid('activated_by').references(() => userAccount.id),
    retiredAt: instant('retired_at'),
  },
  t => [
    uniqueIndex('match_weights_one_active').on(sql`(true)`).where(sql`activated_at is not null and retired_at is null`),
    check('match_weights_is_object', sql`jsonb_typeof(${t.weights}) = 'object'`),
    textLength('match_weights_note_length', t.note, maxWeightsNoteLength, 1),
    check('match_weights_compared', sql`(${t.comparison} is null) = (${t.comparedAt} is null)`),
    check(
      'match_weights_activated',
      sql`(${t.activatedAt} is null) = (${t.activatedBy} is null) and (${t.activatedAt} is null or ${t.comparison} is not null)`,
    ),
    check('match_weights_retired', sql`${t.retiredAt} is null or ${t.activatedAt} is not null`),
  ],
)
