import { and, eq, lt, ne, or, sql } from 'drizzle-orm'
import type { ActingFor } from '#domain/access/actor.ts'
import type { Database, Transaction } from '../client.ts'
import { membership, organisation, session, userAccount } from '../schema/identity.ts'
import { isLiving } from './membership.ts'

/** A session with everything a request needs to know about who acts. `now` is the database's clock. */
export interface SessionRow {
  secretHash: Uint8Array
  createdAt: Date
  lastUsedAt: Date
  now: Date
  user: { id: string; displayName: string; isAdmin: boolean }
  acting: ActingFor | null
}

/** Built once and prepared, because every request runs it. A membership not accepted, or ended, is none. */
export function prepareFindSession(db: Database): (id: string) => Promise<SessionRow | null> {
  const query = db
    .select({
      session: { secretHash: session.secretHash, createdAt: session.createdAt, lastUsedAt: session.lastUsedAt },
      now: sql`clock_timestamp()`.mapWith(session.lastUsedAt),
      user: { id: userAccount.id, displayName: userAccount.displayName, isAdmin: userAccount.isAdmin },
      membership: { id: membership.id, role: membership.role },
      organisation: {
        id: organisation.id,
        kind: organisation.kind,
        name: organisation.name,
        regionCode: organisation.regionCode,
        state: organisation.state,
      },
    })
    .from(session)
    .innerJoin(userAccount, eq(userAccount.id, session.userId))
    .leftJoin(membership, and(eq(membership.id, session.membershipId), isLiving))
    .leftJoin(organisation, eq(organisation.id, membership.organisationId))
    .where(eq(session.id, sql.placeholder('id')))
    .prepare('find_session')
  return async id => {
    const [row] = await query.execute({ id })
    return row
      ? { ...row.session, now: row.now, user: row.user, acting: actingOf(row.membership, row.organisation) }
      : null
  }
}

type Held = Pick<typeof membership.$inferSelect, 'id' | 'role'> | null
type Holder = Pick<typeof organisation.$inferSelect, 'id' | 'kind' | 'name' | 'regionCode' | 'state'> | null

function actingOf(held: Held, holder: Holder): ActingFor | null {
  if (!held || !holder) return null
  return {
    membershipId: held.id,
    organisationId: holder.id,
    organisationKind: holder.kind,
    organisationName: holder.name,
    regionCode: holder.regionCode,
    role: held.role,
    isVerified: holder.state === 'verified',
  }
}

/** Never moves backwards: two requests of one session may overtake each other. */
export async function touchSession(db: Database, id: string, now: Date): Promise<void> {
  await db
    .update(session)
    .set({ lastUsedAt: now })
    .where(and(eq(session.id, id), lt(session.lastUsedAt, now)))
}

export async function insertSession(tx: Transaction, row: typeof session.$inferInsert): Promise<void> {
  await tx.insert(session).values(row)
}

/** Ends one session of this user; a session of somebody else stays. Says whether there was one. */
export async function deleteSession(tx: Transaction, userId: string, id: string): Promise<boolean> {
  const gone = await tx
    .delete(session)
    .where(and(eq(session.id, id), eq(session.userId, userId)))
    .returning({ id: session.id })
  return gone.length > 0
}

/** Ends the user's sessions, all or all but one; returns how many. */
export async function deleteSessionsOfUser(tx: Transaction, userId: string, exceptId: string | null): Promise<number> {
  const gone = await tx
    .delete(session)
    .where(and(eq(session.userId, userId), exceptId === null ? undefined : ne(session.id, exceptId)))
    .returning({ id: session.id })
  return gone.length
}

/** Which membership the session acts under from now on; false when the session is not this user's. */
export async function updateSessionMembership(
  tx: Transaction,
  sessionId: string,
  userId: string,
  membershipId: string | null,
): Promise<boolean> {
  const changed = await tx
    .update(session)
    .set({ membershipId })
    .where(and(eq(session.id, sessionId), eq(session.userId, userId)))
    .returning({ id: session.id })
  return changed.length > 0
}

/** Removes what nobody can use any more; returns how many. */
export async function deleteDeadSessions(
  tx: Transaction,
  before: { lastUsedAt: Date; createdAt: Date },
): Promise<number> {
  const gone = await tx
    .delete(session)
    .where(or(lt(session.lastUsedAt, before.lastUsedAt), lt(session.createdAt, before.createdAt)))
    .returning({ id: session.id })
  return gone.length
}
