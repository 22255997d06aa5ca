/**
 * For the lists that every visitor asks for: a select list that is rendered once, and rows decoded by the columns' own
 * decoders. Drizzle's `select()` renders 35 columns anew for each query and tests the type of each cell of each row,
 * which was a sixth of the CPU time of a list (decision record 0007). Conditions and orders stay drizzle's.
 */
import { getTableName, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'

type Columns = Record<string, AnyPgColumn>
/** What the columns hold, as drizzle infers it. */
export type RowOf<C extends Columns> = {
  [K in keyof C]: C[K]['_']['notNull'] extends true ? C[K]['_']['data'] : C[K]['_']['data'] | null
}

export interface RowReader<Row> {
  /** `"demand"."id" as "demand.id", …` */
  selection: SQL
  read(row: Record<string, unknown>): Row
}

/** `name` sets the columns apart from those of another reader in the same statement. */
export function createRowReader<C extends Columns>(name: string, columns: C): RowReader<RowOf<C>> {
  const fields = Object.entries(columns).map(([key, column]) => ({ key, column, alias: `${name}.${key}` }))
  const rendered = fields.map(({ column, alias }) => `"${getTableName(column.table)}"."${column.name}" as "${alias}"`)
  return {
    selection: sql.raw(rendered.join(', ')),
    read(row) {
      const read: Record<string, unknown> = {}
      for (const { key, column, alias } of fields) {
        const value = row[alias]
        read[key] = value === null ? null : column.mapFromDriverValue(value)
      }
      return read as RowOf<C>
    },
  }
}
