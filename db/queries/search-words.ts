import { type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { foldSearch } from '#domain/listing-search.ts'

/** A column that is stored as it was entered, folded as `foldSearch` folds. */
export function folded(column: AnyPgColumn): SQL {
  return sql`lower(normalize(${column}, NFKC))`
}

/** Every word of the search must occur in the folded text; percent signs and underscores mean themselves. */
export function matchesSearch(text: AnyPgColumn | SQL, search: string): SQL[] {
  const words = foldSearch(search).split(/\s+/u).filter(Boolean).slice(0, 10)
  return words.map(word => sql`${text} like ${`%${word.replace(/[\\%_]/g, c => `\\${c}`)}%`}`)
}
