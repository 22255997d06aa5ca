/** What every reader of a file yields, whatever the format: rows as a person sees them, good and bad. Types only. */
import type { Library } from '../listing.ts'
import type { ColumnMapping } from './mapping.ts'
import type { ImportProblem } from './refusals.ts'

export interface TableSource {
  bytes: Uint8Array
  fileName: string
}

export interface TableOptions {
  /** Whose column names tell a header row from data; without it `header: 'auto'` finds none. */
  library?: Library
  /** Default 'auto'. Records of .jsonl name their own columns. */
  header?: 'auto' | boolean
  /** Of .csv; sniffed when not given. */
  delimiter?: string
  quote?: string
  /** Of .csv and .jsonl, any name that iconv-lite knows; else UTF-8, UTF-16 with a mark, or GB18030. */
  encoding?: string
  /** Of .xlsx: name or 1-based number; else the first sheet that is not hidden. */
  sheet?: string | number
}

/**
 * `rowNo` is 1-based: the line on which the row starts (.csv, .jsonl) or the sheet's own row number (.xlsx). With a
 * problem the row is not usable, and `cells` holds what could be read of it (a broken line: the line).
 */
export interface TableRow {
  rowNo: number
  cells: string[]
  problem: ImportProblem | null
}

export interface Table {
  format: 'csv' | 'xlsx' | 'jsonl'
  header: string[] | null
  /** Can be walked once. Throws `ImportTooLarge` or `UnreadableFile` where the trouble is met. */
  rows: AsyncIterable<TableRow>
  /** How the file was understood, for the preview. */
  reading: { encoding?: string; delimiter?: string; quote?: string; sheet?: string }
}

export interface FailedRow {
  rowNo: number
  cells: readonly string[]
  problems: readonly ImportProblem[]
}

/** What a file of rows to correct is made from. */
export interface FailedRows {
  format: 'csv' | 'xlsx'
  library: Library
  mapping: ColumnMapping
  /** Of the file; for a file without header one is made from the mapping. */
  header: readonly string[] | null
  rows: readonly FailedRow[]
}
