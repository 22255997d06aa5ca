import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { integrityCategories } from '#domain/subsidy/money/integrity.ts'
import { day, id, instant, oneOf, textLength, writtenAt } from './columns.ts'
import { organisation, userAccount } from './identity.ts'
import { evidenceFile } from './record.ts'
import { determination } from './subsidy.ts'

/** What was found against an organisation ("诚信记录"), with the decision that says so. Append-only but for its repair and its revocation. */
export const integrityRecord = pgTable(
  'integrity_record',
  {
    id: id(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisation.id),
    category: text('category', { enum: integrityCategories }).notNull(),
    summary: text('summary').notNull(),
    /** The grant it concerns; null: all that the organisation holds from the bureau that records it. */
    determinationId: uuid('determination_id').references(() => determination.id),
    foundOn: day('found_on').notNull(),
    evidenceId: uuid('evidence_id')
      .notNull()
      .references(() => evidenceFile.id),
    bureauId: uuid('bureau_id')
      .notNull()
      .references(() => organisation.id),
    recordedBy: uuid('recorded_by')
      .notNull()
      .references(() => userAccount.id),
    recordedAt: writtenAt('recorded_at'),
    /** "信用修复"; null: not repaired. */
    repairedOn: day('repaired_on'),
    /** "撤销": it was a mistake, or its decision was annulled; null: it stands, or is repaired. */
    revokedOn: day('revoked_on'),
    revokedBy: uuid('revoked_by').references(() => userAccount.id),
    revokedAt: instant('revoked_at'),
    revocationReason: text('revocation_reason'),
    /** What annuls the decision, where a document does. */
    revocationEvidenceId: uuid('revocation_evidence_id').references(() => evidenceFile.id),
  },
  t => [
    index('integrity_record_organisation').on(t.organisationId, t.foundOn),
    index('integrity_record_bureau').on(t.bureauId, t.recordedAt),
    oneOf('integrity_record_category', t.category, integrityCategories),
    textLength('integrity_record_summary_length', t.summary, 1000, 1),
    check('integrity_record_repaired', sql`${t.repairedOn} is null or ${t.repairedOn} >= ${t.foundOn}`),
    check(
      'integrity_record_revoked',
      sql`(${t.revokedOn} is null) = (${t.revokedAt} is null) and (${t.revokedOn} is null) = (${t.revokedBy} is null) and (${t.revokedOn} is null) = (${t.revocationReason} is null) and (${t.revocationEvidenceId} is null or ${t.revokedOn} is not null) and (${t.revokedOn} is null or ${t.revokedOn} >= ${t.foundOn})`,
    ),
    check('integrity_record_two_people', sql`${t.revokedBy} <> ${t.recordedBy}`),
    textLength('integrity_record_revocation_reason_length', t.revocationReason, 2000, 1),
  ],
)
