/** Who acts. A person acts for one organisation at a time, in the one role of that membership. */
import type { OrganisationKind, Role } from './roles.ts'

export interface ActingFor {
  membershipId: string
  organisationId: string
  organisationKind: OrganisationKind
  organisationName: string
  regionCode: string
  role: Role
  isVerified: boolean
}

export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'user'; userId: string; displayName: string; isAdmin: boolean; acting: ActingFor | null }
  /** The program itself: timed sweeps and the first load. */
  | { kind: 'system' }

/** Whoever does reads the names of a bureau's people; everybody else deals with the bureau. */
export function actsForBureau(actor: Actor): boolean {
  return actor.kind === 'user' && actor.acting?.organisationKind === 'bureau'
}

export const anonymous: Actor = { kind: 'anonymous' }
export const system: Actor = { kind: 'system' }
