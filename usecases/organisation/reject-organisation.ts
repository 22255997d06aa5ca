import type { OrganisationRow } from '#db/queries/organisation.ts'
import type { Ctx } from '../support/ctx.ts'
import { moveOrganisation } from './move-organisation.ts'

/** Says why the organisation cannot be verified as it stands; it may correct itself and ask again. */
export async function rejectOrganisation(ctx: Ctx, input: { id: string; reason: string }): Promise<OrganisationRow> {
  return moveOrganisation(ctx, { ...input, event: 'reject' })
}
