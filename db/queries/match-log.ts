/** The log of matches: written when they are shown, opened, compared and judged. */
import { and, desc, eq, gt, gte, inArray, lt, notExists, or, sql } from 'drizzle-orm'
import type { Library } from '#domain/listing.ts'
import type { Judgement } from '#domain/matching/evaluation/feedback.ts'
import type { Database, Queryable, Transaction } from '../client.ts'
import { matchImpression, matchInvitation, matchJudgement } from '../schema/match-log.ts'

const t = matchImpression

/** The day in China, by the database's clock. */
const today = sql<string>`(clock_timestamp() at time zone interval '8 hours')::date`

export interface ShownRow {
  id: string
  shownId: string
  rank: number
  score: number
  strength: string
}

export interface ShownPage {
  queryLibrary: Library
  queryId: string
  shownLibrary: Library
  rankingVersion: string
  isFiltered: boolean
  viewerUserId: string
  viewerOrganisationId: string | null
  rows: readonly ShownRow[]
}

/** One statement for a whole page. What this viewer was shown today by the same ranking keeps its first row. */
export async function insertImpressions(db: Database, { rows, ...page }: ShownPage): Promise<void> {
  if (rows.length === 0) return
  await db
    .insert(t)
    .values(rows.map(row => ({ ...page, ...row, shownOn: today })))
    .onConflictDoNothing()
}

/** A match as its viewer names it: the pair, and the library they take the shown listing to be of. */
export interface ViewedPair {
  viewerUserId: string
  queryId: string
  shownLibrary: Library
  shownId: string
}

const ofViewer = (viewerUserId: string, queryId: string) =>
  and(eq(t.viewerUserId, viewerUserId), eq(t.queryId, queryId))

/**
 * Marks the latest showing of each pair, the first time only, in one statement; returns the ids of those listings that
 * this viewer was ever shown for the query.
 */
export async function markImpressions(
  db: Database,
  mark: 'openedAt' | 'comparedAt',
  viewed: { viewerUserId: string; queryId: string; shown: readonly { library: Library; id: string }[] },
): Promise<string[]> {
  const isNamed = or(...viewed.shown.map(({ library, id }) => and(eq(t.shownLibrary, library), eq(t.shownId, id))))
  const latest = db
    .selectDistinctOn([t.shownId], { id: t.id })
    .from(t)
    .where(and(ofViewer(viewed.viewerUserId, viewed.queryId), isNamed))
    .orderBy(t.shownId, desc(t.shownAt), desc(t.id))
  const rows = await db
    .update(t)
    .set({ [mark]: sql`coalesce(${t[mark]}, clock_timestamp())` })
    .where(inArray(t.id, latest))
    .returning({ shownId: t.shownId })
  return rows.map(row => row.shownId)
}

/** Holds every showing of the pair, so that judgements of one pair come one after another; the latest one, or null. */
export async function lockImpressions(
  tx: Transaction,
  pair: ViewedPair,
): Promise<{ id: string; strength: string } | null> {
  const rows = await tx
    .select({ id: t.id, strength: t.strength, shownAt: t.shownAt })
    .from(t)
    .where(
      and(
        ofViewer(pair.viewerUserId, pair.queryId),
        eq(t.shownLibrary, pair.shownLibrary),
        eq(t.shownId, pair.shownId),
      ),
    )
    .orderBy(t.id)
    .for('update')
  return rows.toSorted((a, b) => b.shownAt.getTime() - a.shownAt.getTime())[0] ?? null
}

export interface JudgementRow extends Judgement {
  shownLibrary: Library
  shownId: string
  ordinal: number
  judgedAt: Date
}

export async function insertJudgement(
  tx: Transaction,
  pair: ViewedPair,
  row: Judgement & { ordinal: number; impressionId: string; judgedAt: Date },
): Promise<void> {
  await tx.insert(matchJudgement).values({ ...pair, ...row })
}

