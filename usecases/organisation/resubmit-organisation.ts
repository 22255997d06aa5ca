import { lockOrganisation, type OrganisationRow, updateOrganisation } from '#db/queries/organisation.ts'
import { may } from '#domain/access/may.ts'
import { managingAction } from '#domain/access/organisation-rules.ts'
import { checkTransition } from '#domain/lifecycle.ts'
import { organisationLifecycle } from '#domain/organisation.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { takeStep } from '../support/step.ts'
import { refuseViolations } from '../support/violation.ts'
import { type OrganisationForm, organisationViolations, requireOrganisation } from './require-organisation.ts'

/** An organisation that was rejected corrects what was wrong and asks to be looked at again. */
export async function resubmitOrganisation(
  ctx: Ctx,
  input: OrganisationForm & { id: string },
): Promise<OrganisationRow> {
  const work = mutate(ctx, async tx => {
    const row = await lockOrganisation(tx, input.id)
    if (!row) throw new NotFound('organisation')
    refuse(may(ctx.actor, managingAction(row.kind), { owner: row.id }))
    refuse(checkTransition(organisationLifecycle, row.state, 'resubmit'))
    const { name, creditCode, regionCode } = requireOrganisation(row.kind, input, row.registryCode)
    const state = await takeStep(ctx, tx, {
      kind: 'organisation',
      id: row.id,
      lifecycle: organisationLifecycle,
      from: row.state,
      event: 'resubmit',
    })
    const change = { name, creditCode, regionCode, state }
    await updateOrganisation(tx, row.id, change)
    return {
      result: { ...row, ...change },
      audit: {
        action: 'organisation.resubmit',
        subjectKind: 'organisation',
        subjectId: row.id,
        before: row,
        after: change,
      },
    }
  })
  return refuseViolations(work, organisationViolations)
}
