import { type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'

/** Every word of the search must occur in the column, which holds text folded to lower case; percent signs and underscores mean themselves. */
export function matchesSearch(column: AnyPgColumn | SQL, search: string): SQL[] {
  const words = search.toLowerCase().normalize('NFKC').split(/\s+/u).filter(Boolean).slice(0, 10)
  return words.map(word => sql`${column} like ${`%${word.replace(/[\\%_]/g, c => `\\${c}`)}%`}`)
}
