/**
 * Which delimiter and quote a .csv uses, from its first lines. The quote is the sign that opens and closes most cells;
 * the delimiter is the one that gives the same number of cells on most lines, then the most known column names.
 */

import { headerFields, normaliseHeader } from '#domain/import/columns.ts'
import type { Library } from '#domain/listing.ts'
import { parseRecords } from './parse-records.ts'

export interface CsvDialect {
  delimiter: string
  quote: string
}

const delimiters = ['\t', '|', ';', ',']
const quotes = ['"', "'"]
const sampleBytes = 64 * 1024
const sampleRecords = 200

/** The dialect, and how many cells most records have. */
export function sniffCsv(
  bytes: Buffer,
  given: Partial<CsvDialect>,
  library?: Library,
): { dialect: CsvDialect; width: number } {
  const sample = sampleOf(bytes)
  const quote = given.quote ?? quoteOf(sample.toString('utf8'))
  const candidates = (given.delimiter === undefined ? delimiters : [given.delimiter]).map(delimiter => ({
    delimiter,
    ...measure(sample, { delimiter, quote }, library),
  }))
  candidates.sort((a, b) => b.evenness - a.evenness || b.knownNames - a.knownNames || b.width - a.width)
  const [best] = candidates
  const isTable = best !== undefined && (best.width > 1 || given.delimiter !== undefined)
  return isTable
    ? { dialect: { delimiter: best.delimiter, quote }, width: best.width }
    : { dialect: { delimiter: ',', quote }, width: 1 }
}

function sampleOf(bytes: Buffer): Buffer {
  if (bytes.length <= sampleBytes) return bytes
  const end = bytes.lastIndexOf(10, sampleBytes)
  return bytes.subarray(0, end > 0 ? end + 1 : sampleBytes)
}

function quoteOf(text: string): string {
  const counts = quotes.map(quote => {
    const opening = text.match(new RegExp(`(?:^|[\\n,;\\t|])[ \\t]*${quote}`, 'g'))?.length ?? 0
    const closing = text.match(new RegExp(`${quote}[ \\t]*(?:$|[\\r\\n,;\\t|])`, 'g'))?.length ?? 0
    return { quote, count: Math.min(opening, closing) }
  })
  counts.sort((a, b) => b.count - a.count)
  return counts[0]?.count ? counts[0].quote : '"'
}

function measure(
  sample: Buffer,
  dialect: CsvDialect,
  library?: Library,
): { evenness: number; knownNames: number; width: number } {
  const widths = new Map<number, number>()
  let records = 0
  let first: string[] | null = null
  for (const { cells, error } of parseRecords(sample, dialect)) {
    if (records >= sampleRecords) break
    records += 1
    if (error !== null) continue
    first ??= cells
    widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1)
  }
  const [width = 1, count = 0] = [...widths].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? []
  const fields = library && headerFields(library)
  const knownNames = fields ? (first ?? []).filter(cell => fields.has(normaliseHeader(cell))).length : 0
  return { evenness: width > 1 ? Math.round((10 * count) / Math.max(records, 1)) : 0, knownNames, width }
}