/** The last judgement of each pair that this viewer made for a query; `shownId` narrows to one pair. */
export async function listJudgements(
  db: Queryable,
  viewed: { viewerUserId: string; queryId: string; shownId?: string },
): Promise<JudgementRow[]> {
  const j = matchJudgement
  return db
    .selectDistinctOn([j.shownId], {
      shownLibrary: t.shownLibrary,
      shownId: j.shownId,
      ordinal: j.ordinal,
      verdict: j.verdict,
      reason: j.reason,
      note: j.note,
      judgedAt: j.judgedAt,
    })
    .from(j)
    .innerJoin(t, eq(t.id, j.impressionId))
    .where(
      and(
        eq(j.viewerUserId, viewed.viewerUserId),
        eq(j.queryId, viewed.queryId),
        viewed.shownId === undefined ? undefined : eq(j.shownId, viewed.shownId),
      ),
    )
    .orderBy(j.shownId, desc(j.ordinal))
}

export type InvitationRow = typeof matchInvitation.$inferSelect

/** Throws on the unique index `match_invitation_once` when the pair was invited before. */
export async function insertInvitation(
  tx: Transaction,
  row: typeof matchInvitation.$inferInsert,
): Promise<InvitationRow> {
  const [written] = await tx.insert(matchInvitation).values(row).returning()
  if (!written) throw new Error('the invitation was not written')
  return written
}

export async function findInvitation(
  db: Queryable,
  which: { id: string } | { queryId: string; shownId: string },
): Promise<InvitationRow | null> {
  const i = matchInvitation
  const isIt = 'id' in which ? eq(i.id, which.id) : and(eq(i.queryId, which.queryId), eq(i.shownId, which.shownId))
  const [row] = await db.select().from(i).where(isIt)
  return row ?? null
}

/** Under its lock nobody else answers it. */
export async function lockInvitation(tx: Transaction, id: string): Promise<InvitationRow | null> {
  const [row] = await tx.select().from(matchInvitation).where(eq(matchInvitation.id, id)).for('update')
  return row ?? null
}

export async function saveAnswer(
  tx: Transaction,
  id: string,
  answer: Pick<InvitationRow, 'state' | 'answerNote' | 'answeredBy' | 'answeredAt'>,
): Promise<void> {
  await tx.update(matchInvitation).set(answer).where(eq(matchInvitation.id, id))
}

/** The invitations of these pairs, as many as there are, in no order. */
export async function listInvitationsOfPairs(
  db: Queryable,
  pairs: readonly { queryId: string; shownId: string }[],
): Promise<InvitationRow[]> {
  if (pairs.length === 0) return []
  const i = matchInvitation
  const isNamed = pairs.map(({ queryId, shownId }) => and(eq(i.queryId, queryId), eq(i.shownId, shownId)))
  return db
    .select()
    .from(i)
    .where(or(...isNamed))
}

/** How many a listing has invited after `after`. */
export async function countInvitations(db: Queryable, queryId: string, after: Date): Promise<number> {
  const i = matchInvitation
  return db.$count(i, and(eq(i.queryId, queryId), gt(i.invitedAt, after)))
}

/** Whom a listing has invited, the first first. */
export async function listInvitations(db: Queryable, queryId: string): Promise<InvitationRow[]> {
  const i = matchInvitation
  return db.select().from(i).where(eq(i.queryId, queryId)).orderBy(i.invitedAt, i.id)
}

/**
 * Removes showings from before `before`, at most `limit` of them, with what was said of them; one that was judged later
 * stays until its judgement is as old. Returns how many.
 */
export async function deleteOldImpressions(tx: Transaction, before: Date, limit: number): Promise<number> {
  const saidLater = tx
    .select({ id: matchJudgement.impressionId })
    .from(matchJudgement)
    .where(and(eq(matchJudgement.impressionId, t.id), gte(matchJudgement.judgedAt, before)))
  const rows = await tx
    .select({ id: t.id })
    .from(t)
    .where(and(lt(t.shownAt, before), notExists(saidLater)))
    .limit(limit)
    .for('update', { skipLocked: true })
  const ids = rows.map(row => row.id)
  if (ids.length === 0) return 0
  await tx.delete(matchJudgement).where(inArray(matchJudgement.impressionId, ids))
  await tx.delete(t).where(inArray(t.id, ids))
  return ids.length
}
