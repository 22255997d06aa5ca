import { and, count, desc, eq, exists, inArray, isNotNull, isNull, lt, not, type SQL, sql } from 'drizzle-orm'
import type { ActingFor } from '#domain/access/actor.ts'
import {
  type AlertPair,
  defaultMatchAlerts,
  invitationKinds,
  type MatchAlerts,
  subsidyKinds,
} from '#domain/notification/notification.ts'
import type { Page, PageRequest } from '#domain/page.ts'
import type { Queryable, Transaction } from '../client.ts'
import { encodeCursor } from '../cursor.ts'
import { achievement } from '../schema/achievement.ts'
import { demand } from '../schema/demand.ts'
import { membership, organisation, userAccount } from '../schema/identity.ts'
import { type ListingPayload, matchAlert, notification, notificationPreference } from '../schema/notification.ts'
import { isPublicNow } from './listing.ts'
import { afterCursor } from './listing-page.ts'
import { isLiving } from './membership.ts'

export type { ListingPayload }
export type NotificationRow = typeof notification.$inferSelect & { deliveredAt: Date }

const rowsPerInsert = 1000

const compareIds = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1)

/**
 * Announces pairs; returns those that had not been announced before, by this process or another. In one order, so that
 * two processes with the same pairs wait for each other and never in a circle.
 */
export async function insertAlerts(tx: Transaction, pairs: readonly AlertPair[]): Promise<AlertPair[]> {
  if (pairs.length === 0) return []
  return tx
    .insert(matchAlert)
    .values(
      pairs.toSorted((a, b) => compareIds(a.achievementId, b.achievementId) || compareIds(a.demandId, b.demandId)),
    )
    .onConflictDoNothing()
    .returning({
      achievementId: matchAlert.achievementId,
      demandId: matchAlert.demandId,
      direction: matchAlert.direction,
    })
}

export async function insertNotifications(
  tx: Transaction,
  rows: readonly (typeof notification.$inferInsert)[],
): Promise<void> {
  for (let i = 0; i < rows.length; i += rowsPerInsert)
    await tx
      .insert(notification)
      .values(rows.slice(i, i + rowsPerInsert))
      .onConflictDoNothing()
}

/** Somebody who works in an organisation, with what `may` needs to know and how they want to be told. */
export interface StaffMember {
  userId: string
  displayName: string
  isAdmin: boolean
  acting: ActingFor
  matchAlerts: MatchAlerts
}

/** Everybody with a living membership in one of the organisations. */
export async function listStaff(db: Queryable, organisationIds: readonly string[]): Promise<StaffMember[]> {
  if (organisationIds.length === 0) return []
  const rows = await db
    .select({ membership, organisation, user: userAccount, matchAlerts: notificationPreference.matchAlerts })
    .from(membership)
    .innerJoin(organisation, eq(organisation.id, membership.organisationId))
    .innerJoin(userAccount, eq(userAccount.id, membership.userId))
    .leftJoin(notificationPreference, eq(notificationPreference.userId, membership.userId))
    .where(and(inArray(membership.organisationId, [...organisationIds]), isLiving))
  return rows.map(row => ({
    userId: row.user.id,
    displayName: row.user.displayName,
    isAdmin: row.user.isAdmin,
    acting: {
      membershipId: row.membership.id,
      organisationId: row.organisation.id,
      organisationKind: row.organisation.kind,
      organisationName: row.organisation.name,
      regionCode: row.organisation.regionCode,
      role: row.membership.role,
      isVerified: row.organisation.state === 'verified',
    },
    matchAlerts: row.matchAlerts ?? defaultMatchAlerts,
  }))
}

/** An alert whose two listings are public; an invitation, its answer and a step of a determination always. */
function isWorthTelling(db: Queryable): SQL {
  const { kind, subjectId, payload } = notification
  const listingId = sql`(${payload} ->> 'listingId')::uuid`
  const isAchievementFound = eq(kind, 'achievement_for_demand')
  const achievementId = sql`case when ${isAchievementFound} then ${listingId} else ${subjectId} end`
  const demandId = sql`case when ${isAchievementFound} then ${subjectId} else ${listingId} end`
  const one = { one: sql`1` }
  const achievements = db.select(one).from(achievement)
  const demands = db.select(one).from(demand)
  const isAchievementPublic = exists(
    achievements.where(and(eq(achievement.id, achievementId), isPublicNow('achievement'))),
  )
  const isDemandPublic = exists(demands.where(and(eq(demand.id, demandId), isPublicNow('demand'))))
  return sql`(${inArray(kind, [...invitationKinds, ...subsidyKinds])} or (${isAchievementPublic} and ${isDemandPublic}))`
}

