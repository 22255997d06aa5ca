/** 疑点 of a determination: found once, set aside once, never removed. Triggers hold both; see 0015_red_flags.sql. */
import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { type FlagExplanation, redFlagKinds } from '#domain/subsidy/flags/red-flag.ts'
import { id, instant, oneOf, writtenAt } from './columns.ts'
import { userAccount } from './identity.ts'
import { determination } from './subsidy.ts'

export const redFlag = pgTable(
  'red_flag',
  {
    id: id(),
    determinationId: uuid('determination_id')
      .notNull()
      .references(() => determination.id),
    kind: text('kind', { enum: redFlagKinds }).notNull(),
    /** SHA-256 over the kind and the facts it rests on: the same facts are the same flag. */
    fingerprint: text('fingerprint').notNull(),
    explanation: jsonb('explanation').$type<FlagExplanation>().notNull(),
    foundAt: writtenAt('found_at'),
    overriddenBy: uuid('overridden_by').references(() => userAccount.id),
    overriddenAt: instant('overridden_at'),
    overrideReason: text('override_reason'),
  },
  t => [
    unique('red_flag_once').on(t.determinationId, t.fingerprint),
    index('red_flag_open').on(t.determinationId).where(sql`overridden_at is null`),
    oneOf('red_flag_kind', t.kind, redFlagKinds),
    check('red_flag_fingerprint_shape', sql`${t.fingerprint} ~ '^[0-9a-f]{64}$'`),
    check(
      'red_flag_overridden',
      sql`(${t.overriddenAt} is null) = (${t.overriddenBy} is null) and (${t.overriddenAt} is null) = (${t.overrideReason} is null)`,
    ),
    check('red_flag_reason_length', sql`char_length(btrim(${t.overrideReason})) between 10 and 2000`),
  ],
)
