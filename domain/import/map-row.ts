/**
 * One row of a file → the content of a draft, its key and what is wrong with it. A draft needs a title (an expert: a
 * name); everything else may be missing, but what is there must be readable: a cell is never dropped in silence.
 */
import type { Library } from '../listing.ts'
import { requireValid } from '../refusal.ts'
import { cellError, cellWarning, type ImportColumn, type ImportLookups } from './column.ts'
import { columnsOf, emptyContent, keyField, type LibraryContents, mainTextField, requiredField } from './columns.ts'
import { nearlyEmptyChars, textLimits } from './limits.ts'
import { type ColumnMapping, type ColumnSource, checkMapping, positionOfName } from './mapping.ts'
import type { ImportProblem } from './refusals.ts'

export interface MappedRow<Content> {
  /** What names the row: its key column, else the hash of its mapped cells. */
  key: string
  content: Content
  problems: ImportProblem[]
}

export interface RowMapperOptions {
  /** Digest of a text, for rows without a key column (SHA-256 in the service). */
  hashKey: (text: string) => string
  lookups?: ImportLookups
}

export type RowMapper<L extends Library> = (cells: readonly string[]) => MappedRow<LibraryContents[L]>

interface Feed<Content> {
  column: ImportColumn<Content>
  source: ColumnSource
  /** How the file names the column. */
  name: string
  /** 0-based place in the row; null for a constant. */
  index: number | null
}

/**
 * Prepares the mapping once for all rows of a file. The header is null for a file without one.
 * @throws InvalidInput when the mapping does not fit the library or the header.
 */
export function createRowMapper<L extends Library>(
  library: L,
  mapping: ColumnMapping,
  header: readonly string[] | null,
  options: RowMapperOptions,
): RowMapper<L> {
  requireValid(checkMapping(library, mapping, header))
  const feeds = columnsOf(library).flatMap((column): Feed<LibraryContents[L]>[] => {
    const source = mapping[column.field]
    return source ? [{ column, source, ...placeOf(source, header) }] : []
  })
  const keySource = mapping[keyField]
  const lookups = options.lookups ?? {}

  return cells => {
    const content = emptyContent(library)
    const problems: ImportProblem[] = []
    const texts = feeds.map(feed => textOf(feed.source, feed.index, cells))
    for (const [at, feed] of feeds.entries()) {
      const text = texts[at] ?? ''
      if (text === '') continue
      const problem = feed.column.read(content, text, lookups)
      if (problem) problems.push({ ...problem, column: feed.name })
    }
    problems.push(...checkWhole(library, feeds, texts))
    const ownKey = keySource ? textOf(keySource, placeOf(keySource, header).index, cells) : ''
    if (ownKey.length > textLimits.title)
      problems.push({ ...cellError('the key is too long', 'use a short number or name'), column: keyField })
    return { key: ownKey || options.hashKey(texts.join('\u001f')), content, problems }
  }
}

/** {@link createRowMapper} for a single row. */
export function mapRow<L extends Library>(
  library: L,
  mapping: ColumnMapping,
  header: readonly string[] | null,
  cells: readonly string[],
  options: RowMapperOptions,
): MappedRow<LibraryContents[L]> {
  return createRowMapper(library, mapping, header, options)(cells)
}

/** Whether the row may be stored as a draft. */
export function isImportable(row: { problems: readonly ImportProblem[] }): boolean {
  return row.problems.every(problem => problem.severity !== 'error')
}

/** How the file names a source's column, and its 0-based place; a constant has none. */
export function placeOf(
  source: ColumnSource,
  header: readonly string[] | null,
): { name: string; index: number | null } {
  if ('constant' in source) return { name: 'constant', index: null }
  const index = 'position' in source ? source.position - 1 : positionOfName(header, source.name)
  return { name: header?.[index ?? -1] || `column ${(index ?? 0) + 1}`, index }
}

function textOf(source: ColumnSource, index: number | null, cells: readonly string[]): string {
  return ('constant' in source ? source.constant : (cells[index ?? -1] ?? '')).trim()
}

function checkWhole<Content>(
  library: Library,
  feeds: readonly Feed<Content>[],
  texts: readonly string[],
): ImportProblem[] {
  const ofFile = texts.filter((_, at) => feeds[at]?.index !== null)
  const length = ofFile.reduce((sum, text) => sum + text.length, 0)
  if (length === 0) return [{ ...cellError('the row is empty', 'delete the row, or fill it in'), column: null }]
  const textIn = (field: string): { name: string; text: string } => {
    const at = feeds.findIndex(feed => feed.column.field === field)
    return { name: feeds[at]?.name ?? field, text: texts[at] ?? '' }
  }
  const required = textIn(requiredField[library])
  if (required.text === '')
    return [{ ...cellError(`the ${requiredField[library]} is missing`, 'fill it in'), column: required.name }]
  if (length < nearlyEmptyChars && library !== 'expert')
    return [{ ...cellError(`the row says only "${required.text}"`, 'write what it is about'), column: null }]
  const main = textIn(mainTextField[library])
  if (main.text !== '') return []
  const remedy = 'it is stored as a draft; fill it in before submitting'
  return [{ ...cellWarning(`the ${mainTextField[library]} is empty`, remedy), column: main.name }]
}
