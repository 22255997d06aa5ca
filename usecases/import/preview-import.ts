/**
 * Reads a file and says what an import of it would do, row by row; stores nothing in the library yet. The rows are kept
 * with the batch, so that the execution needs no second upload. They are written a few hundred at a time, outside one
 * long transaction: the batch counts only once its number of rows, written last, says that the file was read whole.
 */
import { sha256 } from '#db/digest.ts'
import {
  deleteImportBatch,
  findImportedListings,
  insertImportBatch,
  insertImportRows,
  listAbandonedBatches,
  updateImportBatch,
} from '#db/queries/import.ts'
import { withTransaction } from '#db/transaction.ts'
import { may } from '#domain/access/may.ts'
import { type ImportProblem, UnreadableFile } from '#domain/import/refusals.ts'
import type { Table, TableOptions, TableRow, TableSource } from '#domain/import/table.ts'
import type { Library } from '#domain/listing.ts'
import { refuse } from '#domain/refusal.ts'
import { storable } from '#domain/storable-text.ts'
import type { Ctx } from '../support/ctx.ts'
import type { ListingContents } from '../support/listing-kinds.ts'
import { mutate } from '../support/mutate.ts'
import { requirePerson } from '../support/person.ts'
import { chooseMapping, type MappingWish } from './choose-mapping.ts'
import { getImport } from './find-imports.ts'
import type { ImportView, StoredMapping } from './import-view.ts'
import { createRowPreparer, type PreparedRow } from './prepare-row.ts'
import { loadReferences } from './references.ts'
import { type RowVerdict, toStoredProblem, verdictOfRow } from './row-verdict.ts'

export interface PreviewImportInput extends MappingWish {
  source: TableSource
  options: Omit<TableOptions, 'library'>
}

export interface PreviewedRow {
  rowNo: number
  problems: readonly ImportProblem[]
}

export interface ImportPreview {
  batch: ImportView
  reading: Table['reading']
  /** What the first rows would become. */
  sample: (PreviewedRow & { content: ListingContents[Library] })[]
  /** The first rows with an error or a warning. */
  problems: PreviewedRow[]
}

const rowsPerInsert = 500
const rowsForGuess = 100
const shownSample = 5
const shownProblems = 50

export async function previewImport(ctx: Ctx, input: PreviewImportInput): Promise<ImportPreview> {
  const { userId, organisationId } = requirePerson(ctx.actor)
  refuse(may(ctx.actor, 'listing.import', { owner: organisationId }))
  const { library, source } = input
  const table = await ctx.tables.read(source, { ...input.options, library })
  const header = table.header?.map(storable) ?? null
  const { first, rows } = await peek(table.rows, rowsForGuess)
  if (first.length === 0) throw new UnreadableFile('the file has no rows', 'choose a file with one entry a row')
  const sample = first.filter(row => row.problem === null).map(row => row.cells)
  const mapping = await chooseMapping(ctx, input, { organisationId, header, sample })
  const id = ctx.newId()
  const batch = {
    id,
    library,
    organisationId,
    fileName: storable(source.fileName).slice(0, 200),
    fileSha256: sha256(source.bytes),
    format: table.format,
    header,
    mapping,
    rowCount: 0,
    createdBy: userId,
  }
  await removeAbandoned(ctx, organisationId)
  await withTransaction(ctx.db, tx => insertImportBatch(tx, batch))
  try {
    const shown = await readRows(ctx, { ...batch, rows })
    return { batch: await finishReading(ctx, id, shown.rowCount), reading: table.reading, ...shown }
  } catch (error) {
    await withTransaction(ctx.db, tx => deleteImportBatch(tx, id))
    throw error
  }
}

/** The first rows, and all rows including them. */
async function peek(
  rows: AsyncIterable<TableRow>,
  count: number,
): Promise<{ first: TableRow[]; rows: AsyncIterable<TableRow> }> {
  const walk = rows[Symbol.asyncIterator]()
  const first: TableRow[] = []
  while (first.length < count) {
    const next = await walk.next()
    if (next.done) break
    first.push(next.value)
  }
  async function* all() {
    yield* first
    for (let next = await walk.next(); !next.done; next = await walk.next()) yield next.value
  }
  return { first, rows: all() }
}

async function removeAbandoned(ctx: Ctx, organisationId: string): Promise<void> {
  for (const id of await listAbandonedBatches(ctx.db, organisationId))
    await withTransaction(ctx.db, tx => deleteImportBatch(tx, id))
}

interface Reading {
  id: string
  library: Library
  organisationId: string
  header: string[] | null
  mapping: StoredMapping
  rows: AsyncIterable<TableRow>
}

async function readRows(ctx: Ctx, reading: Reading) {
  const { library, header, mapping } = reading
  const references = await loadReferences(ctx.db)
  const prepare = createRowPreparer({ library, mapping: mapping.columns, header, references })
  const rowNoOfKey = new Map<string, number>()
  const shown: Pick<ImportPreview, 'sample' | 'problems'> & { rowCount: number } = {
    sample: [],
    problems: [],
    rowCount: 0,
  }
  let chunk: PreparedRow<Library>[] = []
  const flush = async () => {
    const verdicts = await judge(ctx, reading, chunk, rowNoOfKey)
    await insertImportRows(
      ctx.db,
      verdicts.map(verdict => asRow(reading.id, verdict)),
    )
    for (const { row, state, problems } of verdicts) {
      if (state === 'ready' && shown.sample.length < shownSample)
        shown.sample.push({ rowNo: row.rowNo, content: row.content, problems })
      if (problems.length > 0 && shown.problems.length < shownProblems)
        shown.problems.push({ rowNo: row.rowNo, problems })
    }
    shown.rowCount += chunk.length
    chunk = []
  }
  for await (const row of reading.rows) if (chunk.push(prepare(row)) === rowsPerInsert) await flush()
  await flush()
  return shown
}

/** Which of the rows are new, which stand in the library already, and which repeat a row above them. */
async function judge(
  ctx: Ctx,
  { library, organisationId }: Reading,
  rows: readonly PreparedRow<Library>[],
  rowNoOfKey: Map<string, number>,
): Promise<RowVerdict[]> {
  const keys = rows.filter(row => row.isReady).map(row => row.key)
  const imported = await findImportedListings(ctx.db, library, organisationId, keys)
  return rows.map(row => {
    const firstRowNo = rowNoOfKey.get(row.key) ?? null
    if (row.isReady && firstRowNo === null) rowNoOfKey.set(row.key, row.rowNo)
    return verdictOfRow(library, row, imported.get(row.key) ?? null, firstRowNo)
  })
}

function asRow(batchId: string, { row, state, listingId, problems }: RowVerdict) {
  const { rowNo, key, cells } = row
  return { batchId, rowNo, rowKey: key, state, cells, problems: problems.map(toStoredProblem), listingId }
}

async function finishReading(ctx: Ctx, id: string, rowCount: number): Promise<ImportView> {
  await mutate(ctx, async tx => {
    await updateImportBatch(tx, id, { rowCount })
    const audit = { action: 'import.preview', subjectKind: 'import_batch', subjectId: id, before: null }
    return { result: null, audit: { ...audit, after: { rowCount } } }
  })
  return getImport(ctx, id)
}
