/** The port of the use cases to files: what they may ask of the readers and writers here. */
import type { Tables } from '#usecases/support/ctx.ts'
import { readTable } from './read-table.ts'
import { writeFailedRows } from './write-failed-rows.ts'
import { writeSheets } from './write-sheets.ts'
import { writeTemplate } from './write-template.ts'

export function createTables(): Tables {
  return { read: readTable, writeFailedRows, writeSheets, writeTemplate }
}
