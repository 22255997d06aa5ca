/**
 * Walks the records of a .csv with csv-parse and goes on after a broken one: the line on which it starts is reported,
 * and reading resumes on the next line, so that an unclosed quote costs one line and not the rest of the file.
 */
import { parse } from 'csv-parse/sync'
import type { CsvDialect } from './sniff-csv.ts'

export interface CsvRecord {
  /** The line on which the record starts, from 1. */
  lineNo: number
  cells: string[]
  /** What is wrong with it; then `cells` holds the raw line alone. */
  error: string | null
}

/** Records per call of the parser: enough to be fast, few enough that a stop costs little. */
const batchRecords = 500
/** A record that is longer has lost its closing quote. */
const maxRecordBytes = 4 * 1024 * 1024
const newline = 10

interface Batch {
  records: { cells: string[]; end: number }[]
  error: string | null
}

/** The bytes are UTF-8 without a byte order mark. Blank lines are no records. */
export function* parseRecords(bytes: Buffer, dialect: CsvDialect): Generator<CsvRecord> {
  let at = 0
  let lineNo = 1
  while (at < bytes.length) {
    const batch = parseBatch(bytes.subarray(at), dialect)
    const base = at
    for (const { cells, end } of batch.records) {
      const start = skipBlank(bytes, at, dialect.delimiter)
      lineNo += countLines(bytes, at, start)
      yield { lineNo, cells, error: null }
      lineNo += countLines(bytes, start, base + end)
      at = base + end
    }
    if (batch.error === null) {
      if (batch.records.length < batchRecords) return
      continue
    }
    const start = skipBlank(bytes, at, dialect.delimiter)
    lineNo += countLines(bytes, at, start)
    const end = endOfLine(bytes, start)
    yield { lineNo, cells: [bytes.subarray(start, end).toString('utf8').trimEnd()], error: batch.error }
    lineNo += 1
    at = end
  }
}

function parseBatch(bytes: Buffer, { delimiter, quote }: CsvDialect): Batch {
  const batch: Batch = { records: [], error: null }
  try {
    parse(bytes, {
      delimiter,
      quote,
      escape: quote,
      record_delimiter: ['\r\n', '\n', '\r'],
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: maxRecordBytes,
      to: batchRecords,
      on_record: (cells: string[], context) => {
        batch.records.push({ cells, end: context.bytes })
        return undefined
      },
    })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    batch.error = reasonOf(String(error.code))
  }
  return batch
}

function reasonOf(code: string): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_MAX_RECORD_SIZE':
      return 'a quote is opened and never closed'
    case 'INVALID_OPENING_QUOTE':
      return 'a quote stands inside a cell that is not quoted'
    default:
      return 'a quote inside a quoted cell is not doubled, or text follows the closing quote'
  }
}

/** The parser drops blank lines and the spaces before a cell: the record starts after them. */
function skipBlank(bytes: Buffer, from: number, delimiter: string): number {
  const tab = delimiter === '\t' ? -1 : 9
  let at = from
  for (let byte = bytes[at]; byte === 32 || byte === 13 || byte === newline || byte === tab; byte = bytes[at]) at += 1
  return at
}

function endOfLine(bytes: Buffer, from: number): number {
  const end = bytes.indexOf(newline, from)
  return end < 0 ? bytes.length : end + 1
}

function countLines(bytes: Buffer, from: number, to: number): number {
  let count = 0
  for (let at = bytes.indexOf(newline, from); at >= 0 && at < to; at = bytes.indexOf(newline, at + 1)) count += 1
  return count
}
