import { and, asc, eq } from 'drizzle-orm'
import type { Queryable } from '../client.ts'
import { membership, organisation, userAccount } from '../schema/identity.ts'
import { isLiving } from './membership.ts'

/** Living memberships of the person (by the normalised address), oldest first; without a person those of bureau officers. */
export async function listImportOperators(db: Queryable, email: string | null) {
  return db
    .select({
      user: { userId: userAccount.id, displayName: userAccount.displayName, isAdmin: userAccount.isAdmin },
      acting: {
        membershipId: membership.id,
        organisationId: organisation.id,
        organisationKind: organisation.kind,
        organisationName: organisation.name,
        regionCode: organisation.regionCode,
        role: membership.role,
        state: organisation.state,
      },
    })
    .from(membership)
    .innerJoin(userAccount, eq(userAccount.id, membership.userId))
    .innerJoin(organisation, eq(organisation.id, membership.organisationId))
    .where(
      and(
        isLiving,
        email === null
          ? and(eq(membership.role, 'officer'), eq(organisation.state, 'verified'))
          : eq(userAccount.email, email),
      ),
    )
    .orderBy(asc(membership.acceptedAt), asc(membership.id))
    .limit(100)
}
