/**
 * The rows that did not get in, as a file to correct and upload again: the columns as they were, and a last column
 * "error" that an import ignores.
 */
import { columnsOf, keyField } from '#domain/import/columns.ts'
import { csvText } from '#domain/import/csv-text.ts'
import { positionOfName } from '#domain/import/mapping.ts'
import type { FailedRow, FailedRows } from '#domain/import/table.ts'

export async function writeFailedRows(failed: FailedRows): Promise<Uint8Array> {
  const width = Math.max(failed.header?.length ?? 0, ...failed.rows.map(row => row.cells.length))
  const header = headerOf(failed, width)
  const rows = failed.rows.map(row => [...header.map((_, at) => row.cells[at] ?? ''), errorText(row)])
  const table = [[...header, 'error'], ...rows]
  return failed.format === 'csv' ? writeCsv(table) : await writeSheet(table)
}

export function writeCsv(rows: readonly (readonly string[])[]): Uint8Array {
  return new TextEncoder().encode(csvText(rows))
}

/** Names for every column: those of the file, else of the fields mapped to them, else their number. */
function headerOf({ header, library, mapping }: FailedRows, width: number): string[] {
  const names = Array.from({ length: width }, (_, at) => header?.[at] || `列${at + 1}`)
  const labels: Record<string, string> = { [keyField]: '编号' }
  for (const { field, label } of columnsOf(library)) labels[field] = label.zh
  for (const [field, source] of Object.entries(mapping)) {
    const at =
      'position' in source ? source.position - 1 : 'name' in source ? positionOfName(header, source.name) : null
    const label = labels[field]
    if (header === null && at !== null && at < width && label) names[at] = label
  }
  return names
}

function errorText({ rowNo, problems }: FailedRow): string {
  const texts = problems.map(({ column, message, remedy }) => `${column ? `${column}: ` : ''}${message} → ${remedy}`)
  return `row ${rowNo}: ${texts.join('; ')}`
}

async function writeSheet(rows: readonly (readonly string[])[]): Promise<Uint8Array> {
  // Loaded when first needed: it is half of all the modules of the service, and starting does not need it.
  const { default: Excel } = await import('exceljs')
  const workbook = new Excel.Workbook()
  const sheet = workbook.addWorksheet('failed', { views: [{ state: 'frozen', ySplit: 1 }] })
  for (const cells of rows) sheet.addRow([...cells])
  sheet.getRow(1).font = { bold: true }
  sheet.getColumn(rows[0]?.length ?? 1).font = { color: { argb: 'FFC00000' } }
  for (const column of sheet.columns) column.numFmt = '@'
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}
