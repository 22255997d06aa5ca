/** Things that many rows point at are loaded once per request, in one statement. */
import DataLoader from 'dataloader'
import { listOrganisationCards, type OrganisationCard } from '#usecases/organisation/list-organisation-cards.ts'
import type { Ctx } from '#usecases/support/ctx.ts'

export interface Loaders {
  organisation: DataLoader<string, OrganisationCard | null>
}

export function createLoaders(ctx: Ctx): Loaders {
  return { organisation: new DataLoader(ids => listOrganisationCards(ctx, { ids })) }
}
