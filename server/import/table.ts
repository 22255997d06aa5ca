/** What the readers share: taking off the header, and the limits on rows, columns and cells. */

import { setImmediate } from 'node:timers/promises'
import { isHeaderRow } from '#domain/import/columns.ts'
import { importLimits } from '#domain/import/limits.ts'
import { type ImportProblem, ImportTooLarge, UnreadableFile } from '#domain/import/refusals.ts'
import type { TableOptions, TableRow } from '#domain/import/table.ts'

export function rowError(column: string | null, message: string, remedy: string): ImportProblem {
  return { column, message, remedy, severity: 'error' }
}

/** How many rows from the top may be titles above the header. */
const titleRows = 4

/** Takes the header off the rows, if there is one: rows above it may hold one cell at most (a title). */
export async function takeHeader(
  rows: AsyncIterable<TableRow>,
  options: TableOptions,
): Promise<{ header: string[] | null; rows: AsyncIterable<TableRow> }> {
  const mode = options.header ?? 'auto'
  const walk = rows[Symbol.asyncIterator]()
  const read: TableRow[] = []
  let header: string[] | null = null
  while (mode !== false && header === null) {
    const next = await walk.next()
    if (next.done) break
    read.push(next.value)
    const { cells, problem } = next.value
    const isHeader = mode === true || (options.library !== undefined && isHeaderRow(options.library, cells))
    if (isHeader && problem === null) header = cells.map(cell => cell.trim())
    const isTitle = cells.filter(cell => cell.trim() !== '').length <= 1
    if (mode === true || !isTitle || read.length > titleRows) break
  }
  return { header, rows: chain(header ? [] : read, walk) }
}

async function* chain(first: TableRow[], rest: AsyncIterator<TableRow>): AsyncGenerator<TableRow> {
  try {
    yield* first
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

/** Above what any sheet has (1,048,576) and any text file of the size allowed. */
const maxRowNo = 100_000_000

/** Counts the rows against the limit, and takes rows out of use whose cells are too long. */
export async function* withinLimits(rows: AsyncIterable<TableRow>): AsyncGenerator<TableRow> {
  let count = 0
  let lastRowNo = 0
  for await (const row of rows) {
    count += 1
    // A workbook writes its row numbers itself, so a broken or hostile one may repeat them or count to a million million.
    if (!Number.isInteger(row.rowNo) || row.rowNo <= lastRowNo || row.rowNo > maxRowNo)
      throw new UnreadableFile(
        `the rows are not numbered in order after row ${lastRowNo}`,
        'save the file again in Excel',
      )
    lastRowNo = row.rowNo
    requireRows(count)
    requireColumns(row.cells.length, row.rowNo)
    // Parsing is synchronous: let other requests have their turn.
    if (count % 500 === 0) await setImmediate()
    const long = row.cells.findIndex(cell => cell.length > importLimits.cellChars)
    if (row.problem !== null || long < 0) yield row
    else yield { ...row, problem: longCell(long, row.cells[long]?.length ?? 0) }
  }
}

function longCell(index: number, length: number): ImportProblem {
  const message = `the cell holds ${length} characters, at most ${importLimits.cellChars} are read`
  return rowError(`column ${index + 1}`, message, 'shorten it, or attach the text as a document later')
}

/** @throws ImportTooLarge at the first row too many */
export function requireRows(count: number): void {
  if (count > importLimits.rows)
    throw new ImportTooLarge('rows', importLimits.rows, count, 'split the file and import the parts one after another')
}

/** @throws ImportTooLarge when a row has more columns than any table of people */
export function requireColumns(count: number, rowNo: number): void {
  if (count > importLimits.columns)
    throw new ImportTooLarge(
      'columns',
      importLimits.columns,
      count,
      `delete the columns that are not used (row ${rowNo})`,
    )
}
