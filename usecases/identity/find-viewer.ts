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
  /** The membership the person acts under now; one of `memberships`, or null. */
  actingMembershipId: string | null
  memberships: { membership: MembershipRow; organisation: OrganisationRow }[]
}

/** Who is signed in; null when nobody is. */
export async function findViewer(ctx: Ctx): Promise<Viewer | null> {
  const { actor } = ctx
  return actor.kind === 'user' ? findViewerById(ctx, actor.userId, actor.acting?.membershipId ?? null) : null
}

/** For the answers of verbs that change who acts: the actor of their request is the one from before. */
export async function findViewerById(
  ctx: Ctx,
  userId: string,
  actingMembershipId: string | null,
): Promise<Viewer | null> {
  const user = await findUser(ctx.db, userId)
  if (!user) return null
  const { id, email, displayName, isAdmin, isDemo } = user
  const isDue = isPasswordDue(ctx.passwords.profile, user.passwordChangedAt, await readClock(ctx.db))
  const memberships = await listMembershipsOfUser(ctx.db, userId)
  return { id, email, displayName, isAdmin, isDemo, isPasswordDue: isDue, actingMembershipId, memberships }
}
