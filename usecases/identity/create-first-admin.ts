/**
 * The first administrator of an installation that began empty (JIEBANG_DEMO=off), from the one-time link the server
 * prints. It works exactly while there is no administrator; further ones are not made this way.
 */
import { hasAdmin, insertUser, lockFirstAdmin } from '#db/queries/user.ts'
import {
  checkDisplayName,
  checkEmail,
  EmailTaken,
  FirstAdminLinkInvalid,
  normaliseEmail,
} from '#domain/access/account.ts'
import { checkPassword } from '#domain/access/password-policy.ts'
import { requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { asUser, type Entered, issueSession } from '../support/issue-session.ts'
import { mutate } from '../support/mutate.ts'
import { readViewer } from '../support/read-viewer.ts'
import { refuseViolations } from '../support/violation.ts'

export interface FirstAdminInput {
  /** From the link. */
  token: string
  email: string
  displayName: string
  password: string
}

export async function createFirstAdmin(ctx: Ctx, input: FirstAdminInput): Promise<Entered> {
  // First, before the costly hash and before anything tells a stranger more.
  if (!ctx.firstAdminLink?.fits(input.token)) throw new FirstAdminLinkInvalid()
  const email = normaliseEmail(input.email)
  const displayName = input.displayName.trim()
  requireValid([
    ...checkEmail(email),
    ...checkDisplayName(displayName),
    ...checkPassword(ctx.passwords.profile, input.password, { email, displayName }),
  ])
  const passwordHash = await ctx.passwords.hash(input.password)
  const userId = ctx.newId()
  const work = mutate(asUser(ctx, { id: userId, displayName, isAdmin: true }), async tx => {
    await lockFirstAdmin(tx)
    if (await hasAdmin(tx)) throw new FirstAdminLinkInvalid()
    await insertUser(tx, { id: userId, email, displayName, passwordHash, isAdmin: true })
    const session = await issueSession(ctx, tx, userId)
    return {
      result: session,
      audit: {
        action: 'user.create_first_admin',
        subjectKind: 'user',
        subjectId: userId,
        before: null,
        after: { email, displayName, isAdmin: true, sessionId: session.id },
      },
    }
  })
  const session = await refuseViolations(work, { user_account_email: () => new EmailTaken() })
  return { session, viewer: await readViewer(ctx, userId, session.membershipId) }
}
