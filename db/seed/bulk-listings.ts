/** Puts many listings through their lifecycle, all of them at once and step by step: the demo city, and measurements. */
import { inArray, sql } from 'drizzle-orm'
import type { AchievementContent } from '#domain/achievement/achievement.ts'
import type { DemandContent } from '#domain/demand/demand.ts'
import type { ExpertContent } from '#domain/expert/expert.ts'
import { nearestKnownIndustry } from '#domain/industry.ts'
import { type Library, libraries } from '#domain/listing.ts'
import { achievementSearchText, demandSearchText, expertSearchText } from '#domain/listing-search.ts'
import type { Transaction } from '../client.ts'
import { listingTable } from '../queries/listing.ts'
import { lifecycleEvent } from '../schema/record.ts'
import { industry } from '../schema/reference.ts'

export interface BulkListing {
  library: Library
  id: string
  owner: string
  content: DemandContent | AchievementContent | ExpertContent
}

const hour = 3_600_000
const amountColumns = ['budgetMinFen', 'budgetMaxFen', 'priceMinFen', 'priceMaxFen']

/** The content's own search text; the cast follows `library`, which says what the content is. */
function searchTextOf({ library, content }: BulkListing): string {
  if (library === 'demand') return demandSearchText(content as DemandContent)
  return library === 'expert'
    ? expertSearchText(content as ExpertContent)
    : achievementSearchText(content as AchievementContent)
}

/** Files hold amounts as JSON numbers and finer industry codes than the table. */
function toColumns(listing: BulkListing, known: ReadonlySet<string>): Record<string, unknown> {
  const columns: Record<string, unknown> = { ...listing.content }
  for (const name of amountColumns) if (typeof columns[name] === 'number') columns[name] = BigInt(columns[name])
  if (typeof columns.industryCode === 'string')
    columns.industryCode = nearestKnownIndustry(columns.industryCode, code => known.has(code))
  return { ...columns, id: listing.id, organisationId: listing.owner, searchText: searchTextOf(listing) }
}

const rowsPerStatement = 500

/** One statement's worth: insert as drafts, submit, publish; the first an hour ago, each further one an hour before. */
async function publishChunk(
  tx: Transaction,
  chunk: readonly BulkListing[],
  offset: number,
  options: BulkOptions,
): Promise<void> {
  const library = chunk[0]?.library
  if (!library) return
  const table = listingTable(library)
  const ids = chunk.map(listing => listing.id)
  const rows = chunk.map(listing => toColumns(listing, options.knownIndustries))
  await tx.insert(table).values(rows as unknown as (typeof table.$inferInsert)[])
  await tx.update(table).set({ state: 'submitted' }).where(inArray(table.id, ids))
  const place = sql`array_position(${sql.param(`{${ids.join(',')}}`)}::uuid[], ${table.id})`
  const publishedAt = sql`${options.now.toISOString()}::timestamptz - interval '1 hour' * (${place} + ${offset})`
  const expiresAt = new Date(options.now.getTime() + 365 * 24 * hour)
  await tx.update(table).set({ state: 'published', publishedAt, expiresAt }).where(inArray(table.id, ids))
  const steps = [
    { event: 'submit', fromState: 'draft', toState: 'submitted' },
    { event: 'publish', fromState: 'submitted', toState: 'published' },
  ]
  await tx
    .insert(lifecycleEvent)
    .values(
      ids.flatMap(id =>
        steps.map(step => ({ id: options.newId(), subjectKind: library, subjectId: id, reason: 'bulk load', ...step })),
      ),
    )
}

interface BulkOptions {
  newId(): string
  now: Date
  knownIndustries: ReadonlySet<string>
}

/** Takes listings through the lifecycle in bulk. The caller writes the audit entry that names them. */
export async function publishInBulk(
  tx: Transaction,
  listings: readonly BulkListing[],
  options: Omit<BulkOptions, 'knownIndustries'>,
): Promise<void> {
  const knownIndustries = new Set((await tx.select({ code: industry.code }).from(industry)).map(row => row.code))
  for (const library of libraries) {
    const own = listings.filter(listing => listing.library === library)
    for (let i = 0; i < own.length; i += rowsPerStatement)
      await publishChunk(tx, own.slice(i, i + rowsPerStatement), i, { ...options, knownIndustries })
  }
}
