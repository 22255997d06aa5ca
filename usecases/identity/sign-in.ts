/**
 * Signs in. An unknown address and a wrong password take the same road: the same statements, one password check, one
 * answer. Failures are audited too (等保: 8.1.4.3), under a digest, because people type passwords into the wrong field.
 */
import { sha256 } from '#db/digest.ts'
import { deleteSession } from '#db/queries/session.ts'
import { findUserByEmail, lockUser, type UserRow } from '#db/queries/user.ts'
import { normaliseEmail, WrongCredentials } from '#domain/access/account.ts'
import { type Attempt, forgiveAttempt, rememberAddress, reserveAttempt } from '../support/attempt.ts'
import type { Ctx } from '../support/ctx.ts'
import { asUser, type Entered, type IssuedSession, issueSession } from '../support/issue-session.ts'
import { mutate } from '../support/mutate.ts'
import { readViewer } from '../support/read-viewer.ts'

export interface SignInInput {
  email: string
  password: string
  /** The client's address as the server sees it. */
  address: string
  /** The proven session of the request's cookie, which the new one replaces. */
  sessionId: string | null
}

/** Throws `WrongCredentials` or `TooManyAttempts`. */
export async function signIn(ctx: Ctx, input: SignInInput): Promise<Entered> {
  const email = normaliseEmail(input.email)
  const attempt = await reserveAttempt(ctx, email, input.address)
  const user = await findUserByEmail(ctx.db, email)
  const isRight = await checkCredentials(ctx, user, input.password)
  const session = user && isRight ? await openSession(ctx, user, attempt, input.sessionId) : null
  if (user && session) return { session, viewer: await readViewer(ctx, user.id, session.membershipId) }
  await recordFailure(ctx, email)
  throw new WrongCredentials()
}

async function checkCredentials(ctx: Ctx, user: UserRow | null, password: string): Promise<boolean> {
  if (user) return ctx.passwords.verify(user.passwordHash, password)
  // Without this an unknown address would be answered twenty milliseconds sooner, and so be told apart.
  await ctx.passwords.verifyNothing(password)
  return false
}

/** Null when the password was changed while the old one was being checked: the change has ended all sessions. */
function openSession(
  ctx: Ctx,
  user: UserRow,
  attempt: Attempt,
  oldSessionId: string | null,
): Promise<IssuedSession | null> {
  return mutate(asUser(ctx, user), async tx => {
    const held = await lockUser(tx, user.id)
    if (held?.passwordHash !== user.passwordHash) return { result: null, audit: [] }
    await forgiveAttempt(tx, attempt)
    // The old session of this browser ends, whoever's it was: one browser, one person.
    if (oldSessionId && ctx.actor.kind === 'user') await deleteSession(tx, ctx.actor.userId, oldSessionId)
    const session = await issueSession(ctx, tx, user.id)
    await rememberAddress(tx, user.id, attempt, session.createdAt)
    return {
      result: session,
      audit: {
        action: 'session.sign_in',
        subjectKind: 'user',
        subjectId: user.id,
        before: { sessionId: oldSessionId },
        after: { sessionId: session.id },
      },
    }
  })
}

function recordFailure(ctx: Ctx, email: string): Promise<null> {
  return mutate(ctx, async () => ({
    result: null,
    audit: {
      action: 'session.sign_in_failed',
      subjectKind: 'sign_in_name',
      subjectId: sha256(email),
      before: null,
      after: null,
    },
  }))
}
