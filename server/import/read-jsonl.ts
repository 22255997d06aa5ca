/** Reads .jsonl: one flat object a line. The keys of all lines, in the order met, are the columns. */
import type { Table, TableOptions, TableRow } from '#domain/import/table.ts'
import { decodeText } from './decode-text.ts'
import { requireColumns, requireRows, rowError, withinLimits } from './table.ts'

export function readJsonl(bytes: Uint8Array, options: TableOptions): Table {
  const { text, encoding } = decodeText(bytes, options.encoding)
  const header = keysOf(text)
  return { format: 'jsonl', header, rows: withinLimits(rowsOf(text, header)), reading: { encoding } }
}

function* linesOf(text: string): Generator<{ lineNo: number; line: string }> {
  let lineNo = 0
  for (let at = text.startsWith('\ufeff') ? 1 : 0; at < text.length; ) {
    const next = text.indexOf('\n', at)
    const end = next < 0 ? text.length : next
    const line = text.slice(at, end).trim()
    lineNo += 1
    at = end + 1
    if (line !== '') yield { lineNo, line }
  }
}

function parseLine(line: string): Map<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? new Map(Object.entries(value)) : null
  } catch {
    return null
  }
}

function keysOf(text: string): string[] {
  const keys = new Set<string>()
  let count = 0
  for (const { lineNo, line } of linesOf(text)) {
    // All lines are walked for their keys anyway: a file with too many is refused before the first row is used.
    requireRows(++count)
    for (const key of parseLine(line)?.keys() ?? []) keys.add(key)
    requireColumns(keys.size, lineNo)
  }
  return [...keys]
}

async function* rowsOf(text: string, header: string[]): AsyncGenerator<TableRow> {
  for (const { lineNo, line } of linesOf(text)) {
    const record = parseLine(line)
    if (record === null) {
      const problem = rowError(null, 'the line is no JSON object', 'write one object a line, such as {"title":"…"}')
      yield { rowNo: lineNo, cells: [line], problem }
      continue
    }
    const nested = [...record].find(([, value]) => cellOf(value) === null)
    const remedy = 'give text, a number, or a list of texts; split an object into several columns'
    const problem = nested ? rowError(nested[0], 'the value is an object', remedy) : null
    yield { rowNo: lineNo, cells: header.map(key => textOf(record.get(key))), problem }
  }
}

/** Text of a flat value; null for an object, or a list that holds one. */
function cellOf(value: unknown): string | null {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) {
    const items = value.map(item => (Array.isArray(item) ? null : cellOf(item)))
    return items.includes(null) ? null : items.join('；')
  }
  return typeof value === 'object' ? null : String(value)
}

/** What the failed rows show of a value: as it was, unless it is nested so deep that writing it would end the stack. */
function textOf(value: unknown): string {
  const text = cellOf(value)
  if (text !== null) return text
  return isDeeperThan(value, maxShownDepth) ? '…' : JSON.stringify(value)
}

const maxShownDepth = 20

function isDeeperThan(value: unknown, depth: number): boolean {
  let level: unknown[] = [value]
  for (let at = 0; at < depth; at++) {
    level = level.flatMap(item => (typeof item === 'object' && item !== null ? Object.values(item) : []))
    if (level.length === 0) return false
  }
  return true
}
