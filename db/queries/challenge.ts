/** Challenges: one statement gives a challenge with its dimensions, the number of its bids and how the viewer stands to it. */
import { and, asc, desc, eq, inArray, isNotNull, or, type SQL, sql } from 'drizzle-orm'
import type { OrganisationKind } from '#domain/access/roles.ts'
import { type ChallengeSort, type ChallengeState, publicChallengeStates } from '#domain/challenge/challenge.ts'
import type { ScoringDimension } from '#domain/challenge/check-challenge.ts'
import { solvedChallengeStates } from '#domain/challenge/verdicts.ts'
import type { Page, PageRequest } from '#domain/page.ts'
import type { Queryable, Transaction } from '../client.ts'
import { encodeCursor } from '../cursor.ts'
import { challenge, scoringDimension } from '../schema/challenge.ts'
import { organisation } from '../schema/identity.ts'
import { afterCursor, type SortOrder } from './listing-page.ts'
import { folded, matchesSearch } from './search-words.ts'

export type ChallengeRow = typeof challenge.$inferSelect

/** For whom a challenge is read; decides nothing, only tells how the viewer stands to it. */
export interface ChallengeViewer {
  userId: string | null
  organisationId: string | null
}

export interface ChallengeRecord extends ChallengeRow {
  dimensions: ScoringDimension[]
  /** How many bids stand, by kind of unit: all that the public learns before opening. */
  bidCounts: { kind: OrganisationKind; count: number }[]
  recommendedOrganisationId: string | null
  /** The bid of the viewer's organisation that stands. */
  ownBidId: string | null
  isReviewer: boolean
  /** The database's clock when this was read. */
  readAt: Date
}

// Written out: in a select from one table drizzle leaves the table's name off a column, and a subquery would take its own.
const challengeId = sql.raw('"challenge"."id"')

