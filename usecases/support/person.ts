import type { Actor } from '#domain/access/actor.ts'
import { requireActing, SignInRequired } from '#domain/access/may.ts'

/** The person who acts, for themselves or an organisation. Throws when there is none: a visitor, the system. */
export function requireUser(actor: Actor): string {
  if (actor.kind !== 'user') throw new SignInRequired()
  return actor.userId
}

/** The person who acts and the organisation they act for: who signs, records and decides. Throws when there is none. */
export function requirePerson(actor: Actor): { userId: string; organisationId: string } {
  const { organisationId } = requireActing(actor)
  return { userId: requireUser(actor), organisationId }
}
