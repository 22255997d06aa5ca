import { sql } from 'drizzle-orm'
import { check, foreignKey, index, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { fen, fenRange, id, textLength, writtenAt } from './columns.ts'
import { organisation, userAccount } from './identity.ts'

/** An immutable version of a policy pack. */
export const policyVersion = pgTable(
  'policy_version',
  {
    id: id(),
    policyId: text('policy_id').notNull(),
    title: text('title').notNull(),
    status: text('status').notNull(),
    sha256: text('sha256').notNull(),
    source: text('source').notNull(),
    loadedAt: writtenAt('loaded_at'),
  },
  t => [
    unique('policy_version_sha256').on(t.policyId, t.sha256),
    unique('policy_version_id_status').on(t.id, t.status),
    check('policy_version_status', sql`${t.status} in ('draft', 'in_force', 'superseded', 'repealed')`),
    textLength('policy_version_title_length', t.title, 300, 1),
  ],
)

export const determination = pgTable(
  'determination',
  {
    id: id(),
    policyVersionId: uuid('policy_version_id').notNull(),
    policyStatus: text('policy_status').notNull(),
    rule: text('rule').notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: text('subject_id').notNull(),
    beneficiaryId: uuid('beneficiary_id')
      .notNull()
      .references(() => organisation.id),
    window: text('window').notNull(),
    ceilingFen: fen('ceiling_fen').notNull(),
    trace: jsonb('trace').$type<unknown>().notNull(),
    state: text('state').notNull(),
    computedBy: uuid('computed_by')
      .notNull()
      .references(() => userAccount.id),
    bureauId: uuid('bureau_id')
      .notNull()
      .references(() => organisation.id),
    computedAt: writtenAt('computed_at'),
  },
  t => [
    foreignKey({
      columns: [t.policyVersionId, t.policyStatus],
      foreignColumns: [policyVersion.id, policyVersion.status],
    }),
    index('determination_beneficiary').on(t.beneficiaryId, t.computedAt),
    index('determination_subject').on(t.subjectKind, t.subjectId),
    fenRange('determination_ceiling', t.ceilingFen),
    // A draft policy is simulated, never paid from (征求意见稿).
    check('determination_draft_is_simulation', sql`${t.policyStatus} <> 'draft' or ${t.state} = 'simulated'`),
  ],
)
