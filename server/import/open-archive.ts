/**
 * Opens an .xlsx as the archive it is, and looks at its directory before anything is unpacked: number of parts, names,
 * sizes, ratios. While a part is unpacked yauzl checks that it gives the bytes that the directory promised, so a
 * directory that lies about its sizes is caught too.
 */
import type { Readable } from 'node:stream'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { importLimits } from '#domain/import/limits.ts'
import { type ArchiveDanger, UnreadableFile, UnsafeArchive } from '#domain/import/refusals.ts'
import { Refusal } from '#domain/refusal.ts'

export interface Archive {
  has(path: string): boolean
  /** @throws UnreadableFile when there is no such part */
  open(path: string): Promise<Readable>
}

const resave = 'open the file in Excel or WPS and save it again as .xlsx'

/** @throws UnsafeArchive, UnreadableFile */
export async function openArchive(bytes: Uint8Array): Promise<Archive> {
  const zip = await openZip(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const entries = await listEntries(zip)
  return {
    has: path => entries.has(path),
    open: path => {
      const entry = entries.get(path)
      if (!entry) throw new UnreadableFile(`the workbook has no part ${path}`, resave)
      return openEntry(zip, entry)
    },
  }
}

/** What reading an archive throws, said for people; refusals pass as they are. */
export function archiveError(error: unknown): unknown {
  if (error instanceof Refusal || !(error instanceof Error)) return error
  if (/relative path|absolute path|invalid characters/.test(error.message)) return unsafe('name', error.message)
  if (/too many bytes|not enough bytes/.test(error.message))
    return unsafe('unpackedBytes', 'a part is not as large as the archive says')
  return new UnreadableFile('the archive is damaged', resave)
}

function openZip(buffer: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(buffer, { lazyEntries: true, validateEntrySizes: true, strictFileNames: true }, (error, zip) => {
      if (error) reject(archiveError(error))
      else resolve(zip)
    })
  })
}

function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(archiveError(error))
      else resolve(stream)
    })
  })
}

function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > importLimits.zipEntries)
    throw unsafe('entries', `${zip.entryCount} parts`, importLimits.zipEntries)
  const entries = new Map<string, Entry>()
  let unpackedBytes = 0
  return new Promise((resolve, reject) => {
    zip.on('error', error => reject(archiveError(error)))
    zip.on('end', () => resolve(entries))
    zip.on('entry', (entry: Entry) => {
      unpackedBytes += entry.uncompressedSize
      const danger = dangerOf(entry, entries, unpackedBytes)
      if (danger) return reject(danger)
      entries.set(entry.fileName, entry)
      zip.readEntry()
    })
    zip.readEntry()
  })
}

function dangerOf(entry: Entry, seen: ReadonlyMap<string, Entry>, unpackedBytes: number): UnsafeArchive | null {
  const { fileName, uncompressedSize, compressedSize } = entry
  const { zipUnpackedBytes, zipRatio, zipRatioFromBytes } = importLimits
  if (unpackedBytes > zipUnpackedBytes)
    return unsafe('unpackedBytes', `it unpacks to more than ${zipUnpackedBytes} bytes`, zipUnpackedBytes)
  if (uncompressedSize > zipRatioFromBytes && uncompressedSize > compressedSize * zipRatio)
    return unsafe(
      'ratio',
      `${fileName} unpacks to ${Math.round(uncompressedSize / compressedSize)} times its size`,
      zipRatio,
    )
  if (seen.has(fileName)) return unsafe('duplicate', `${fileName} is there twice`)
  if (/\.(?:zip|xls[xmb]?|docx?|pptx?|7z|rar|gz)$/i.test(fileName)) return unsafe('nested', `it holds ${fileName}`)
  if (entry.isEncrypted()) return unsafe('encrypted', `${fileName} is encrypted`)
  return null
}

const remedies: Partial<Record<ArchiveDanger, string>> = {
  nested: 'remove the embedded files from the sheet',
  encrypted: 'remove the password and save again',
  unpackedBytes: 'copy the rows into a new workbook, without pictures and unused sheets, or split them',
  ratio: 'copy the rows into a new workbook, or save the sheet as .csv',
}

function unsafe(danger: ArchiveDanger, detail: string, max: number | null = null): UnsafeArchive {
  return new UnsafeArchive(danger, detail, max, remedies[danger] ?? resave)
}
