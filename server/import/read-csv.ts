/** Reads .csv of any dialect. Every line that is not blank comes out, as a row or as a problem. */

import type { Table, TableOptions, TableRow } from '#domain/import/table.ts'
import { decodeText } from './decode-text.ts'
import { parseRecords } from './parse-records.ts'
import { type CsvDialect, sniffCsv } from './sniff-csv.ts'
import { rowError, takeHeader, withinLimits } from './table.ts'

export async function readCsv(bytes: Uint8Array, options: TableOptions): Promise<Table> {
  const { text, encoding } = decodeText(bytes, options.encoding)
  const utf8 = Buffer.from(withNewlines(text.replace(/^\ufeff/, '')), 'utf8')
  const given = { delimiter: options.delimiter?.trim() || options.delimiter, quote: options.quote }
  const { dialect, width } = sniffCsv(utf8, given, options.library)
  const { header, rows } = await takeHeader(rowsOf(utf8, dialect), options)
  const columns = header?.findLastIndex(name => name !== '') ?? -1
  return {
    format: 'csv',
    header,
    rows: withinLimits(checkWidths(rows, header ? columns + 1 : width)),
    reading: { encoding, ...dialect },
  }
}

/** Lines of an old Mac end in a carriage return alone. */
function withNewlines(text: string): string {
  return text.includes('\n') ? text : text.replace(/\r/g, '\n')
}

async function* rowsOf(bytes: Buffer, dialect: CsvDialect): AsyncGenerator<TableRow> {
  for (const { lineNo, cells, error } of parseRecords(bytes, dialect)) {
    const remedy = 'put the cell in quotes and double every quote inside it, or save the table as .xlsx'
    const problem = error === null ? null : rowError(null, error, remedy)
    yield { rowNo: lineNo, cells: problem ? cells : cells.map(cell => restoreCell(cell, dialect.quote)), problem }
  }
}

/**
 * Literal `\n` of database dumps becomes a line end, and the apostrophe that guards a cell against being run as a
 * formula (see domain/import/csv-text.ts) is taken off again.
 */
function restoreCell(cell: string, quote: string): string {
  const text = cell.includes('\\') ? cell.replace(/\\r\\n|\\n|\\r/g, '\n') : cell
  return quote !== "'" && /^'+[=+\-@＝＋－＠\t\r\n]/.test(text) ? text.slice(1) : text
}

/**
 * A row with more cells than the table has columns was cut at a delimiter inside its text. After a broken line, short
 * rows are the rest of it until a whole row comes; elsewhere a short row only lacks its last cells.
 */
async function* checkWidths(rows: AsyncIterable<TableRow>, width: number): AsyncGenerator<TableRow> {
  let brokenAt: number | null = null
  for await (const row of rows) {
    if (row.problem !== null) brokenAt = row.rowNo
    else if (row.cells.length >= width) brokenAt = null
    yield row.problem === null ? { ...row, problem: widthProblem(row, width, brokenAt) } : row
  }
}

function widthProblem({ cells }: TableRow, width: number, brokenAt: number | null): TableRow['problem'] {
  if (brokenAt !== null)
    return rowError(null, `it seems to be the rest of the broken row ${brokenAt}`, `mend row ${brokenAt}`)
  if (cells.findLastIndex(cell => cell.trim() !== '') < width) return null
  const message = `the row has ${cells.length} cells, the table ${width} columns`
  return rowError(`column ${width + 1}`, message, 'put cells that hold the delimiter in quotes')
}
