import { readClock } from '#db/queries/clock.ts'
import { insertInvitation } from '#db/queries/membership.ts'
import { lockOrganisation } from '#db/queries/organisation.ts'
import { checkEmail, normaliseEmail } from '#domain/access/account.ts'
import { may } from '#domain/access/may.ts'
import { AlreadyMember, checkRoleFits, managingAction } from '#domain/access/organisation-rules.ts'
import type { Role } from '#domain/access/roles.ts'
import { NotFound, refuse, requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { refuseViolations } from '../support/violation.ts'

export interface AddMemberInput {
  organisationId: string
  email: string
  role: Role
}

/**
 * Invites a person to a role; they are a member once they accept, because membership recuses (回避) and nobody may
 * recuse others. Answers alike whether or not the address has an account. A new invitation takes an open one's place.
 */
export async function addMember(ctx: Ctx, input: AddMemberInput): Promise<{ email: string }> {
  const email = normaliseEmail(input.email)
  const id = ctx.newId()
  const work = mutate(ctx, async tx => {
    const organisation = await lockOrganisation(tx, input.organisationId)
    if (!organisation) throw new NotFound('organisation')
    refuse(may(ctx.actor, managingAction(organisation.kind), { owner: organisation.id }))
    refuse(checkRoleFits(organisation.kind, input.role))
    requireValid(checkEmail(email))
    const row = { organisationId: organisation.id, organisationKind: organisation.kind, role: input.role }
    const userId = await insertInvitation(tx, { id, ...row, email }, await readClock(tx))
    return {
      result: { email },
      audit: {
        action: 'membership.invite',
        subjectKind: 'membership',
        subjectId: id,
        before: null,
        // Null: nobody has this address, and no row was written.
        after: { userId, ...row },
      },
    }
  })
  return refuseViolations(work, { membership_person_once: () => new AlreadyMember() })
}
