/** One door for the files of an import. What a file is, its first bytes say; the name only tells .csv from .jsonl. */
import { importLimits } from '#domain/import/limits.ts'
import { ImportTooLarge, UnreadableFile, UnsupportedFormat } from '#domain/import/refusals.ts'
import type { Table, TableOptions, TableSource } from '#domain/import/table.ts'
import { readCsv } from './read-csv.ts'
import { readJsonl } from './read-jsonl.ts'
import { readXlsx } from './read-xlsx.ts'

/**
 * Opens a .csv, .xlsx or .jsonl. The rows come as they are walked; every row of the file comes out, in use or with its
 * problem. @throws ImportTooLarge, UnreadableFile, UnsupportedFormat, UnsafeArchive (some only while walking)
 */
export async function readTable(source: TableSource, options: TableOptions = {}): Promise<Table> {
  const { bytes, fileName } = source
  if (bytes.length > importLimits.fileBytes)
    throw new ImportTooLarge('fileBytes', importLimits.fileBytes, bytes.length, 'split the file into smaller ones')
  if (bytes.length === 0) throw new UnreadableFile('the file is empty', 'choose the file again')
  refuseKnownFormats(bytes, fileName)
  if (startsWith(bytes, [0x50, 0x4b])) return readXlsx(bytes, options)
  if (/\.xlsx$/i.test(fileName))
    throw new UnreadableFile('the file is named .xlsx and is no workbook', 'open it and save it again as .xlsx or .csv')
  return isJsonl(bytes, fileName) ? readJsonl(bytes, options) : await readCsv(bytes, options)
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte)
}

function refuseKnownFormats(bytes: Uint8Array, fileName: string): void {
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    const isOld = !/\.xls[xm]$/i.test(fileName)
    throw isOld
      ? new UnsupportedFormat('old binary Excel (.xls)', 'open it in Excel or WPS and save it as .xlsx or .csv')
      : new UnsupportedFormat('password-protected Excel', 'remove the password in Excel and save it again')
  }
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46]))
    throw new UnsupportedFormat('PDF', 'copy the table into an .xlsx file')
}

function isJsonl(bytes: Uint8Array, fileName: string): boolean {
  if (/\.(?:jsonl|ndjson|jl)$/i.test(fileName)) return true
  const isNamed = /\.(?:csv|tsv|txt)$/i.test(fileName)
  return !isNamed && bytes.find(byte => byte > 32) === 0x7b
}
