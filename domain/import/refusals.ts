/** Why a whole import file is refused. What is wrong with one row is an {@link ImportProblem}, not a refusal. */
import { Refusal } from '../refusal.ts'

/** One thing that is wrong with one row. An `error` keeps the row out; a `warning` lets it in and is shown. */
export interface ImportProblem {
  /** The column as the file names it (header, or "column 3", or the sheet's letter); null when it is the whole row. */
  column: string | null
  message: string
  remedy: string
  severity: 'error' | 'warning'
}

export type ImportLimit = 'fileBytes' | 'rows' | 'columns'

/** The file is larger than the service takes; `max` is in bytes, rows or columns as `limit` says. */
export class ImportTooLarge extends Refusal {
  readonly code = 'IMPORT_TOO_LARGE'
  readonly limit: ImportLimit
  readonly max: number
  readonly found: number
  readonly remedy: string
  constructor(limit: ImportLimit, max: number, found: number, remedy: string) {
    super(`the file exceeds the limit of ${max} (${limit}): ${found} found; ${remedy}`)
    this.limit = limit
    this.max = max
    this.found = found
    this.remedy = remedy
  }
}

/** The bytes are not what the file claims to be: a wrong encoding, a broken archive, no table inside. */
export class UnreadableFile extends Refusal {
  readonly code = 'UNREADABLE_FILE'
  readonly reason: string
  readonly remedy: string
  constructor(reason: string, remedy: string) {
    super(`${reason}; ${remedy}`)
    this.reason = reason
    this.remedy = remedy
  }
}

/** A format that is known and not read: the old binary .xls, an encrypted workbook, a Word file. */
export class UnsupportedFormat extends Refusal {
  readonly code = 'UNSUPPORTED_FORMAT'
  readonly format: string
  readonly remedy: string
  constructor(format: string, remedy: string) {
    super(`${format} files are not read; ${remedy}`)
    this.format = format
    this.remedy = remedy
  }
}

export type ArchiveDanger = 'entries' | 'unpackedBytes' | 'ratio' | 'name' | 'nested' | 'duplicate' | 'encrypted'

/** The .xlsx archive is built as a bomb or a trap; it was not unpacked further. */
export class UnsafeArchive extends Refusal {
  readonly code = 'UNSAFE_ARCHIVE'
  readonly danger: ArchiveDanger
  readonly max: number | null
  readonly remedy: string
  constructor(danger: ArchiveDanger, detail: string, max: number | null, remedy: string) {
    super(`the archive is not safe to unpack: ${detail}; ${remedy}`)
    this.danger = danger
    this.max = max
    this.remedy = remedy
  }
}
