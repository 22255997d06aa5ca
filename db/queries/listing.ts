/** What the three libraries have in common: finding, moving through the lifecycle, paging. */
import { and, eq, inArray, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { handedInListingStates, type Library, type ListingState } from '#domain/listing.ts'
import type { Transaction } from '../client.ts'
import { achievement } from '../schema/achievement.ts'
import { demand } from '../schema/demand.ts'
import { expert } from '../schema/expert.ts'
import { organisation } from '../schema/identity.ts'

const tables = { achievement, demand, expert }

/** Columns that only SQL looks at. */
export type HiddenColumn = 'searchText' | 'importKey' | 'textHash'

/** The columns every library has, whichever it is. */
export interface ListingRow {
  id: string
  organisationId: string
  state: ListingState
  regionCode: string | null
  createdAt: Date
  updatedAt: Date
  publishedAt: Date | null
  expiresAt: Date | null
  version: number
  textHash: string | null
}

/** One table for code that touches only the shared columns; all three have them alike (db/schema/listing.ts). */
export function listingTable(library: Library): typeof demand {
  return tables[library] as unknown as typeof demand
}

/** Published and not yet over, by the database's clock; `isPublicAt` of the domain says the same of a row. */
export function isPublicNow(library: Library): SQL {
  const t = listingTable(library)
  return sql`${t.state} = 'published' and ${t.expiresAt} > clock_timestamp()`
}

export async function lockListing(tx: Transaction, library: Library, id: string): Promise<ListingRow | null> {
  const [row] = await tx
    .select()
    .from(listingTable(library))
    .where(eq(listingTable(library).id, id))
    .for('update')
  return row ?? null
}

export async function updateListing(
  tx: Transaction,
  library: Library,
  id: string,
  change: Partial<Pick<ListingRow, 'state' | 'publishedAt' | 'expiresAt' | 'textHash'>>,
): Promise<void> {
  await tx
    .update(listingTable(library))
    .set(change)
    .where(eq(listingTable(library).id, id))
}

/** Published listings whose time is up. Skips rows another sweep holds. */
export async function lockOverdueListings(tx: Transaction, library: Library, limit: number): Promise<ListingRow[]> {
  const t = listingTable(library)
  return tx
    .select()
    .from(t)
    .where(and(eq(t.state, 'published'), lt(t.expiresAt, sql`clock_timestamp()`)))
    .limit(limit)
    .for('update', { skipLocked: true })
}

/** What a listing is called: of an expert the name. */
function nameColumn(library: Library): AnyPgColumn {
  return library === 'expert' ? expert.name : listingTable(library).title
}

export interface SaidText {
  id: string
  name: string
  /** Null of what was handed in before there were hashes. */
  textHash: string | null
}

/**
 * What else an organisation has handed in with this hash, or without one under this very name. Holds the organisation, so
 * that of two listings which are handed in at once one comes after the other.
 */
export async function lockSameText(
  tx: Transaction,
  library: Library,
  said: { id: string; organisationId: string; name: string; textHash: string },
): Promise<SaidText[]> {
  const t = listingTable(library)
  const { organisationId, textHash } = said
  await tx
    .select({ id: organisation.id })
    .from(organisation)
    .where(eq(organisation.id, organisationId))
    .for('no key update')
  const name = nameColumn(library)
  return tx
    .select({ id: t.id, name: sql<string>`${name}`, textHash: t.textHash })
    .from(t)
    .where(
      and(
        eq(t.organisationId, organisationId),
        inArray(t.state, [...handedInListingStates]),
        ne(t.id, said.id),
        or(eq(t.textHash, textHash), and(isNull(t.textHash), eq(name, said.name))),
      ),
    )
    .orderBy(t.id)
}
