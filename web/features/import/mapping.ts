/** The mapping of an import as the screen edits it: for each field, one of the file's columns or none. */
import { columnsOf, keyField, requiredField } from '#domain/import/columns.ts'
import type { ColumnMapping, ColumnSource } from '#domain/import/mapping.ts'
import type { Library } from '#domain/listing.ts'
import type { Failure } from '#web/api/outcome.ts'

export interface Target {
  field: string
  zh: string
  en: string
  isRequired: boolean
}

/** The fields an import can fill; the key is what makes a repeated import harmless. */
export function targetsOf(library: Library): Target[] {
  const columns = columnsOf(library).map(({ field, label }) => ({
    field,
    ...label,
    isRequired: field === requiredField[library],
  }))
  return [{ field: keyField, zh: '编号（防止重复导入）', en: 'Key (keeps repeats out)', isRequired: false }, ...columns]
}

/** The choice of a select: `name:标题`, `position:2`; a constant cannot be chosen, only kept. */
export function choiceOf(source: ColumnSource | undefined, header: readonly string[] | null = null): string | null {
  if (!source) return null
  if ('name' in source) return `name:${source.name}`
  if ('position' in source) {
    const name = header?.[source.position - 1]?.trim()
    return name ? `name:${name}` : `position:${source.position}`
  }
  return `constant:${source.constant}`
}

export function sourceOf(choice: string): ColumnSource {
  const [kind = '', ...rest] = choice.split(':')
  const text = rest.join(':')
  if (kind === 'position') return { position: Number(text) }
  return kind === 'name' ? { name: text } : { constant: text }
}

/** What can be chosen: the names of the header, or the positions when there is none. */
export function choicesOf(header: readonly string[] | null, width: number): { value: string; column: string }[] {
  if (header)
    return [...new Set(header.map(name => name.trim()).filter(name => name !== ''))].map(name => ({
      value: `name:${name}`,
      column: name,
    }))
  return Array.from({ length: width }, (_, i) => ({ value: `position:${i + 1}`, column: String(i + 1) }))
}

export function withSource(mapping: ColumnMapping, field: string, choice: string | null): ColumnMapping {
  const { [field]: _, ...rest } = mapping
  return choice === null ? rest : { ...rest, [field]: sourceOf(choice) }
}

/** The highest position a mapping speaks of: how many columns a file without header has at least. */
export function widthOf(mapping: ColumnMapping): number {
  return Math.max(0, ...Object.values(mapping).map(source => ('position' in source ? source.position : 0)))
}

/** A file in which no column could be taken for the title: what it looks like, so that a person can say. */
export interface Unmapped {
  header: readonly string[] | null
  sampleRows: readonly (readonly string[])[]
}

const isTextRow = (row: unknown): row is string[] => Array.isArray(row) && row.every(cell => typeof cell === 'string')

/** Null for every other failure. */
export function readUnmapped(failure: Failure): Unmapped | null {
  if (failure.kind !== 'refused' || failure.code !== 'IMPORT_MAPPING_NEEDED') return null
  const { header, sampleRows } = failure.details
  return {
    header: isTextRow(header) ? header : null,
    sampleRows: Array.isArray(sampleRows) ? sampleRows.filter(isTextRow) : [],
  }
}
