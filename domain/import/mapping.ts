/**
 * Which column of a file feeds which field: by the column's name, by its position (1-based), or a constant for all
 * rows. A mapping is given (`--map`), guessed from the header or from what the cells look like, or remembered.
 */
import type { Library } from '../listing.ts'
import { type FieldProblem, requireValid } from '../refusal.ts'
import {
  columnsOf,
  headerFields,
  isHeaderRow,
  keyField,
  mainTextField,
  normaliseHeader,
  requiredField,
} from './columns.ts'
import { importLimits } from './limits.ts'

export type ColumnSource = { name: string } | { position: number } | { constant: string }

/** Field (or `key`) → where it comes from. Plain data: it can be stored and remembered as JSON. */
export type ColumnMapping = Readonly<Record<string, ColumnSource>>

/**
 * Reads `title=2,problem=3,key=1` (positions), `title=标题` (names; quote a name that is a number or holds a comma) and
 * `field:=new_materials` (a constant). @throws InvalidInput naming every part that says nothing.
 */
export function parseMapping(library: Library, text: string): ColumnMapping {
  const mapping: Record<string, ColumnSource> = {}
  const problems: FieldProblem[] = []
  for (const part of text.match(/(?:"[^"]*"|[^,，"])+/g) ?? []) {
    const match = /^\s*([\w.]+)\s*(:?=)\s*(.*?)\s*$/s.exec(part)
    const field = match?.[1] ? fieldNamed(library, match[1]) : null
    if (!match || !field || !match[3]) {
      const remedy = `write field=column, such as ${requiredField[library]}=2; fields: ${fieldNames(library).join(', ')}`
      problems.push({ path: part.trim(), message: 'no such field, or no column given', remedy })
      continue
    }
    mapping[field] = sourceOf(match[3], match[2] === ':=')
  }
  requireValid([...problems, ...checkMapping(library, mapping)])
  return mapping
}

function sourceOf(text: string, isConstant: boolean): ColumnSource {
  const unquoted = /^"(.*)"$/s.exec(text)?.[1]
  if (isConstant) return { constant: unquoted ?? text }
  return unquoted === undefined && /^\d+$/.test(text) ? { position: Number(text) } : { name: unquoted ?? text }
}

function fieldNames(library: Library): string[] {
  return [keyField, ...columnsOf(library).map(({ field }) => field)]
}

function fieldNamed(library: Library, name: string): string | null {
  return fieldNames(library).find(field => field.toLowerCase() === name.toLowerCase()) ?? null
}

/** Everything that is wrong with a mapping from outside; with the file's header, also names that it does not have. */
export function checkMapping(
  library: Library,
  mapping: ColumnMapping,
  header?: readonly string[] | null,
): FieldProblem[] {
  const problems: FieldProblem[] = []
  const known = new Set(fieldNames(library))
  for (const [field, source] of Object.entries(mapping)) {
    const add = (message: string, remedy: string) => problems.push({ path: field, message, remedy })
    if (!known.has(field)) add('no such field', `use one of: ${[...known].join(', ')}`)
    if ('position' in source && !isPosition(source.position))
      add(`column ${source.position} is not possible`, `count from 1 to ${importLimits.columns}`)
    if ('name' in source && header !== undefined && positionOfName(header, source.name) === null)
      add(
        `the file has no column "${source.name}"`,
        header ? `its columns are: ${header.join(', ')}` : 'the file has no header: give positions, such as title=2',
      )
  }
  const required = requiredField[library]
  if (!mapping[required])
    problems.push({ path: required, message: `no column is mapped to ${required}`, remedy: `add ${required}=…` })
  return problems
}

function isPosition(position: number): boolean {
  return Number.isInteger(position) && position >= 1 && position <= importLimits.columns
}

/** The 0-based place of a column by its name (compared as `normaliseHeader` says), or null. */
export function positionOfName(header: readonly string[] | null, name: string): number | null {
  const wanted = normaliseHeader(name)
  const exact = header?.findIndex(cell => cell.trim() === name.trim()) ?? -1
  const index = exact >= 0 ? exact : (header?.findIndex(cell => normaliseHeader(cell) === wanted) ?? -1)
  return index >= 0 ? index : null
}

/**
 * A mapping from the header's known names; without a known header, from the look of the cells: the column of unlike
 * names without Chinese is the key, the first short text the title, the longest text the main text. The rest stays
 * unmapped, because a wrong guess is worse than none.
 */
export function guessMapping(
  library: Library,
  header: readonly string[] | null,
  sampleRows: readonly (readonly string[])[],
): ColumnMapping {
  if (header && isHeaderRow(library, header)) return mappingByHeader(library, header)
  return mappingByLook(library, sampleRows)
}

function mappingByHeader(library: Library, header: readonly string[]): ColumnMapping {
  const fields = headerFields(library)
  const mapping: Record<string, ColumnSource> = {}
  for (const name of header) {
    const field = fields.get(normaliseHeader(name))
    if (field && !mapping[field]) mapping[field] = { name }
  }
  return mapping
}

function mappingByLook(library: Library, rows: readonly (readonly string[])[]): ColumnMapping {
  const width = Math.max(0, ...rows.map(row => row.length))
  const looks = Array.from({ length: width }, (_, index) =>
    lookOf(
      rows.map(row => row[index] ?? ''),
      index,
    ),
  )
  const key = looks.find(look => look.isKeyLike)
  const texts = looks.filter(look => look !== key && look.meanLength > 0)
  const title = texts.find(look => look.meanLength <= 60) ?? texts[0]
  const main = texts.filter(look => look !== title && look.index > (title?.index ?? 0)).toSorted(longestFirst)[0]
  const mapping: Record<string, ColumnSource> = {}
  if (key) mapping[keyField] = { position: key.index + 1 }
  if (title) mapping[requiredField[library]] = { position: title.index + 1 }
  if (main) mapping[mainTextField[library]] = { position: main.index + 1 }
  return mapping
}

interface ColumnLook {
  index: number
  meanLength: number
  isKeyLike: boolean
}

function lookOf(cells: readonly string[], index: number): ColumnLook {
  const meanLength = cells.reduce((sum, cell) => sum + cell.length, 0) / Math.max(cells.length, 1)
  const isNameLike = cells.every(cell => /^[\w.:-]{1,64}$/.test(cell))
  const isKeyLike = cells.length > 0 && isNameLike && new Set(cells).size === cells.length && /\d/.test(cells[0] ?? '')
  return { index, meanLength, isKeyLike }
}

function longestFirst(a: ColumnLook, b: ColumnLook): number {
  return b.meanLength - a.meanLength
}
