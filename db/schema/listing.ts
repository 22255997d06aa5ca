/** The columns the three libraries share, and what each of them must satisfy. */
import { sql } from 'drizzle-orm'
import { type AnyPgColumn, check, integer, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { handedInListingStates, listingStates } from '#domain/listing.ts'
import { inStates, instant, writtenAt } from './columns.ts'
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
  /**
   * SHA-256 of title and text, folded by the program, as they were last handed in, published or renewed. Null before, and
   * of what was handed in before there was this column.
   */
  textHash: text('text_hash'),
})

/** What an organisation hands in says the very same once, while it is before the bureau or the public. */
export function textOnce(
  library: string,
  t: { organisationId: AnyPgColumn; textHash: AnyPgColumn; state: AnyPgColumn },
) {
  return [
    uniqueIndex(`${library}_text_once`)
      .on(t.organisationId, t.textHash)
      .where(inStates(t.state, handedInListingStates)),
    check(`${library}_text_hash`, sql`${t.textHash} ~ '^[0-9a-f]{64}$'`),
  ]
}

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
