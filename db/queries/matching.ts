/** What the match index reads: every public listing at start, and afterwards only what the change sequence names. */
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import { type Library, libraries } from '#domain/listing.ts'
import type { MatchDocument } from '#domain/matching/document.ts'
import { achievementDocument, demandDocument, expertDocument } from '#domain/matching/listing-document.ts'
import type { Queryable } from '../client.ts'
import { achievement } from '../schema/achievement.ts'
import { demand } from '../schema/demand.ts'
import { expert } from '../schema/expert.ts'
import { organisation } from '../schema/identity.ts'
import { matchModel } from '../schema/match-model.ts'
import { matchWeights } from '../schema/match-weights.ts'
import { auditEntry, auditHead, listingChange } from '../schema/record.ts'
import { synonymPair } from '../schema/synonym.ts'
import { isPublicNow, listingTable } from './listing.ts'

/** Where the database announces that listings changed (trigger `announce_listing_change`). */
export const listingChannel = 'listing_change'

export interface ChangeEnd {
  seq: number
  hash: string
  /** The weights in force then; null: those of the program. */
  weightsId: string | null
  /** The trained word vectors in use; null: none. */
  modelId: string | null
  /** Another one whenever the pairs of synonyms are others. */
  synonymsStamp: string
}

/** The end of the change sequence, and the audit chain's hash there: everything up to it is committed and visible. */
export async function readChangeEnd(db: Queryable): Promise<ChangeEnd> {
  const { seq, hash } = auditHead
  const weightsId = sql<string | null>`(
    select id from ${matchWeights} where activated_at is not null and retired_at is null)`
  const modelId = sql<string | null>`(select id from ${matchModel} where retired_at is null)`
  const synonymsStamp = sql<string>`(select count(*) || ' ' || coalesce(max(updated_at)::text, '') from ${synonymPair})`
  const [head] = await db.select({ seq, hash, weightsId, modelId, synonymsStamp }).from(auditHead)
  return head ?? { seq: 0, hash: '', weightsId: null, modelId: null, synonymsStamp: '' }
}

/** The audit chain's hash at a number; null when the chain does not reach it. */
export async function findChainHash(db: Queryable, seq: number): Promise<string | null> {
  const [entry] = await db.select({ hash: auditEntry.hash }).from(auditEntry).where(eq(auditEntry.seq, seq))
  return entry?.hash ?? null
}

export interface ListingChange {
  seq: number
  library: Library
  listingId: string
}

/** Changes after one of them, in their order; of an import there are many with one number. */
export async function listListingChanges(db: Queryable, after: ListingChange, limit: number): Promise<ListingChange[]> {
  const { seq, library, listingId } = listingChange
  return db
    .select()
    .from(listingChange)
    .where(sql`(${seq}, ${library}, ${listingId}) > (${after.seq}, ${after.library}, ${after.listingId})`)
    .orderBy(asc(seq), asc(library), asc(listingId))
    .limit(limit)
}

/** The public listings of a library in pages by id; `ids` narrows to those, also to what is public no more if wanted. */
export async function listMatchDocuments(
  db: Queryable,
  library: Library,
  range: { ids: readonly string[]; isAnyState?: boolean } | { afterId: string | null; limit: number },
): Promise<MatchDocument[]> {
  const t = listingTable(library)
  const narrowed = 'ids' in range ? inArray(t.id, [...range.ids]) : range.afterId ? gt(t.id, range.afterId) : undefined
  const where = 'ids' in range && range.isAnyState ? narrowed : and(isPublicNow(library), narrowed)
  const limit = 'ids' in range ? range.ids.length : range.limit
  const standing = { state: organisation.state }
  const isOwner = eq(organisation.id, t.organisationId)
  if (library === 'demand') {
    const rows = db.select({ row: demand, owner: standing }).from(demand).innerJoin(organisation, isOwner)
    return (await rows.where(where).orderBy(asc(demand.id)).limit(limit)).map(({ row, owner }) =>
      demandDocument({ ...row, organisation: owner }),
    )
  }
  if (library === 'achievement') {
    const rows = db.select({ row: achievement, owner: standing }).from(achievement).innerJoin(organisation, isOwner)
    return (await rows.where(where).orderBy(asc(achievement.id)).limit(limit)).map(({ row, owner }) =>
      achievementDocument({ ...row, organisation: owner }),
    )
  }
  const rows = db.select({ row: expert, owner: standing }).from(expert).innerJoin(organisation, isOwner)
  return (await rows.where(where).orderBy(asc(expert.id)).limit(limit)).map(({ row, owner }) =>
    expertDocument({ ...row, organisation: owner }),
  )
}

/** The public listings of an organisation, to be read again when its standing changes. */
export async function listPublicListingsOf(
  db: Queryable,
  organisationId: string,
): Promise<{ library: Library; id: string }[]> {
  const found = libraries.map(async library => {
    const t = listingTable(library)
    const rows = await db
      .select({ id: t.id })
      .from(t)
      .where(and(isPublicNow(library), eq(t.organisationId, organisationId)))
    return rows.map(({ id }) => ({ library, id }))
  })
  return (await Promise.all(found)).flat()
}
