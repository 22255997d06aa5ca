import { readClock } from '#db/queries/clock.ts'
import {
  findOrganisation,
  insertMembership,
  insertOrganisation,
  type OrganisationRow,
} from '#db/queries/organisation.ts'
import { updateSessionMembership } from '#db/queries/session.ts'
import { may, SignInRequired } from '#domain/access/may.ts'
import { KindNotSelfService } from '#domain/access/organisation-rules.ts'
import { type OrganisationKind, selfServiceKinds } from '#domain/access/roles.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { refuseViolations } from '../support/violation.ts'
import { type OrganisationForm, organisationViolations, requireOrganisation } from './require-organisation.ts'

export interface FoundOrganisationInput extends OrganisationForm {
  kind: OrganisationKind
  /** This session acts for the new organisation from the next request on. */
  sessionId: string | null
}

/** Puts the person's own unit on the platform, unverified; the founder becomes its administrator. */
export async function foundOrganisation(
  ctx: Ctx,
  input: FoundOrganisationInput,
): Promise<{ organisation: OrganisationRow; membershipId: string }> {
  refuse(may(ctx.actor, 'organisation.found'))
  const { actor } = ctx
  if (actor.kind !== 'user') throw new SignInRequired()
  if (!selfServiceKinds.includes(input.kind)) throw new KindNotSelfService(input.kind)
  const facts = requireOrganisation(input.kind, input, null)
  const id = ctx.newId()
  const membershipId = ctx.newId()
  const work = mutate(ctx, async tx => {
    await insertOrganisation(tx, { id, kind: input.kind, ...facts })
    const member = { userId: actor.userId, organisationId: id, organisationKind: input.kind, role: 'admin' } as const
    await insertMembership(tx, { id: membershipId, ...member, acceptedAt: await readClock(tx) })
    if (input.sessionId) await updateSessionMembership(tx, input.sessionId, actor.userId, membershipId)
    const organisation = await findOrganisation(tx, id)
    if (!organisation) throw new NotFound('organisation')
    return {
      result: { organisation, membershipId },
      audit: {
        action: 'organisation.found',
        subjectKind: 'organisation',
        subjectId: id,
        before: null,
        after: { kind: input.kind, ...facts, membershipId },
      },
    }
  })
  return refuseViolations(work, organisationViolations)
}
