/** What the three libraries have in common: finding, moving through the lifecycle, paging. */
import { and, eq, lt, sql } from 'drizzle-orm'
import type { Library, ListingState } from '#domain/listing.ts'
import type { Transaction } from '../client.ts'
import { achievement } from '../schema/achievement.ts'
import { demand } from '../schema/demand.ts'
import { expert } from '../schema/expert.ts'

const tables = { achievement, demand, expert }

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
}

/** One table for code that touches only the shared columns; all three have them alike (db/schema/listing.ts). */
export function listingTable(library: Library): typeof demand {
  return tables[library] as unknown as typeof demand
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
  change: Partial<Pick<ListingRow, 'state' | 'publishedAt' | 'expiresAt'>>,
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
