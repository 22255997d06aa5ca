import {
  findOrganisation,
  insertListSetting,
  insertOrganisation,
  type OrganisationRow,
  updateOrganisation,
} from '#db/queries/organisation.ts'
import { may } from '#domain/access/may.ts'
import { isAuthority } from '#domain/access/organisation-rules.ts'
import type { OrganisationKind } from '#domain/access/roles.ts'
import { organisationLifecycle } from '#domain/organisation.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { takeStep } from '../support/step.ts'
import { refuseViolations } from '../support/violation.ts'
import { type OrganisationForm, organisationViolations, requireOrganisation } from './require-organisation.ts'

export interface CreateOrganisationInput extends OrganisationForm {
  kind: OrganisationKind
  /** For a registry: the six digits that begin its numbers. */
  registryCode: string | null
}

/**
 * The platform's administrator puts an organisation on the platform. A bureau or a registry is verified with that, for
 * nobody else could verify it; a bureau gets the usual parameters for its lists.
 */
export async function createOrganisation(ctx: Ctx, input: CreateOrganisationInput): Promise<OrganisationRow> {
  refuse(may(ctx.actor, 'organisation.create'))
  const facts = requireOrganisation(input.kind, input, input.registryCode?.trim() || null)
  const id = ctx.newId()
  const work = mutate(ctx, async tx => {
    await insertOrganisation(tx, { id, kind: input.kind, ...facts })
    if (input.kind === 'bureau') await insertListSetting(tx, id)
    if (isAuthority(input.kind)) {
      const from = organisationLifecycle.initial
      const step = { kind: 'organisation', id, lifecycle: organisationLifecycle, from, event: 'verify' } as const
      await updateOrganisation(tx, id, { state: await takeStep(ctx, tx, step) })
    }
    const organisation = await findOrganisation(tx, id)
    if (!organisation) throw new NotFound('organisation')
    return {
      result: organisation,
      audit: {
        action: 'organisation.create',
        subjectKind: 'organisation',
        subjectId: id,
        before: null,
        after: { kind: input.kind, ...facts, state: organisation.state },
      },
    }
  })
  return refuseViolations(work, organisationViolations)
}
