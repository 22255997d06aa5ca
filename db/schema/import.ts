/** Imports of the libraries: a batch is a file; its rows remember what became of each of them. */
import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { importRowStates, importStates } from '#domain/import/states.ts'
import { libraries } from '#domain/listing.ts'
import { id, instant, oneOf, writtenAt } from './columns.ts'
import { organisation, userAccount } from './identity.ts'

/** A problem of one row: where, what, and what to do. */
export interface StoredRowProblem {
  column: string
  message: string
  remedy: string
  severity: 'error' | 'warning'
}

export const importBatch = pgTable(
  'import_batch',
  {
    id: id(),
    library: text('library', { enum: libraries }).notNull(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisation.id),
    fileName: text('file_name').notNull(),
    fileSha256: text('file_sha256').notNull(),
    format: text('format').notNull(),
    /** The header row as read, or null when the file has none. */
    header: jsonb('header').$type<string[]>(),
    mapping: jsonb('mapping').$type<unknown>().notNull(),
    state: text('state', { enum: importStates }).notNull().default('previewed'),
    rowCount: integer('row_count').notNull(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => userAccount.id),
    createdAt: writtenAt(),
    finishedAt: instant('finished_at'),
  },
  t => [
    index('import_batch_organisation').on(t.organisationId, t.createdAt),
    oneOf('import_batch_library', t.library, libraries),
    oneOf('import_batch_state', t.state, importStates),
    check('import_batch_finished', sql`(${t.state} = 'done') = (${t.finishedAt} is not null)`),
  ],
)

export const importRow = pgTable(
  'import_row',
  {
    batchId: uuid('batch_id')
      .notNull()
      .references(() => importBatch.id),
    rowNo: integer('row_no').notNull(),
    rowKey: text('row_key').notNull(),
    state: text('state', { enum: importRowStates }).notNull(),
    /** The cells as read, so that a rejected row can be handed back for correction. */
    cells: jsonb('cells').$type<string[]>().notNull(),
    problems: jsonb('problems').$type<StoredRowProblem[]>().notNull(),
    listingId: uuid('listing_id'),
  },
  t => [
    primaryKey({ columns: [t.batchId, t.rowNo] }),
    index('import_row_state').on(t.batchId, t.state, t.rowNo),
    oneOf('import_row_state_word', t.state, importRowStates),
    check('import_row_listing', sql`(${t.state} in ('stored', 'duplicate')) = (${t.listingId} is not null)`),
  ],
)

/** The mapping last used for files with the same columns, per organisation. */
export const importMapping = pgTable(
  'import_mapping',
  {
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisation.id),
    library: text('library', { enum: libraries }).notNull(),
    signature: text('signature').notNull(),
    mapping: jsonb('mapping').$type<unknown>().notNull(),
    usedAt: writtenAt('used_at'),
  },
  t => [uniqueIndex('import_mapping_once').on(t.organisationId, t.library, t.signature)],
)
