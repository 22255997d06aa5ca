/** A new session, always with a new id: an id known before signing in must be worth nothing afterwards. */
import type { Transaction } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import { listMembershipsOfUser } from '#db/queries/organisation.ts'
import { insertSession } from '#db/queries/session.ts'
import { sessionEnd } from '#domain/access/session-policy.ts'
import type { Ctx } from './ctx.ts'
import type { Viewer } from './read-viewer.ts'

export interface IssuedSession {
  id: string
  /** For the cookie; exists nowhere else. */
  token: string
  /** What the session acts under; null: for nobody. */
  membershipId: string | null
  createdAt: Date
  /** Created plus seven days; idle sessions end earlier. */
  expiresAt: Date
}

/** What the verbs answer that sign a person in. */
export interface Entered {
  session: IssuedSession
  /** The person as they see themselves. */
  viewer: Viewer
}

/** Acts for the organisation the person joined first; `actFor` changes that. */
export async function issueSession(ctx: Ctx, tx: Transaction, userId: string): Promise<IssuedSession> {
  const [first] = await listMembershipsOfUser(tx, userId)
  const { id, secretHash, token } = ctx.sessionTokens.mint()
  const membershipId = first?.membership.id ?? null
  const now = await readClock(tx)
  await insertSession(tx, {
    id,
    secretHash,
    userId,
    membershipId,
    createdAt: now,
    lastUsedAt: now,
  })
  return { id, token, membershipId, createdAt: now, expiresAt: sessionEnd(now) }
}

/** The same request, with the person who has just proven who they are as its actor: for the audit entry. */
export function asUser(ctx: Ctx, user: { id: string; displayName: string; isAdmin: boolean }): Ctx {
  const { id: userId, displayName, isAdmin } = user
  return { ...ctx, actor: { kind: 'user', userId, displayName, isAdmin, acting: null } }
}
