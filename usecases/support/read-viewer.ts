import type { Queryable } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import { listMembershipsAndInvitations } from '#db/queries/membership.ts'
import type { MembershipRow, OrganisationRow } from '#db/queries/organisation.ts'
import { findUser } from '#db/queries/user.ts'
import { isPasswordDue } from '#domain/access/password-policy.ts'
import { NotFound } from '#domain/refusal.ts'
import type { Ctx } from './ctx.ts'

export interface HeldMembership {
  membership: MembershipRow
  organisation: OrganisationRow
}

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
  memberships: HeldMembership[]
  /** Organisations that have asked the person to join; each waits for yes or no. */
  invitations: HeldMembership[]
}

/**
 * Asks nobody whether he may: only for the person who acts, or who has proven in this very request who they are.
 * Throws `NotFound` when the account is gone.
 */
export async function readViewer(
  { db, passwords }: Pick<Ctx, 'passwords'> & { db: Queryable },
  userId: string,
  actingMembershipId: string | null,
): Promise<Viewer> {
  const user = await findUser(db, userId)
  if (!user) throw new NotFound('user')
  const { id, email, displayName, isAdmin, isDemo } = user
  const isDue = isPasswordDue(passwords.profile, user.passwordChangedAt, await readClock(db))
  const held = await listMembershipsAndInvitations(db, userId)
  return {
    id,
    email,
    displayName,
    isAdmin,
    isDemo,
    isPasswordDue: isDue,
    actingMembershipId,
    memberships: held.filter(({ membership }) => membership.acceptedAt !== null),
    invitations: held.filter(({ membership }) => membership.acceptedAt === null),
  }
}
