/** The panel of a challenge, and what is known of a person who might join it. */
import { and, asc, eq, gt, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import type { Role } from '#domain/access/roles.ts'
import { recusalYears } from '#domain/challenge/conflict.ts'
import type { Queryable, Transaction } from '../client.ts'
import { challengeReviewer } from '../schema/challenge.ts'
import { membership, userAccount } from '../schema/identity.ts'

export interface ReviewerRow {
  userId: string
  displayName: string
  assignedAt: Date
}

export async function listReviewers(db: Queryable, challengeId: string): Promise<ReviewerRow[]> {
  return db
    .select({
      userId: challengeReviewer.userId,
      displayName: userAccount.displayName,
      assignedAt: challengeReviewer.assignedAt,
    })
    .from(challengeReviewer)
    .innerJoin(userAccount, eq(userAccount.id, challengeReviewer.userId))
    .where(eq(challengeReviewer.challengeId, challengeId))
    .orderBy(asc(challengeReviewer.assignedAt), asc(challengeReviewer.userId))
}

/** False when the person is on the panel already. */
export async function insertReviewer(
  tx: Transaction,
  row: { challengeId: string; userId: string; assignedBy: string },
): Promise<boolean> {
  const inserted = await tx
    .insert(challengeReviewer)
    .values(row)
    .onConflictDoNothing()
    .returning({ userId: challengeReviewer.userId })
  return inserted.length > 0
}

export async function deleteReviewer(tx: Transaction, challengeId: string, userId: string): Promise<void> {
  await tx
    .delete(challengeReviewer)
    .where(and(eq(challengeReviewer.challengeId, challengeId), eq(challengeReviewer.userId, userId)))
}

/** A person as a possible reviewer: the roles of today, and the organisations that count for recusal. */
export interface ReviewerCandidate {
  userId: string
  displayName: string
  roles: Role[]
  organisationIds: string[]
}

/** By id or by the normalised e-mail address. An invitation that was never accepted recuses nobody. */
export async function findReviewerCandidate(
  tx: Queryable,
  who: { userId: string } | { email: string },
): Promise<ReviewerCandidate | null> {
  const [user] = await tx
    .select({ userId: userAccount.id, displayName: userAccount.displayName })
    .from(userAccount)
    .where('userId' in who ? eq(userAccount.id, who.userId) : eq(userAccount.email, who.email))
  if (!user) return null
  const counts = or(
    isNull(membership.endedAt),
    gt(membership.endedAt, sql`clock_timestamp() - make_interval(years => ${recusalYears}::int)`),
  )
  const rows = await tx
    .select({ organisationId: membership.organisationId, role: membership.role, endedAt: membership.endedAt })
    .from(membership)
    .where(and(eq(membership.userId, user.userId), isNotNull(membership.acceptedAt), counts))
  return {
    ...user,
    roles: rows.filter(row => row.endedAt === null).map(row => row.role),
    organisationIds: rows.map(row => row.organisationId),
  }
}

/** What is known of the accounts behind addresses; an address without an account is left out. */
export interface ReviewerAccount {
  userId: string
  email: string
  isExpert: boolean
  /** Those that count for recusal. */
  organisationIds: string[]
  /** Challenges they were asked to review since the beginning of the year, in China. */
  reviewsThisYear: number
}

/** By normalised e-mail addresses, in one statement. */
export async function listReviewerAccounts(db: Queryable, emails: readonly string[]): Promise<ReviewerAccount[]> {
  if (emails.length === 0) return []
  const userId = sql.raw('"user_account"."id"')
  return db
    .select({
      userId: userAccount.id,
      email: userAccount.email,
      isExpert: sql<boolean>`exists (select 1 from membership m where m.user_id = ${userId} and m.role = 'expert'
        and m.accepted_at is not null and m.ended_at is null)`,
      organisationIds: sql<string[]>`(
        select coalesce(jsonb_agg(m.organisation_id), '[]'::jsonb) from membership m
        where m.user_id = ${userId} and m.accepted_at is not null and (m.ended_at is null
          or m.ended_at > clock_timestamp() - make_interval(years => ${recusalYears}::int)))`,
      reviewsThisYear: sql<number>`(
        select count(*)::int from challenge_reviewer r where r.user_id = ${userId} and r.assigned_at >=
          date_trunc('year', clock_timestamp() at time zone interval '8 hours') at time zone interval '8 hours')`,
    })
    .from(userAccount)
    .where(inArray(userAccount.email, [...emails]))
}
