/** Tables as a file to hand out: a workbook whose amounts can be summed, or text. No text can be run as a formula. */
import type { Worksheet } from 'exceljs'
import { guard } from '#domain/import/csv-text.ts'
import { type Cell, cellText, type Rows } from '#domain/table-cell.ts'
import type { SheetsToWrite } from '#usecases/support/ctx.ts'
import { writeCsv } from './write-failed-rows.ts'

export async function writeSheets({ format, sheets, writtenAt }: SheetsToWrite): Promise<Uint8Array> {
  if (format === 'csv') return writeCsv(textOf(sheets))
  // Loaded when first needed, as for rows that failed.
  const { default: Excel } = await import('exceljs')
  const workbook = new Excel.Workbook()
  workbook.created = writtenAt
  workbook.modified = writtenAt
  for (const { name, rows } of sheets)
    fillSheet(workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] }), rows)
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

function textOf(sheets: SheetsToWrite['sheets']): string[][] {
  const texts = (rows: Rows) => rows.map(cells => cells.map(cellText))
  const [only] = sheets
  if (only && sheets.length === 1) return texts(only.rows)
  return sheets.flatMap(({ name, rows }) => [[name], ...texts(rows), []])
}

function fillSheet(sheet: Worksheet, rows: Rows): void {
  const widths: number[] = []
  for (const cells of rows) {
    const row = sheet.addRow(cells.map(valueOfCell))
    for (const [at, cell] of cells.entries()) {
      row.getCell(at + 1).numFmt = numberFormat(cell)
      widths[at] = Math.max(widths[at] ?? narrowest, widthOf(cellText(cell)))
    }
  }
  sheet.getRow(1).font = { bold: true }
  for (const [at, width] of widths.entries()) sheet.getColumn(at + 1).width = Math.min(width, widest)
}

/** A sheet holds fifteen digits: a larger amount would lose its last ones, and stands as text. */
const mostNumberFen = 10n ** 15n

function isNumber(cell: Cell): cell is Exclude<Cell, string> {
  if (typeof cell === 'string') return false
  if (!('fen' in cell)) return true
  const fen = BigInt(cell.fen)
  return fen < mostNumberFen && fen > -mostNumberFen
}

function valueOfCell(cell: Cell): string | number | null {
  if (isNumber(cell)) return 'fen' in cell ? Number(cell.fen) / 100 : cell.number
  return guard(cellText(cell)) || null
}

function numberFormat(cell: Cell): string {
  if (!isNumber(cell)) return '@'
  if ('fen' in cell) return '#,##0.00'
  return cell.decimals === 0 ? '0' : `0.${'0'.repeat(cell.decimals)}`
}

const narrowest = 10
const widest = 60

/** In signs of the Latin script: a Chinese one takes two. */
function widthOf(text: string): number {
  return [...text].reduce((width, sign) => width + (sign > '⺀' ? 2 : 1), 2)
}
