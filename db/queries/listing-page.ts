/** Pages of a library: the conditions and the keyset paging that all three libraries share. */
import { and, eq, getTableColumns, gt, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { Library, ListingState } from '#domain/listing.ts'
import type { Page, PageRequest } from '#domain/page.ts'
import type { Queryable } from '../client.ts'
import { type CursorType, decodeCursor, encodeCursor } from '../cursor.ts'
import { createRowReader } from '../row-reader.ts'
import { organisation } from '../schema/identity.ts'
import { isPublicNow, listingTable } from './listing.ts'
import { type OrganisationCard, organisationCard } from './organisation.ts'
import { matchesSearch } from './search-words.ts'

/** What every library can be filtered by. */
export interface ListingFilter {
  search?: string | null
  regionCode?: string | null
  organisationId?: string | null
  states?: readonly ListingState[] | null
  /** Only what anyone may see: published and not yet over. */
  isPublicOnly: boolean
}

/** One sort order: an expression that is never null, its SQL type for the cursor, and the direction. */
export interface SortOrder {
  by: SQL
  type: CursorType
  direction: 'asc' | 'desc'
}

/** A text[] parameter; a bare array would be bound as a list of parameters. */
export function textArray(words: readonly string[]): SQL {
  return sql`array[${sql.join(
    words.map(word => sql`${word}`),
    sql`, `,
  )}]::text[]`
}

/** Codes that nest by prefix; signs of LIKE in the prefix stand for themselves. */
export function beginsWith(column: AnyPgColumn, prefix: string): SQL {
  return sql`${column} like ${`${prefix.replace(/[\\%_]/g, sign => `\\${sign}`)}%`}`
}

/** A region with everything below it: GB/T 2260 codes nest by prefix, zeros at the end meaning "all of it". */
export function withinRegion(column: AnyPgColumn, regionCode: string): SQL {
  return beginsWith(column, regionCode.replace(/(0000|00)$/, ''))
}

/** Two ranges of amounts meet; a listing that names no amount is left out once an amount is asked for. */
export function amountOverlaps(
  low: AnyPgColumn,
  high: AnyPgColumn,
  minFen: bigint | null | undefined,
  maxFen: bigint | null | undefined,
): SQL[] {
  const conditions: SQL[] = []
  if (minFen != null) conditions.push(sql`coalesce(${high}, ${low}) >= ${minFen}`)
  if (maxFen != null) conditions.push(sql`coalesce(${low}, ${high}) <= ${maxFen}`)
  return conditions
}

function sharedConditions(library: Library, filter: ListingFilter): SQL[] {
  const t = listingTable(library)
  const conditions: SQL[] = []
  if (filter.isPublicOnly) conditions.push(isPublicNow(library))
  if (filter.search) conditions.push(...matchesSearch(t.searchText, filter.search))
  if (filter.regionCode) conditions.push(withinRegion(t.regionCode, filter.regionCode))
  if (filter.organisationId) conditions.push(eq(t.organisationId, filter.organisationId))
  if (filter.states?.length) conditions.push(inArray(t.state, [...filter.states]))
  return conditions
}

/** The keyset condition: strictly after the row the cursor names. */
export function afterCursor(order: SortOrder, id: AnyPgColumn, after: string | null): SQL | undefined {
  if (after === null) return undefined
  const key = decodeCursor(after, order.type)
  const value = sql`${key.value}::text::${sql.raw(order.type)}`
  const beyond = order.direction === 'asc' ? gt : lt
  return or(beyond(order.by, value), and(eq(order.by, value), beyond(id, key.id)))
}

/** Newest first: by publishing, and for what is not published by the last edit. */
export function newestFirst(library: Library): SortOrder {
  const t = listingTable(library)
  return { by: sql`coalesce(${t.publishedAt}, ${t.updatedAt})`, type: 'timestamptz', direction: 'desc' }
}

export interface ListingQuery {
  library: Library
  filter: ListingFilter
  /** The library's own conditions. */
  conditions: readonly SQL[]
}

/** All columns but those that only SQL looks at. */
function createReader(library: Library) {
  const { searchText, importKey, textHash, ...columns } = getTableColumns(listingTable(library))
  return createRowReader('listing', columns)
}

const listingReaders = {
  achievement: createReader('achievement'),
  demand: createReader('demand'),
  expert: createReader('expert'),
}
const cardReader = createRowReader('organisation', organisationCard)

type WithOrganisation<Row> = Row & { organisation: OrganisationCard }

/** `select … from … inner join organisation`, and what reads its rows. */
function listingSelect<Row>(library: Library) {
  const t = listingTable(library)
  const listing = listingReaders[library]
  return {
    selection: sql`${listing.selection}, ${cardReader.selection}`,
    from: sql`from ${t} inner join ${organisation} on ${organisation.id} = ${t.organisationId}`,
    read: (row: Record<string, unknown>) =>
      Object.assign(listing.read(row), { organisation: cardReader.read(row) }) as unknown as WithOrganisation<Row>,
  }
}

/** One page; `Row` is the row type of the library's table. */
export async function pageOfListings<Row extends { id: string }>(
  db: Queryable,
  query: ListingQuery & { order: SortOrder; page: PageRequest },
): Promise<Page<WithOrganisation<Row>>> {
  const { id } = listingTable(query.library)
  const { selection, from, read } = listingSelect<Row>(query.library)
  const { by, direction } = query.order
  const where = and(
    ...sharedConditions(query.library, query.filter),
    ...query.conditions,
    afterCursor(query.order, id, query.page.after),
  )
  const way = sql.raw(direction)
  const rows = await db.execute<{ sort_value: string }>(sql`
    select ${selection}, (${by})::text as sort_value ${from} ${where && sql`where ${where}`}
    order by ${by} ${way}, ${id} ${way} limit ${query.page.first + 1}`)
  const items = rows.slice(0, query.page.first).map(row => {
    const item = read(row)
    return { item, cursor: encodeCursor({ value: row.sort_value, id: item.id }) }
  })
  return { items, hasNextPage: rows.length > query.page.first }
}

export async function countListings(db: Queryable, query: ListingQuery): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(listingTable(query.library))
    .where(and(...sharedConditions(query.library, query.filter), ...query.conditions))
  return row?.count ?? 0
}

/** By id, in no order; ids that do not exist are left out. */
export async function listListingsByIds<Row extends { id: string }>(
  db: Queryable,
  library: Library,
  ids: readonly string[],
): Promise<WithOrganisation<Row>[]> {
  if (ids.length === 0) return []
  const { selection, from, read } = listingSelect<Row>(library)
  const rows = await db.execute(sql`select ${selection} ${from} where ${inArray(listingTable(library).id, [...ids])}`)
  return rows.map(read)
}
