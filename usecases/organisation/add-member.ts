import { insertMembership, lockOrganisation } from '#db/queries/organisation.ts'
import { findUserByEmail } from '#db/queries/user.ts'
import { normaliseEmail } from '#domain/access/account.ts'
import { may } from '#domain/access/may.ts'
import { AlreadyMember, checkRoleFits } from '#domain/access/organisation-rules.ts'
import type { Role } from '#domain/access/roles.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { refuseViolations } from '../support/violation.ts'

export interface AddMemberInput {
  organisationId: string
  /** Of somebody who has an account. */
  email: string
  role: Role
}

/** Gives a person a role in the organisation. */
export async function addMember(ctx: Ctx, input: AddMemberInput): Promise<{ membershipId: string; userId: string }> {
  const membershipId = ctx.newId()
  const work = mutate(ctx, async tx => {
    const organisation = await lockOrganisation(tx, input.organisationId)
    if (!organisation) throw new NotFound('organisation')
    refuse(may(ctx.actor, 'organisation.manage_members', { owner: organisation.id }))
    refuse(checkRoleFits(organisation.kind, input.role))
    const user = await findUserByEmail(tx, normaliseEmail(input.email))
    if (!user) throw new NotFound('user')
    const { id: organisationId, kind: organisationKind } = organisation
    const row = { userId: user.id, organisationId, organisationKind, role: input.role }
    await insertMembership(tx, { id: membershipId, ...row })
    return {
      result: { membershipId, userId: user.id },
      audit: {
        action: 'membership.add',
        subjectKind: 'membership',
        subjectId: membershipId,
        before: null,
        after: row,
      },
    }
  })
  return refuseViolations(work, { membership_person_once: () => new AlreadyMember() })
}
