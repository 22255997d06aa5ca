/**
 * A table of facts as a file: which column holds which field, and how a cell is read. Money names its unit in the head of
 * its column, so that 元 is not read as 万元.
 */
import { parseDay, parseRegionCode, splitList } from '../../import/cell-values.ts'
import { parseWanYuan, parseYuan } from '../../money.ts'
import type { FieldProblem } from '../../refusal.ts'
import { factWords } from './fact-words.ts'
import { type KeptField, type KeptTable, keptFieldsOf } from './kept-fields.ts'

export interface FactColumn {
  field: KeptField
  /** As the head of the column is written. */
  title: string
  /** The value of a cell that is not empty; undefined where it says none. */
  read(cell: string): unknown
}

/** The title of a field without what stands in brackets after it. */
export function shortTitle({ title }: Pick<KeptField, 'title'>): string {
  return title.replace(/（.*$/, '')
}

const readWord = (field: KeptField) => (cell: string) =>
  field.words?.find(word => word === cell.toLowerCase() || factWords[word] === cell)

function readersOf(field: KeptField): [suffix: string, read: FactColumn['read']][] {
  switch (field.type) {
    case 'money':
      return [
        ['（元）', cell => parseYuan(cell) ?? undefined],
        ['（万元）', cell => parseWanYuan(cell) ?? undefined],
      ]
    case 'day':
      return [['', cell => parseDay(cell) ?? undefined]]
    case 'region':
      return [['', cell => parseRegionCode(cell) ?? undefined]]
    case 'number':
      return [['', cell => (/^-?\d{1,15}$/.test(cell) ? Number(cell) : undefined)]]
    case 'yes_no':
      return [['', cell => ({ 是: true, 否: false, true: true, false: false })[cell.toLowerCase()]]]
    case 'texts':
      return [['', splitList]]
    default:
      return [['', field.words ? readWord(field) : cell => cell]]
  }
}

/** Every column that a file of this table may have; of a sum of money there are two, one is enough. */
export function factColumnsOf(table: KeptTable): readonly FactColumn[] {
  return keptFieldsOf(table).flatMap(field =>
    readersOf(field).map(([suffix, read]) => ({ field, title: `${shortTitle(field)}${suffix}`, read })),
  )
}

const plain = (head: string) => head.replace(/\s/g, '').replace(/\(/g, '（').replace(/\)/g, '）').replace(/\*$/, '')

/** Which column is where, by the first row of the file; and what is wrong with that row. */
export function readFactHeader(table: KeptTable, header: readonly string[]) {
  const known = factColumnsOf(table)
  const columns = header.map(head => known.find(({ title }) => title === plain(head)) ?? null)
  const remedy = `use: ${known.map(({ title }) => title).join('、')}`
  const problems: FieldProblem[] = header.flatMap((head, i) =>
    columns[i] || head.trim() === ''
      ? []
      : [{ path: `columns.${i + 1}`, message: `"${head}" is no column of this table`, remedy }],
  )
  const given = columns.flatMap(column => column?.field.name ?? [])
  for (const { field, title } of known) {
    const count = given.filter(name => name === field.name).length
    if (count > 1 && !problems.some(({ path }) => path === field.name))
      problems.push({ path: field.name, message: `"${shortTitle(field)}" is given twice`, remedy: 'keep one column' })
    if (count === 0 && field.isRequired && !problems.some(({ path }) => path === field.name))
      problems.push({ path: field.name, message: `has no column "${title}"`, remedy })
  }
  return { columns, problems }
}

/** The fields of one row, empty cells left out; and the cells that could not be read. */
export function readFactRow(columns: readonly (FactColumn | null)[], cells: readonly string[]) {
  const fields: Record<string, unknown> = {}
  const problems: FieldProblem[] = []
  columns.forEach((column, i) => {
    const cell = (cells[i] ?? '').trim()
    if (!column || cell === '') return
    const value = column.read(cell)
    if (value === undefined)
      problems.push({ path: column.field.name, message: `"${cell}" is not known`, remedy: remedyOf(column) })
    else fields[column.field.name] = value
  })
  return { fields, problems }
}

function remedyOf({ field, title }: FactColumn): string {
  if (field.words) return `write one of: ${field.words.map(word => factWords[word] ?? word).join('、')}`
  const byType: Partial<Record<KeptField['type'], string>> = {
    money: title.endsWith('（万元）') ? 'write an amount in 万元, as 12.5' : 'write an amount in 元, as 1250.00',
    day: 'write it as YYYY-MM-DD',
    region: 'write the six digits of GB/T 2260',
    number: 'write a whole number',
    yes_no: 'write 是 or 否',
  }
  return byType[field.type] ?? 'correct the cell'
}
