/** The two files that an import hands out: the rows to correct, and an empty sheet to fill in. */
import { listRejectedRows } from '#db/queries/import.ts'
import type { Library } from '#domain/listing.ts'
import { NotFound } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { requireImportBatch } from './find-imports.ts'
import { storedMapping } from './import-view.ts'
import { fromStoredProblem } from './row-verdict.ts'

export interface ExportedFile {
  fileName: string
  contentType: string
  bytes: Uint8Array
}

const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** A workbook is built in memory; beyond this many rows they are handed back as .csv. */
const mostSheetRows = 10_000

/** The rejected rows as they were, with the reasons in a last column that an import ignores. Throws when there are none. */
export async function exportFailedRows(ctx: Ctx, input: { id: string }): Promise<ExportedFile> {
  const batch = await requireImportBatch(ctx, input.id)
  const rejected = await listRejectedRows(ctx.db, batch.id)
  if (rejected.length === 0) throw new NotFound('rejected row')
  const format = batch.format === 'xlsx' && rejected.length <= mostSheetRows ? 'xlsx' : 'csv'
  const bytes = await ctx.tables.writeFailedRows({
    format,
    library: batch.library,
    mapping: storedMapping(batch).columns,
    header: batch.header,
    rows: rejected.map(row => ({ ...row, problems: row.problems.map(fromStoredProblem) })),
  })
  const name = batch.fileName.replace(/\.[^.]*$/, '')
  return { fileName: `${name}-failed.${format}`, contentType: contentTypes[format], bytes }
}

/** Holds no data of anybody, so anyone may have it. */
export async function exportTemplate(ctx: Ctx, input: { library: Library }): Promise<ExportedFile> {
  const bytes = await ctx.tables.writeTemplate(input.library)
  return { fileName: `${input.library}s-template.xlsx`, contentType: contentTypes.xlsx, bytes }
}
