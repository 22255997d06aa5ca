/**
 * From a cookie to an actor, in one SQL statement; once an hour a second one notes that the session is in use. Which
 * organisation the person acts for, and whether it is verified, is read afresh with every request: a membership ended
 * or a suspension counts from the next request on.
 */
import type { Database } from '#db/client.ts'
import { prepareFindSession, type SessionRow, touchSession } from '#db/queries/session.ts'
import { type Actor, anonymous } from '#domain/access/actor.ts'
import { isSessionAlive, shouldTouchSession } from '#domain/access/session-policy.ts'
import { isSameHash, readToken } from './token.ts'

export interface ReadSession {
  actor: Actor
  /** Null when nobody is signed in. */
  sessionId: string | null
}

const nobody: ReadSession = { actor: anonymous, sessionId: null }

function actorOf({ user, acting }: SessionRow): Actor {
  const { id: userId, displayName, isAdmin } = user
  return { kind: 'user', userId, displayName, isAdmin, acting }
}

export interface SessionReader {
  /** Who holds this token. Anything wrong with it, whatever it is, is nobody: the caller learns no more. */
  read(token: string | null): Promise<ReadSession>
}

export function createSessionReader(db: Database): SessionReader {
  const findSession = prepareFindSession(db)
  return {
    async read(token) {
      const claim = token === null ? null : readToken(token)
      if (!claim) return nobody
      const row = await findSession(claim.id)
      // The secret is compared before anything else of the row is looked at.
      if (!row || !isSameHash(row.secretHash, claim.secretHash)) return nobody
      if (!isSessionAlive(row, row.now)) return nobody
      // Only a proven token may prolong a session.
      if (shouldTouchSession(row, row.now)) await touchSession(db, claim.id, row.now)
      return { actor: actorOf(row), sessionId: claim.id }
    },
  }
}
