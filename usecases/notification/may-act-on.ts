import type { StaffMember } from '#db/queries/notification.ts'
import type { Actor } from '#domain/access/actor.ts'
import { may } from '#domain/access/may.ts'

/** Told are those who could act on it: whoever may edit the listing of their organisation, by the one access table. */
export function mayActOn({ userId, displayName, isAdmin, acting }: StaffMember, organisationId: string): boolean {
  const actor: Actor = { kind: 'user', userId, displayName, isAdmin, acting }
  return may(actor, 'listing.edit', { owner: organisationId }) === null
}
