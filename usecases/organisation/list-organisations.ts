import { listOrganisations as listRows, type OrganisationRow } from '#db/queries/organisation.ts'
import { may } from '#domain/access/may.ts'
import type { OrganisationKind } from '#domain/access/roles.ts'
import type { OrganisationState } from '#domain/organisation.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'

/** All organisations, newest first: the desk of the officer who verifies them. At most 500; filter to see the rest. */
export async function listOrganisations(
  ctx: Ctx,
  filter: { state: OrganisationState | null; kind: OrganisationKind | null },
): Promise<OrganisationRow[]> {
  refuse(may(ctx.actor, 'organisation.read_all'))
  return listRows(ctx.db, filter)
}
