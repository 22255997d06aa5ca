import { findUserByEmail, insertUser } from '#db/queries/user.ts'
import { checkDisplayName, checkEmail, EmailTaken, normaliseEmail } from '#domain/access/account.ts'
import { checkPassword } from '#domain/access/password-policy.ts'
import { requireValid } from '#domain/refusal.ts'
import { rememberAddress, reserveSignUp } from '../support/attempt.ts'
import type { Ctx } from '../support/ctx.ts'
import { asUser, type Entered, issueSession } from '../support/issue-session.ts'
import { mutate } from '../support/mutate.ts'
import { readViewer } from '../support/read-viewer.ts'
import { refuseViolations } from '../support/violation.ts'

export interface SignUpInput {
  email: string
  displayName: string
  password: string
  /** The client's address as the server sees it. */
  address: string
}

/** Opens an account and signs it in. Anybody may; what an account may do comes from its memberships. */
export async function signUp(ctx: Ctx, input: SignUpInput): Promise<Entered> {
  const email = normaliseEmail(input.email)
  const displayName = input.displayName.trim()
  requireValid([
    ...checkEmail(email),
    ...checkDisplayName(displayName),
    ...checkPassword(ctx.passwords.profile, input.password, { email, displayName }),
  ])
  const attempt = await reserveSignUp(ctx, input.address)
  if (await findUserByEmail(ctx.db, email)) throw new EmailTaken()
  const passwordHash = await ctx.passwords.hash(input.password)
  const userId = ctx.newId()
  const work = mutate(asUser(ctx, { id: userId, displayName, isAdmin: false }), async tx => {
    await insertUser(tx, { id: userId, email, displayName, passwordHash })
    const session = await issueSession(ctx, tx, userId)
    await rememberAddress(tx, userId, attempt, session.createdAt)
    return {
      result: session,
      audit: {
        action: 'user.sign_up',
        subjectKind: 'user',
        subjectId: userId,
        before: null,
        after: { email, displayName, sessionId: session.id },
      },
    }
  })
  // The look above is for the usual case; between it and the insert somebody else may take the address.
  const session = await refuseViolations(work, { user_account_email: () => new EmailTaken() })
  return { session, viewer: await readViewer(ctx, userId, session.membershipId) }
}
