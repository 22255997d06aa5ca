/** What the match index reads: every public listing at start, and afterwards only what the change sequence names. */
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Library } from '#domain/listing.ts'
import type { MatchDocument } from '#domain/matching/document.ts'
import { achievementDocument, demandDocument, expertDocument } from '#domain/matching/listing-document.ts'
import type { Queryable } from '../client.ts'
import { achievement } from '../schema/achievement.ts'
import { demand } from '../schema/demand.ts'
import { expert } from '../schema/expert.ts'
import { auditHead, listingChange } from '../schema/record.ts'
import { listingTable } from './listing.ts'

/** The end of the change sequence: everything up to it is committed and visible. */
export async function readChangeSeq(db: Queryable): Promise<number> {
  const [head] = await db.select({ seq: auditHead.seq }).from(auditHead)
  return head?.seq ?? 0
}

export async function listListingChanges(db: Queryable, afterSeq: number) {
  return db.select().from(listingChange).where(gt(listingChange.seq, afterSeq)).orderBy(asc(listingChange.seq))
}

const isPublic = (library: Library) => {
  const t = listingTable(library)
  return and(eq(t.state, 'published'), gt(t.expiresAt, sql`clock_timestamp()`))
}

/** The public listings of a library in pages by id; `ids` narrows to those. */
export async function listMatchDocuments(
  db: Queryable,
  library: Library,
  range: { ids: readonly string[] } | { afterId: string | null; limit: number },
): Promise<MatchDocument[]> {
  const t = listingTable(library)
  const narrowed = 'ids' in range ? inArray(t.id, [...range.ids]) : range.afterId ? gt(t.id, range.afterId) : undefined
  const where = and(isPublic(library), narrowed)
  const limit = 'ids' in range ? range.ids.length : range.limit
  if (library === 'demand')
    return (await db.select().from(demand).where(where).orderBy(asc(demand.id)).limit(limit)).map(demandDocument)
  if (library === 'achievement')
    return (await db.select().from(achievement).where(where).orderBy(asc(achievement.id)).limit(limit)).map(
      achievementDocument,
    )
  return (await db.select().from(expert).where(where).orderBy(asc(expert.id)).limit(limit)).map(expertDocument)
}
