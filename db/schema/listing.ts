/** The columns the three libraries share, and what each of them must satisfy. */
import { sql } from 'drizzle-orm'
import { type AnyPgColumn, check, integer, text, uuid } from 'drizzle-orm/pg-core'
import { listingStates } from '#domain/listing.ts'
import { instant, writtenAt } from './columns.ts'
import { organisation, userAccount } from './identity.ts'
import { region } from './reference.ts'

export const listingColumns = () => ({
  organisationId: uuid('organisation_id')
    .notNull()
    .references(() => organisation.id),
  state: text('state', { enum: listingStates }).notNull().default('draft'),
  regionCode: text('region_code').references(() => region.code),
  /** Lower-case title and text that the library's search box looks through. Written by the program on each save. */
  searchText: text('search_text').notNull().default(''),
  createdBy: uuid('created_by').references(() => userAccount.id),
  createdAt: writtenAt(),
  updatedAt: writtenAt('updated_at'),
  publishedAt: instant('published_at'),
  expiresAt: instant('expires_at'),
  /** Grows with each save; an edit names the version it began from, so that nobody overwrites what he has not seen. */
  version: integer('version').notNull().default(1),
  /** Key of the row in the file this came from; makes an import idempotent. */
  importKey: text('import_key'),
})

/** CHECK: what is public has a publishing day and an end. */
export function publishedHasDates(
  name: string,
  t: { state: AnyPgColumn; publishedAt: AnyPgColumn; expiresAt: AnyPgColumn },
) {
  return check(
    name,
    sql`${t.state} not in ('published', 'expired') or (${t.publishedAt} is not null and ${t.expiresAt} > ${t.publishedAt})`,
  )
}
