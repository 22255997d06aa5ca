import { listVerifiedOrganisations as selectVerified } from '#db/queries/organisation.ts'
import type { OrganisationKind } from '#domain/access/roles.ts'
import type { Ctx } from '../support/ctx.ts'
import type { OrganisationCard } from './list-organisation-cards.ts'

/** Verified organisations of a kind, for whoever has to choose one: the bureau of a list, the registry of a contract. */
export function listVerifiedOrganisations(
  ctx: Ctx,
  input: { kind: OrganisationKind; search: string | null },
): Promise<OrganisationCard[]> {
  return selectVerified(ctx.db, input)
}
