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

export const anonymous: Actor = { kind: 'anonymous' }
export const system: Actor = { kind: 'system' }
