/** Columns and constraints that every room of the schema shares. */
import { type SQL, sql } from 'drizzle-orm'
import { type AnyPgColumn, bigint, check, customType, date, timestamp, uuid } from 'drizzle-orm/pg-core'

/** A primary key: UUID version 7, made by the program (`ctx.newId`), so that ids sort by time. */
export const id = () => uuid('id').primaryKey()

/** An instant. Milliseconds, so that a value survives the way through a JavaScript `Date` and a cursor unharmed. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/** The instant a row was written, by the database's clock. */
export const writtenAt = (name = 'created_at') => instant(name).notNull().default(sql`clock_timestamp()`)

/** A calendar day as 'YYYY-MM-DD'. */
export const day = (name: string) => date(name, { mode: 'string' })

/** Money in 分. */
export const fen = (name: string) => bigint(name, { mode: 'bigint' })

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })

/** CHECK that a column holds one of the words of a domain table; null passes. */
export function oneOf(name: string, column: AnyPgColumn, words: readonly string[]) {
  return check(name, sql`${column} in (${sql.raw(words.map(w => `'${w}'`).join(', '))})`)
}

/** CHECK that an amount is within 0 … 90 万亿元, the range in which a JSON number is exact. */
export function fenRange(name: string, column: AnyPgColumn, lowest: 0 | 1 = 0) {
  return check(name, sql`${column} between ${sql.raw(String(lowest))} and 9000000000000000`)
}

/** CHECK on the length of a text, in characters. */
export function textLength(name: string, column: AnyPgColumn, longest: number, shortest = 0) {
  return check(name, sql`char_length(${column}) between ${sql.raw(`${shortest} and ${longest}`)}`)
}

/** True when a column is in one of the states; for partial indexes and CHECKs. */
export function inStates(column: AnyPgColumn, states: readonly string[]): SQL {
  return sql`${column} in (${sql.raw(states.map(s => `'${s}'`).join(', '))})`
}
