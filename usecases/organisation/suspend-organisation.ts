import type { OrganisationRow } from '#db/queries/organisation.ts'
import type { Ctx } from '../support/ctx.ts'
import { moveOrganisation } from './move-organisation.ts'

/** Takes a verification back, with the reason; counts from the members' next request on. */
export async function suspendOrganisation(ctx: Ctx, input: { id: string; reason: string }): Promise<OrganisationRow> {
  return moveOrganisation(ctx, { ...input, event: 'suspend' })
}
