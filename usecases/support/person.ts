import type { Actor } from '#domain/access/actor.ts'
import { requireActing, SignInRequired } from '#domain/access/may.ts'

/** The person who acts and the organisation they act for: who signs, records and decides. Throws when there is none. */
export function requirePerson(actor: Actor): { userId: string; organisationId: string } {
  const { organisationId } = requireActing(actor)
  if (actor.kind !== 'user') throw new SignInRequired()
  return { userId: actor.userId, organisationId }
}
