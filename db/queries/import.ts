/** Import batches and their rows. A batch whose `rowCount` is 0 is still being read, or was abandoned while reading. */
import { and, asc, desc, eq, gt, inArray, lt, type SQL, sql } from 'drizzle-orm'
import type { importRowStates } from '#domain/import/states.ts'
import type { Library } from '#domain/listing.ts'
import type { Page, PageRequest } from '#domain/page.ts'
import type { Queryable, Transaction } from '../client.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { expert } from '../schema/expert.ts'
import { importBatch, importMapping, importRow } from '../schema/import.ts'
import { listingTable } from './listing.ts'

export type ImportBatchRow = typeof importBatch.$inferSelect
export type ImportRowRow = typeof importRow.$inferSelect
export type ImportRowState = (typeof importRowStates)[number]

export interface ImportCounts extends Record<ImportRowState, number> {
  /** Rows that have a warning or an error. */
  withProblems: number
}

export async function insertImportBatch(tx: Transaction, row: typeof importBatch.$inferInsert): Promise<void> {
  await tx.insert(importBatch).values(row)
}

export async function insertImportRows(db: Queryable, rows: readonly (typeof importRow.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await db.insert(importRow).values([...rows])
}

/** A batch that was refused while it was read; nothing of it is kept. */
export async function deleteImportBatch(tx: Transaction, id: string): Promise<void> {
  await tx.delete(importRow).where(eq(importRow.batchId, id))
  await tx.delete(importBatch).where(eq(importBatch.id, id))
}

/** Batches of the organisation that a program which then ended was reading more than a day ago. */
export async function listAbandonedBatches(db: Queryable, organisationId: string): Promise<string[]> {
  const rows = await db
    .select({ id: importBatch.id })
    .from(importBatch)
    .where(
      and(
        eq(importBatch.organisationId, organisationId),
        eq(importBatch.rowCount, 0),
        lt(importBatch.createdAt, sql`clock_timestamp() - interval '1 day'`),
      ),
    )
  return rows.map(row => row.id)
}

export async function lockImportBatch(tx: Transaction, id: string): Promise<ImportBatchRow | null> {
  const [row] = await tx.select().from(importBatch).where(eq(importBatch.id, id)).for('update')
  return row ?? null
}

/** One import of an organisation stores rows at a time: what another has stored a moment ago must be seen. */
export async function lockImportKeys(tx: Transaction, organisationId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`import ${organisationId}`}, 0))`)
}

export async function updateImportBatch(
  tx: Transaction,
  id: string,
  change: Partial<Pick<ImportBatchRow, 'state' | 'rowCount' | 'finishedAt'>>,
): Promise<void> {
  await tx.update(importBatch).set(change).where(eq(importBatch.id, id))
}

export async function listReadyRows(tx: Transaction, batchId: string, limit: number): Promise<ImportRowRow[]> {
  return tx
    .select()
    .from(importRow)
    .where(and(eq(importRow.batchId, batchId), eq(importRow.state, 'ready')))
    .orderBy(asc(importRow.rowNo))
    .limit(limit)
}

export type RowOutcome = Pick<ImportRowRow, 'rowNo' | 'state' | 'listingId' | 'problems'>

/** What became of the rows, in one statement. */
export async function updateImportRows(
  tx: Transaction,
  batchId: string,
  outcomes: readonly RowOutcome[],
): Promise<void> {
  if (outcomes.length === 0) return
  const values = outcomes.map(
    o => sql`(${o.rowNo}::int, ${o.state}::text, ${o.listingId}::uuid, ${JSON.stringify(o.problems)}::text::jsonb)`,
  )
  await tx.execute(sql`
    update import_row as r set state = o.state, listing_id = o.listing_id, problems = o.problems
    from (values ${sql.join(values, sql`, `)}) as o (row_no, state, listing_id, problems)
    where r.batch_id = ${batchId} and r.row_no = o.row_no`)
}

export async function listImportBatches(db: Queryable, ids: readonly string[]): Promise<ImportBatchRow[]> {
  if (ids.length === 0) return []
  return db
    .select()
    .from(importBatch)
    .where(and(inArray(importBatch.id, [...ids]), gt(importBatch.rowCount, 0)))
}

/** By batch; a batch without rows is left out. */
export async function countImportRows(db: Queryable, batchIds: readonly string[]): Promise<Map<string, ImportCounts>> {
  if (batchIds.length === 0) return new Map()
  const inState = (state: ImportRowState) => sql<number>`(count(*) filter (where ${importRow.state} = ${state}))::int`
  const rows = await db
    .select({
      batchId: importRow.batchId,
      ready: inState('ready'),
      rejected: inState('rejected'),
      stored: inState('stored'),
      duplicate: inState('duplicate'),
      withProblems: sql<number>`(count(*) filter (where jsonb_array_length(${importRow.problems}) > 0))::int`,
    })
    .from(importRow)
    .where(inArray(importRow.batchId, [...batchIds]))
    .groupBy(importRow.batchId)
  return new Map(rows.map(({ batchId, ...counts }) => [batchId, counts]))
}

/** An organisation's imports, newest first. */
export async function pageOfImportBatches(
  db: Queryable,
  filter: { organisationId: string; library: Library | null },
  page: PageRequest,
): Promise<Page<ImportBatchRow>> {
  const conditions: SQL[] = [eq(importBatch.organisationId, filter.organisationId), gt(importBatch.rowCount, 0)]
  if (filter.library) conditions.push(eq(importBatch.library, filter.library))
  if (page.after !== null) {
    const { value, id } = decodeCursor(page.after, 'timestamptz')
    conditions.push(sql`(${importBatch.createdAt}, ${importBatch.id}) < (${value}::text::timestamptz, ${id}::uuid)`)
  }
  const rows = await db
    .select({ batch: importBatch, at: sql<string>`${importBatch.createdAt}::text` })
    .from(importBatch)
    .where(and(...conditions))
    .orderBy(desc(importBatch.createdAt), desc(importBatch.id))
    .limit(page.first + 1)
  const items = rows
    .slice(0, page.first)
    .map(({ batch, at }) => ({ item: batch, cursor: encodeCursor({ value: at, id: batch.id }) }))
  return { items, hasNextPage: rows.length > page.first }
}

export interface ImportRowFilter {
  batchId: string
  state: ImportRowState | null
  /** Only rows with a warning or an error. */
  withProblems: boolean
}

function rowConditions(filter: ImportRowFilter): SQL[] {
  const conditions: SQL[] = [eq(importRow.batchId, filter.batchId)]
  if (filter.state) conditions.push(eq(importRow.state, filter.state))
  if (filter.withProblems) conditions.push(sql`jsonb_array_length(${importRow.problems}) > 0`)
  return conditions
}

/** Rows of a batch in the order of the file. */
export async function pageOfImportRows(
  db: Queryable,
  filter: ImportRowFilter,
  page: PageRequest,
): Promise<Page<ImportRowRow>> {
  const conditions = rowConditions(filter)
  if (page.after !== null)
    conditions.push(gt(importRow.rowNo, sql`${decodeCursor(page.after, 'int').value}::text::int`))
  const rows = await db
    .select()
    .from(importRow)
    .where(and(...conditions))
    .orderBy(asc(importRow.rowNo))
    .limit(page.first + 1)
  const items = rows
    .slice(0, page.first)
    .map(row => ({ item: row, cursor: encodeCursor({ value: String(row.rowNo), id: row.batchId }) }))
  return { items, hasNextPage: rows.length > page.first }
}

export async function countRowsOfImport(db: Queryable, filter: ImportRowFilter): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(importRow)
    .where(and(...rowConditions(filter)))
  return row?.count ?? 0
}

/** All rows that did not get in, in the order of the file. */
export async function listRejectedRows(db: Queryable, batchId: string): Promise<ImportRowRow[]> {
  return db
    .select()
    .from(importRow)
    .where(and(eq(importRow.batchId, batchId), eq(importRow.state, 'rejected')))
    .orderBy(asc(importRow.rowNo))
}

/** Listings of the organisation by the key of the row they came from, with the name they now bear. */
export async function findImportedListings(
  db: Queryable,
  library: Library,
  organisationId: string,
  keys: readonly string[],
): Promise<Map<string, { id: string; title: string }>> {
  if (keys.length === 0) return new Map()
  const t = listingTable(library)
  const title = library === 'expert' ? expert.name : t.title
  const rows = await db
    .select({ id: t.id, key: t.importKey, title })
    .from(t)
    .where(and(eq(t.organisationId, organisationId), inArray(t.importKey, [...keys])))
  return new Map(rows.flatMap(({ key, ...listing }) => (key === null ? [] : [[key, listing] as const])))
}

/** The mapping last used for files with these columns, or null. Its shape is checked by who uses it. */
export async function findImportMapping(
  db: Queryable,
  of: { organisationId: string; library: Library; signature: string },
): Promise<unknown> {
  const [row] = await db
    .select({ mapping: importMapping.mapping })
    .from(importMapping)
    .where(
      and(
        eq(importMapping.organisationId, of.organisationId),
        eq(importMapping.library, of.library),
        eq(importMapping.signature, of.signature),
      ),
    )
  return row?.mapping ?? null
}

export async function saveImportMapping(
  tx: Transaction,
  row: { organisationId: string; library: Library; signature: string; mapping: unknown; usedAt: Date },
): Promise<void> {
  await tx
    .insert(importMapping)
    .values(row)
    .onConflictDoUpdate({
      target: [importMapping.organisationId, importMapping.library, importMapping.signature],
      set: { mapping: row.mapping, usedAt: row.usedAt },
    })
}
