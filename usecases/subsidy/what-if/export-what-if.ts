/** The tables of a finished what-if as a file; it is written from the stored result and says the same whenever asked. */
import { findWhatIfChanges, findWhatIfResult } from '#db/queries/what-if.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import { allRows, type ResultTable, tableRows } from '#domain/subsidy/what-if/result-tables.ts'
import { checkDone } from '#domain/subsidy/what-if/what-if.ts'
import type { ExportedFile } from '../../import/export-files.ts'
import type { Ctx } from '../../support/ctx.ts'
import { getWhatIf } from './find-what-if.ts'

export interface ExportWhatIfInput {
  id: string
  table: ResultTable | 'all'
  format: 'csv' | 'xlsx'
}

const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** @throws NotFound for another bureau's, WhatIfNotDone. */
export async function exportWhatIf(ctx: Ctx, { id, table, format }: ExportWhatIfInput): Promise<ExportedFile> {
  const row = await getWhatIf(ctx, { id })
  refuse(checkDone(row.state))
  const result = await findWhatIfResult(ctx.db, id)
  if (!result) throw new NotFound('what-if')
  const changes = (await findWhatIfChanges(ctx.db, id)) ?? []
  const rows = table === 'all' ? allRows(result, changes) : tableRows(table, result, changes)
  const name = `what-if-${table}`
  const bytes = await ctx.tables.writeRows({ format, name, rows, writtenAt: row.finishedAt ?? row.askedAt })
  return { fileName: `${name}-${row.fromYear}-${row.toYear}.${format}`, contentType: contentTypes[format], bytes }
}