const dimensionsOf = sql<ScoringDimension[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('name', d.name, 'weight', d.weight) order by d.ordinal), '[]'::jsonb)
  from scoring_dimension d where d.challenge_id = ${challengeId})`

const bidCountsOf = sql<ChallengeRecord['bidCounts']>`(
  select coalesce(jsonb_agg(jsonb_build_object('kind', k.kind, 'count', k.count) order by k.kind), '[]'::jsonb)
  from (select o.kind, count(*)::int as count from bid b join organisation o on o.id = b.organisation_id
        where b.challenge_id = ${challengeId} and b.state not in ('draft', 'withdrawn') group by o.kind) k)`

function recordColumns(viewer: ChallengeViewer) {
  return {
    row: challenge,
    dimensions: dimensionsOf,
    bidCounts: bidCountsOf,
    recommendedOrganisationId: sql<string | null>`(
      select b.organisation_id from bid b where b.id = "challenge"."recommended_bid_id")`,
    ownBidId: sql<string | null>`(
      select b.id from bid b where b.challenge_id = ${challengeId}
        and b.organisation_id = ${viewer.organisationId}::uuid and b.state <> 'withdrawn')`,
    isReviewer: sql<boolean>`exists (
      select 1 from challenge_reviewer r where r.challenge_id = ${challengeId} and r.user_id = ${viewer.userId}::uuid)`,
    readAt: sql<string>`clock_timestamp()::timestamptz(3)::text`,
  }
}

type Selected = { row: ChallengeRow; readAt: string } & Omit<ChallengeRecord, keyof ChallengeRow | 'readAt'>

function toRecord({ row, readAt, ...rest }: Selected): ChallengeRecord {
  return { ...row, ...rest, readAt: new Date(readAt) }
}

/** By id, in no order; ids that do not exist are left out. */
export async function listChallengesByIds(
  db: Queryable,
  viewer: ChallengeViewer,
  ids: readonly string[],
): Promise<ChallengeRecord[]> {
  if (ids.length === 0) return []
  const rows = await db
    .select(recordColumns(viewer))
    .from(challenge)
    .where(inArray(challenge.id, [...ids]))
  return rows.map(toRecord)
}

export interface ChallengeFilter {
  search?: string | null
  states?: readonly ChallengeState[] | null
  posterId?: string | null
  bureauId?: string | null
  /** Challenges this user was asked to review. */
  reviewerId?: string | null
  /** Challenges this organisation has bid on. */
  bidderId?: string | null
  isPublicOnly: boolean
}

const challengeOrders: Record<ChallengeSort, SortOrder> = {
  newest: {
    by: sql`coalesce(${challenge.publishedAt}, ${challenge.createdAt})`,
    type: 'timestamptz',
    direction: 'desc',
  },
  deadline: {
    by: sql`coalesce(${challenge.bidsCloseAt}, '9999-12-31T00:00:00Z'::timestamptz)`,
    type: 'timestamptz',
    direction: 'asc',
  },
  reward_high: { by: sql`${challenge.rewardFen}`, type: 'bigint', direction: 'desc' },
}

function conditionsOf(filter: ChallengeFilter): SQL[] {
  const conditions: SQL[] = []
  // A draft that was cancelled has never been public.
  if (filter.isPublicOnly)
    conditions.push(inArray(challenge.state, [...publicChallengeStates]), isNotNull(challenge.publishedAt))
  if (filter.search) conditions.push(...matchesSearch(folded(challenge.title), filter.search))
  if (filter.states?.length) conditions.push(inArray(challenge.state, [...filter.states]))
  if (filter.posterId) conditions.push(eq(challenge.posterId, filter.posterId))
  if (filter.bureauId) conditions.push(eq(challenge.bureauId, filter.bureauId))
  if (filter.reviewerId)
    conditions.push(
      sql`exists (select 1 from challenge_reviewer r where r.challenge_id = ${challenge.id} and r.user_id = ${filter.reviewerId})`,
    )
  if (filter.bidderId)
    conditions.push(
      sql`exists (select 1 from bid b where b.challenge_id = ${challenge.id} and b.organisation_id = ${filter.bidderId})`,
    )
  return conditions
}

export async function pageOfChallenges(
  db: Queryable,
  query: { viewer: ChallengeViewer; filter: ChallengeFilter; sort: ChallengeSort; page: PageRequest },
): Promise<Page<ChallengeRecord>> {
  const order = challengeOrders[query.sort]
  const way = order.direction === 'asc' ? asc : desc
  const rows = await db
    .select({ ...recordColumns(query.viewer), sortValue: sql<string>`(${order.by})::text` })
    .from(challenge)
    .where(and(...conditionsOf(query.filter), afterCursor(order, challenge.id, query.page.after)))
    .orderBy(way(order.by), way(challenge.id))
    .limit(query.page.first + 1)
  const items = rows.slice(0, query.page.first).map(({ sortValue, ...selected }) => ({
    item: toRecord(selected),
    cursor: encodeCursor({ value: sortValue, id: selected.row.id }),
  }))
  return { items, hasNextPage: rows.length > query.page.first }
}

export async function countChallenges(db: Queryable, filter: ChallengeFilter): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(challenge)
    .where(and(...conditionsOf(filter)))
  return row?.count ?? 0
}

/** So many of the latest are looked through for their like. */
const maxSolved = 5_000

/**
 * Demands whose challenge found its winner, each with its latest such challenge. One that failed or was excused solved
 * nothing, and the archive holds those too: what came before it is asked of the history.
 */
export async function listSolvedDemands(db: Queryable): Promise<{ demandId: string; challengeId: string }[]> {
  const wasAccepted = sql`exists (
    select 1 from lifecycle_event e where e.subject_kind = 'challenge' and e.subject_id = ${challengeId}
      and e.to_state = 'accepted')`
  const rows = await db
    .select({ demandId: challenge.demandId, challengeId: challenge.id })
    .from(challenge)
    .where(
      or(
        inArray(challenge.state, [...solvedChallengeStates]),
        and(eq(challenge.state, 'archived'), isNotNull(challenge.awardedAt), wasAccepted),
      ),
    )
    .orderBy(desc(challenge.awardedAt), desc(challenge.id))
    .limit(maxSolved)
  return [...new Map(rows.toReversed().map(row => [row.demandId, row])).values()]
}

/** `share` lets bids come in side by side and keeps the opening out; `update` is for the one who changes the challenge. */
export async function lockChallenge(
  tx: Transaction,
  id: string,
  strength: 'share' | 'update' = 'update',
): Promise<ChallengeRow | null> {
  const [row] = await tx.select().from(challenge).where(eq(challenge.id, id)).for(strength)
  return row ?? null
}

export async function insertChallenge(tx: Transaction, row: typeof challenge.$inferInsert): Promise<void> {
  await tx.insert(challenge).values(row)
}

export async function updateChallenge(
  tx: Transaction,
  id: string,
  change: Partial<typeof challenge.$inferInsert>,
): Promise<void> {
  await tx.update(challenge).set(change).where(eq(challenge.id, id))
}

export async function replaceDimensions(
  tx: Transaction,
  challengeId: string,
  dimensions: readonly ScoringDimension[],
): Promise<void> {
  await tx.delete(scoringDimension).where(eq(scoringDimension.challengeId, challengeId))
  if (dimensions.length === 0) return
  await tx
    .insert(scoringDimension)
    .values(dimensions.map(({ name, weight }, i) => ({ challengeId, ordinal: i + 1, name, weight })))
}

export async function listDimensions(db: Queryable, challengeId: string): Promise<ScoringDimension[]> {
  return db
    .select({ name: scoringDimension.name, weight: scoringDimension.weight })
    .from(scoringDimension)
    .where(eq(scoringDimension.challengeId, challengeId))
    .orderBy(asc(scoringDimension.ordinal))
}

export async function isVerifiedBureau(tx: Queryable, organisationId: string): Promise<boolean> {
  const [row] = await tx
    .select({ kind: organisation.kind, state: organisation.state })
    .from(organisation)
    .where(eq(organisation.id, organisationId))
  return row?.kind === 'bureau' && row.state === 'verified'
}
