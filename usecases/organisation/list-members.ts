import { findOrganisation, listMembers as listRows } from '#db/queries/organisation.ts'
import { may } from '#domain/access/may.ts'
import { managingAction } from '#domain/access/organisation-rules.ts'
import type { Role } from '#domain/access/roles.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'

export interface Member {
  membershipId: string
  role: Role
  userId: string
  displayName: string
  email: string
}

/** Who works here, for whoever manages it. Ended memberships are left out. */
export async function listMembers(ctx: Ctx, input: { organisationId: string }): Promise<Member[]> {
  const organisation = await findOrganisation(ctx.db, input.organisationId)
  if (!organisation) throw new NotFound('organisation')
  refuse(may(ctx.actor, managingAction(organisation.kind), { owner: organisation.id }))
  return listRows(ctx.db, organisation.id)
}