/** Delivered, not gone in the meantime, and told for an organisation that the person still belongs to. */
const inInbox = (db: Queryable, userId: string) =>
  and(
    eq(notification.userId, userId),
    isNotNull(notification.deliveredAt),
    isWorthTelling(db),
    inArray(
      notification.organisationId,
      db
        .select({ id: membership.organisationId })
        .from(membership)
        .where(and(eq(membership.userId, userId), isLiving)),
    ),
  )

/** Latest delivery first. */
export async function pageOfNotifications(
  db: Queryable,
  filter: { userId: string; isUnreadOnly: boolean },
  page: PageRequest,
): Promise<Page<NotificationRow>> {
  const t = notification
  const latestFirst = { by: sql`${t.deliveredAt}`, type: 'timestamptz', direction: 'desc' } as const
  const rows = await db
    .select()
    .from(t)
    .where(
      and(
        inInbox(db, filter.userId),
        filter.isUnreadOnly ? isNull(t.readAt) : undefined,
        afterCursor(latestFirst, t.id, page.after),
      ),
    )
    .orderBy(desc(t.deliveredAt), desc(t.id))
    .limit(page.first + 1)
  const items = rows.slice(0, page.first).flatMap(row => {
    const { deliveredAt } = row
    if (deliveredAt === null) return []
    return [{ item: { ...row, deliveredAt }, cursor: encodeCursor({ value: deliveredAt.toISOString(), id: row.id }) }]
  })
  return { items, hasNextPage: rows.length > page.first }
}

export async function countNotifications(
  db: Queryable,
  filter: { userId: string; isUnreadOnly: boolean },
): Promise<number> {
  const [row] = await db
    .select({ n: count() })
    .from(notification)
    .where(and(inInbox(db, filter.userId), filter.isUnreadOnly ? isNull(notification.readAt) : undefined))
  return row?.n ?? 0
}

/** Marks what lies unread in the person's inbox, or those of it that are named; returns their ids. */
export async function markRead(
  tx: Transaction,
  userId: string,
  ids: readonly string[] | null,
  at: Date,
): Promise<string[]> {
  const t = notification
  const named = ids === null ? undefined : inArray(t.id, [...ids])
  const rows = await tx
    .update(t)
    .set({ readAt: at })
    .where(and(inInbox(tx, userId), isNull(t.readAt), named))
    .returning({ id: t.id })
  return rows.map(row => row.id)
}

/** Drops those of what waits that have nothing to tell any more; returns how many. */
async function deleteGone(tx: Transaction, which: SQL | undefined): Promise<number> {
  const t = notification
  const isGone = not(isWorthTelling(tx))
  const rows = await tx
    .delete(t)
    .where(and(isNull(t.deliveredAt), which, isGone))
    .returning({ id: t.id })
  return rows.length
}

/**
 * Takes at most `limit` of what has waited since before `before`, the oldest first. What has nothing to tell any more is
 * dropped, the rest is delivered; returns how many of each.
 */
export async function deliverWaiting(
  tx: Transaction,
  { before, at, limit }: { before: Date; at: Date; limit: number },
): Promise<{ delivered: number; dropped: number }> {
  const t = notification
  const due = await tx
    .select({ id: t.id })
    .from(t)
    .where(and(isNull(t.deliveredAt), lt(t.createdAt, before)))
    .orderBy(t.createdAt)
    .limit(limit)
    .for('update', { skipLocked: true })
  const isDue = inArray(
    t.id,
    due.map(({ id }) => id),
  )
  const dropped = await deleteGone(tx, isDue)
  const rows = await tx.update(t).set({ deliveredAt: at }).where(isDue).returning({ id: t.id })
  return { delivered: rows.length, dropped }
}

/** Delivers all that waits for this person now, but what has nothing to tell any more: that is dropped. */
export async function deliverWaitingOf(tx: Transaction, userId: string, at: Date): Promise<void> {
  const t = notification
  await deleteGone(tx, eq(t.userId, userId))
  await tx
    .update(t)
    .set({ deliveredAt: at })
    .where(and(eq(t.userId, userId), isNull(t.deliveredAt)))
}

/** Drops what waits for this person and was never shown. */
export async function deleteWaitingOf(tx: Transaction, userId: string): Promise<void> {
  await tx.delete(notification).where(and(eq(notification.userId, userId), isNull(notification.deliveredAt)))
}

export async function findMatchAlerts(db: Queryable, userId: string): Promise<MatchAlerts | null> {
  const t = notificationPreference
  const [row] = await db.select({ matchAlerts: t.matchAlerts }).from(t).where(eq(t.userId, userId))
  return row?.matchAlerts ?? null
}

export async function saveMatchAlerts(
  tx: Transaction,
  userId: string,
  matchAlerts: MatchAlerts,
  at: Date,
): Promise<void> {
  const t = notificationPreference
  await tx
    .insert(t)
    .values({ userId, matchAlerts, chosenAt: at })
    .onConflictDoUpdate({ target: t.userId, set: { matchAlerts, chosenAt: at } })
}
