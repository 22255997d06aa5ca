import { readClock } from '#db/queries/clock.ts'
import { deleteSessionsOfUser } from '#db/queries/session.ts'
import { findUser, lockUser, updatePassword } from '#db/queries/user.ts'
import { WrongPassword } from '#domain/access/account.ts'
import { may, SignInRequired } from '#domain/access/may.ts'
import { checkPassword } from '#domain/access/password-policy.ts'
import { NotFound, refuse, requireValid } from '#domain/refusal.ts'
import { forgiveAttempt, reserveAttempt } from '../support/attempt.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'

export interface ChangePasswordInput {
  currentPassword: string
  newPassword: string
  address: string
  /** The session that stays; every other one of this person ends. */
  sessionId: string | null
}

/**
 * Needs the present password, for whoever finds an unlocked screen must not be able to take the account over; tries at
 * it are throttled like sign-ins. Ends all other sessions: the reason for the change may be that one is not the owner's.
 */
export async function changePassword(ctx: Ctx, input: ChangePasswordInput): Promise<{ endedCount: number }> {
  refuse(may(ctx.actor, 'account.change'))
  const { actor } = ctx
  if (actor.kind !== 'user') throw new SignInRequired()
  const user = await findUser(ctx.db, actor.userId)
  if (!user) throw new NotFound('user')
  requireValid(checkPassword(ctx.passwords.profile, input.newPassword, user, 'newPassword'))
  const attempt = await reserveAttempt(ctx, user.email, input.address)
  if (!(await ctx.passwords.verify(user.passwordHash, input.currentPassword))) throw new WrongPassword()
  const passwordHash = await ctx.passwords.hash(input.newPassword)
  return mutate(ctx, async tx => {
    const held = await lockUser(tx, user.id)
    // Changed in the meantime: the password just proven is no longer the present one.
    if (held?.passwordHash !== user.passwordHash) throw new WrongPassword()
    await forgiveAttempt(tx, attempt)
    await updatePassword(tx, user.id, passwordHash, await readClock(tx))
    const endedCount = await deleteSessionsOfUser(tx, user.id, input.sessionId)
    return {
      result: { endedCount },
      audit: {
        action: 'user.change_password',
        subjectKind: 'user',
        subjectId: user.id,
        before: null,
        after: { endedSessions: endedCount },
      },
    }
  })
}
