/**
 * Reads one sheet of an .xlsx as a stream of rows, in the memory of one row and the shared texts. Our own reader over
 * yauzl and saxes, not ExcelJS: its whole read expands ranges that a hostile file names (validations, merges, print
 * areas), and its streaming read loses the parts of rich cells and takes a pinyin reading for the text.
 */
import { importLimits } from '#domain/import/limits.ts'
import { UnreadableFile } from '#domain/import/refusals.ts'
import type { Table, TableOptions, TableRow } from '#domain/import/table.ts'
import { readWorkbook, type Sheet, textCollector, unescapeExcel, type Workbook } from './read-workbook.ts'
import { requireColumns, rowError, takeHeader, withinLimits } from './table.ts'
import { xmlEvents } from './xml-events.ts'

/** @throws UnsafeArchive, UnreadableFile; while walking the rows also ImportTooLarge */
export async function readXlsx(bytes: Uint8Array, options: TableOptions): Promise<Table> {
  const workbook = await readWorkbook(bytes)
  const sheet = chooseSheet(workbook.sheets, options.sheet)
  const { header, rows } = await takeHeader(rowsOf(workbook, sheet), options)
  return { format: 'xlsx', header, rows: withinLimits(rows), reading: { sheet: sheet.name } }
}

function chooseSheet(sheets: readonly Sheet[], wanted?: string | number): Sheet {
  const sheet =
    wanted === undefined
      ? (sheets.find(({ isHidden }) => !isHidden) ?? sheets[0])
      : typeof wanted === 'number'
        ? sheets[wanted - 1]
        : sheets.find(({ name }) => name === wanted)
  if (sheet) return sheet
  const names = sheets.map(({ name }) => name).join(', ') || 'none'
  throw new UnreadableFile(`the workbook has no sheet ${wanted ?? ''}`.trimEnd(), `its sheets: ${names}`)
}

interface Cell {
  column: number
  type: string
  style: number
  value: string
  hasFormula: boolean
}

async function* rowsOf(workbook: Workbook, sheet: Sheet): AsyncGenerator<TableRow> {
  const ready: TableRow[] = []
  const reader = sheetReader(workbook, row => ready.push(row))
  for await (const _ of xmlEvents(await workbook.archive.open(sheet.path), reader)) yield* ready.splice(0)
}

/** Handlers that put rows together from the tags of a sheet; rows without any content are not rows. */
function sheetReader(workbook: Workbook, emit: (row: TableRow) => void) {
  const collector = textCollector()
  let row: TableRow = { rowNo: 0, cells: [], problem: null }
  let cell: Cell | null = null
  let column = 0
  let isValue = false

  const openCell = (attributes: Record<string, string>): Cell => {
    column = columnOf(attributes.r ?? '') ?? column + 1
    const style = Number(attributes.s ?? 0)
    return { column, type: attributes.t ?? 'n', style, value: '', hasFormula: false }
  }
  const closeCell = (done: Cell): void => {
    if (done.value === '' && !done.hasFormula) return
    requireColumns(done.column, row.rowNo)
    while (row.cells.length < done.column - 1) row.cells.push('')
    const { text, problem } = readCell(workbook, done, row.rowNo)
    row.cells[done.column - 1] = text
    row.problem ??= problem
  }
  return {
    open: (name: string, attributes: Record<string, string>): void => {
      if (name === 'row') {
        row = { rowNo: Number(attributes.r) || row.rowNo + 1, cells: [], problem: null }
        column = 0
      } else if (name === 'c') cell = openCell(attributes)
      else if (name === 'f' && cell) cell.hasFormula = true
      else if (name === 'v') isValue = true
      else collector.open(name)
    },
    text: (text: string): void => {
      if (isValue && cell) cell.value += text
      else collector.text(text)
    },
    close: (name: string): void => {
      if (name === 'v') isValue = false
      else if (name === 't' || name === 'rPh') collector.close(name)
      else if (name === 'is' && cell) cell.value = collector.close(name)
      else if (name === 'c' && cell) {
        closeCell(cell)
        cell = null
      } else if (name === 'row' && row.cells.length > 0) emit(row)
    },
  }
}

/** 1-based column of a reference such as `AB12`; null without one. Absurd letters end in the column limit. */
function columnOf(reference: string): number | null {
  const letters = /^([A-Za-z]+)/.exec(reference)?.[1]
  if (!letters) return null
  if (letters.length > 4) return importLimits.columns + 1
  return Array.from(letters.toUpperCase()).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}

function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + ((column - 1) % 26))
  return column > 26 ? columnLetters(Math.floor((column - 1) / 26)) + last : last
}

function readCell(workbook: Workbook, cell: Cell, rowNo: number): Pick<TableRow, 'problem'> & { text: string } {
  const letters = columnLetters(cell.column)
  if (cell.hasFormula) {
    const remedy = 'copy the column and paste it as values ("选择性粘贴 → 数值"), then save again'
    return { text: cell.value, problem: rowError(letters, `cell ${letters}${rowNo} holds a formula`, remedy) }
  }
  switch (cell.type) {
    case 's': {
      const text = workbook.sharedTexts[Number(cell.value)]
      const broken = rowError(letters, `cell ${letters}${rowNo} points to no text`, 'save the file again in Excel')
      return { text: text ?? '', problem: text === undefined ? broken : null }
    }
    case 'e':
      return {
        text: cell.value,
        problem: rowError(letters, `cell ${letters}${rowNo} holds the error ${cell.value}`, 'write the value itself'),
      }
    case 'b':
      return { text: cell.value === '1' ? 'TRUE' : 'FALSE', problem: null }
    case 'd':
      return { text: cell.value.replace(/T00:00:00(?:\.0+)?Z?$/, ''), problem: null }
    case 'n':
      return {
        text: numberText(cell.value, workbook.isDateStyle[cell.style] ?? false, workbook.isFrom1904),
        problem: null,
      }
    default:
      return { text: cell.type === 'str' ? unescapeExcel(cell.value) : cell.value, problem: null }
  }
}

const dayMs = 86_400_000

/** What Excel shows: at most 15 digits and no exponent; a date as YYYY-MM-DD, with the time if there is one. */
function numberText(value: string, isDate: boolean, isFrom1904: boolean): string {
  const number = Number(value)
  if (!Number.isFinite(number)) return value
  if (!isDate) return plainNumber(number)
  const epoch = isFrom1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
  const instant = new Date(epoch + Math.round(number * dayMs))
  if (Number.isNaN(instant.getTime())) return value
  const [day = '', time = ''] = instant.toISOString().split('T')
  return time.startsWith('00:00:00') ? day : `${day} ${time.slice(0, 8)}`
}

function plainNumber(number: number): string {
  const rounded = Number(number.toPrecision(15))
  if (Math.abs(rounded) >= 1e21 || (rounded !== 0 && Math.abs(rounded) < 1e-6))
    return rounded.toFixed(12).replace(/\.?0+$/, '')
  return String(rounded)
}
