import type { OrganisationRow } from '#db/queries/organisation.ts'
import type { Ctx } from '../support/ctx.ts'
import { moveOrganisation } from './move-organisation.ts'

/** Confirms that the organisation is who it says; from now on it may publish and bid. */
export async function verifyOrganisation(ctx: Ctx, input: { id: string }): Promise<OrganisationRow> {
  return moveOrganisation(ctx, { ...input, event: 'verify', reason: null })
}
