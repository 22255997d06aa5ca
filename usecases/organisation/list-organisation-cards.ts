import { type OrganisationCard, listOrganisationCards as selectCards } from '#db/queries/organisation.ts'
import type { Ctx } from '../support/ctx.ts'

export type { OrganisationCard }

/** What is public about organisations, in the order of the ids. */
export function listOrganisationCards(
  ctx: Ctx,
  input: { ids: readonly string[] },
): Promise<(OrganisationCard | null)[]> {
  return selectCards(ctx.db, input.ids)
}
