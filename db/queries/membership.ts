/** Invitations and consent. A membership counts from the moment its person accepts it until it ends. */
import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { OrganisationKind, Role } from '#domain/access/roles.ts'
import type { Queryable, Transaction } from '../client.ts'
import { membership, organisation, userAccount } from '../schema/identity.ts'
import type { MembershipRow } from './organisation.ts'

/** Accepted and not ended: the only memberships that give a right or stand in the way of one. */
export const isLiving = and(isNotNull(membership.acceptedAt), isNull(membership.endedAt))

const isPending = and(isNull(membership.acceptedAt), isNull(membership.endedAt))

export interface Invitation {
  id: string
  organisationId: string
  organisationKind: OrganisationKind
  role: Role
  /** Normalised. */
  email: string
}

/**
 * Invites whoever has this address, in place of an earlier invitation; the same two statements whether or not anybody
 * has it. Returns the person, or null. A living membership violates `membership_person_once`.
 */
export async function insertInvitation(tx: Transaction, { email, ...row }: Invitation, at: Date) {
  const invited = tx.select({ id: userAccount.id }).from(userAccount).where(eq(userAccount.email, email))
  await tx
    .update(membership)
    .set({ endedAt: at })
    .where(and(eq(membership.userId, invited), eq(membership.organisationId, row.organisationId), isPending))
  const [inserted] = await tx
    .insert(membership)
    .select(
      tx
        .select({
          id: sql`${row.id}::uuid`.as('id'),
          userId: userAccount.id,
          organisationId: sql`${row.organisationId}::uuid`.as('organisation_id'),
          organisationKind: sql`${row.organisationKind}::text`.as('organisation_kind'),
          role: sql`${row.role}::text`.as('role'),
          createdAt: sql`${at.toISOString()}::timestamptz`.as('created_at'),
          acceptedAt: sql`null::timestamptz`.as('accepted_at'),
          endedAt: sql`null::timestamptz`.as('ended_at'),
        })
        .from(userAccount)
        .where(eq(userAccount.email, email)),
    )
    .returning({ userId: membership.userId })
  return inserted?.userId ?? null
}

/** Living memberships, the first accepted first, and invitations that wait for an answer. */
export async function listMembershipsAndInvitations(db: Queryable, userId: string) {
  return db
    .select({ membership, organisation })
    .from(membership)
    .innerJoin(organisation, eq(organisation.id, membership.organisationId))
    .where(and(eq(membership.userId, userId), isNull(membership.endedAt)))
    .orderBy(asc(membership.acceptedAt), asc(membership.createdAt), asc(membership.id))
}

/** Where this person is a member now, in whatever role. */
export async function listOrganisationsOfUser(db: Queryable, userId: string): Promise<string[]> {
  const rows = await db
    .select({ id: membership.organisationId })
    .from(membership)
    .where(and(eq(membership.userId, userId), isLiving))
  return rows.map(({ id }) => id)
}

/** Locks an invitation of this person that waits for an answer. */
export async function lockInvitation(tx: Transaction, id: string, userId: string): Promise<MembershipRow | null> {
  const [row] = await tx
    .select()
    .from(membership)
    .where(and(eq(membership.id, id), eq(membership.userId, userId), isPending))
    .for('update')
  return row ?? null
}

export async function acceptMembershipRow(tx: Transaction, id: string, at: Date): Promise<void> {
  await tx.update(membership).set({ acceptedAt: at }).where(eq(membership.id, id))
}
