/** Things that many rows point at are loaded once per request, in one statement. */
import DataLoader from 'dataloader'
import { type ContractDetails, listContractDetails } from '#usecases/contract/list-contract-details.ts'
import { listOrganisationCards, type OrganisationCard } from '#usecases/organisation/list-organisation-cards.ts'
import type { Ctx } from '#usecases/support/ctx.ts'

export interface Loaders {
  organisation: DataLoader<string, OrganisationCard | null>
  /** Lines, money facts and registrations of contracts; cleared by the verbs that change them. */
  contract: DataLoader<string, ContractDetails | null>
}

export function createLoaders(ctx: Ctx): Loaders {
  return {
    organisation: new DataLoader(ids => listOrganisationCards(ctx, { ids })),
    contract: new DataLoader(ids => listContractDetails(ctx, { ids })),
  }
}

/** An organisation that a row names; the foreign key says that it exists. */
export async function loadOrganisation(context: { loaders: Loaders }, id: string): Promise<OrganisationCard> {
  const card = await context.loaders.organisation.load(id)
  if (!card) throw new Error(`organisation ${id} is missing`)
  return card
}
