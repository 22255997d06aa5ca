/** Rows of text as a file to hand out. No cell can be run as a formula, in .csv and .xlsx alike. */
import { guard } from '#domain/import/csv-text.ts'
import type { RowsToWrite } from '#usecases/support/ctx.ts'
import { writeCsv } from './write-failed-rows.ts'

export async function writeRows({ format, name, rows, writtenAt }: RowsToWrite): Promise<Uint8Array> {
  if (format === 'csv') return writeCsv(rows)
  // Loaded when first needed, as for rows that failed.
  const { default: Excel } = await import('exceljs')
  const workbook = new Excel.Workbook()
  workbook.created = writtenAt
  workbook.modified = writtenAt
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
  for (const cells of rows) sheet.addRow(cells.map(guard))
  sheet.getRow(1).font = { bold: true }
  for (const column of sheet.columns) {
    column.numFmt = '@'
    column.width = 22
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}
