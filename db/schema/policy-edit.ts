/** A working copy of a policy on its way to a version ("草拟 → 送审 → 发布"). What it becomes stands in `policy_version`. */
import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { policyEditStates } from '#domain/subsidy/editor/policy-edit.ts'
import { packLimits } from '#domain/subsidy/pack/pack-limits.ts'
import { id, instant, oneOf, textLength, writtenAt } from './columns.ts'
import { organisation, userAccount } from './identity.ts'
import { policyVersion } from './subsidy.ts'

export const policyEdit = pgTable(
  'policy_edit',
  {
    id: id(),
    bureauId: uuid('bureau_id')
      .notNull()
      .references(() => organisation.id),
    /** The version it was begun from; null: from a blank page or an uploaded text. */
    baseVersionId: uuid('base_version_id').references(() => policyVersion.id),
    /** What the text says its policy, version and title are; null while it does not. */
    policyId: text('policy_id'),
    versionLabel: text('version_label'),
    title: text('title'),
    /** The YAML, valid or not. */
    source: text('source').notNull(),
    /** Counts the savings: whoever saves says which one they saw. */
    revision: integer('revision').notNull().default(1),
    state: text('state', { enum: policyEditStates }).notNull().default('editing'),
    authorId: uuid('author_id')
      .notNull()
      .references(() => userAccount.id),
    createdAt: writtenAt(),
    savedAt: writtenAt('saved_at'),
    proposedAt: instant('proposed_at'),
    /** Who returned it last, or published it. */
    reviewerId: uuid('reviewer_id').references(() => userAccount.id),
    reviewedAt: instant('reviewed_at'),
    /** Why it was returned last. */
    returnReason: text('return_reason'),
    publishedVersionId: uuid('published_version_id').references(() => policyVersion.id),
  },
  t => [
    index('policy_edit_bureau').on(t.bureauId, t.state, t.savedAt),
    index('policy_edit_policy').on(t.policyId),
    uniqueIndex('policy_edit_published_once').on(t.publishedVersionId),
    // A version is known by its label.
    uniqueIndex('policy_edit_label_once').on(t.policyId, t.versionLabel).where(sql`state = 'published'`),
    oneOf('policy_edit_state', t.state, policyEditStates),
    textLength('policy_edit_source_length', t.source, packLimits.characters),
    textLength('policy_edit_policy_length', t.policyId, 200, 1),
    textLength('policy_edit_label_length', t.versionLabel, 200, 1),
    textLength('policy_edit_title_length', t.title, 300, 1),
    textLength('policy_edit_reason_length', t.returnReason, 2000, 1),
    check('policy_edit_revision', sql`${t.revision} >= 1`),
    check('policy_edit_two_people', sql`${t.reviewerId} <> ${t.authorId}`),
    check(
      'policy_edit_named',
      sql`${t.state} not in ('proposed', 'returned', 'published') or (${t.policyId} is not null and ${t.versionLabel} is not null and ${t.proposedAt} is not null)`,
    ),
    check('policy_edit_reviewed', sql`(${t.reviewerId} is null) = (${t.reviewedAt} is null)`),
    check(
      'policy_edit_returned',
      sql`${t.state} <> 'returned' or (${t.reviewerId} is not null and ${t.returnReason} is not null)`,
    ),
    check(
      'policy_edit_published',
      sql`(${t.state} = 'published') = (${t.publishedVersionId} is not null) and (${t.state} <> 'published' or ${t.reviewerId} is not null)`,
    ),
  ],
)
