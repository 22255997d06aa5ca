import { readClock } from '#db/queries/clock.ts'
import { listMembershipsOfUser, type MembershipRow, type OrganisationRow } from '#db/queries/organisation.ts'
import { findUser } from '#db/queries/user.ts'
import { isPasswordDue } from '#domain/access/password-policy.ts'
import type { Ctx } from '../support/ctx.ts'

/** A person as they see themselves. */
export interface Viewer {
  id: string
  email: string
  displayName: string
  isAdmin: boolean
  isDemo: boolean
  /** The password profile asks for a new password. */
  isPasswordDue: boolean
  memberships: { membership: MembershipRow; organisation: OrganisationRow }[]
}

/** Who is signed in; null when nobody is. */
export async function findViewer(ctx: Ctx): Promise<Viewer | null> {
  return ctx.actor.kind === 'user' ? findViewerById(ctx, ctx.actor.userId) : null
}

/** For the answer of a sign-in, whose actor is known only afterwards. */
export async function findViewerById(ctx: Ctx, userId: string): Promise<Viewer | null> {
  const user = await findUser(ctx.db, userId)
  if (!user) return null
  const { id, email, displayName, isAdmin, isDemo } = user
  const isDue = isPasswordDue(ctx.passwords.profile, user.passwordChangedAt, await readClock(ctx.db))
  const memberships = await listMembershipsOfUser(ctx.db, userId)
  return { id, email, displayName, isAdmin, isDemo, isPasswordDue: isDue, memberships }
}
