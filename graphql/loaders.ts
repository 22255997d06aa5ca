/** Things that many rows point at are loaded once per request, in one statement. */
import DataLoader from 'dataloader'
import { type Library, libraries } from '#domain/listing.ts'
import { type ContractDetails, listContractDetails } from '#usecases/contract/list-contract-details.ts'
import type { ListingView } from '#usecases/listing/listing-view.ts'
import type { PossibleDuplicate } from '#usecases/matching/list-near-duplicates.ts'
import { listPossibleDuplicates } from '#usecases/matching/list-possible-duplicates.ts'
import { listOrganisationCards, type OrganisationCard } from '#usecases/organisation/list-organisation-cards.ts'
import { type DeterminationRow, findDeterminations } from '#usecases/subsidy/figure/find-determination.ts'
import { type DeterminationStep, listDeterminationSteps } from '#usecases/subsidy/figure/list-determination-steps.ts'
import { listRedFlags, type RedFlagView } from '#usecases/subsidy/flags/list-red-flags.ts'
import {
  listReadablePayees,
  listReadablePayments,
  type ReadablePayee,
  type ReadablePayment,
} from '#usecases/subsidy/money/find-claim.ts'
import { type DeterminationClawback, listClawbacksOfDeterminations } from '#usecases/subsidy/money/find-clawback.ts'
import type { NamedWhatIf } from '#usecases/subsidy/what-if/find-what-if.ts'
import { listTurnedNumbers, type TurnedNumber } from '#usecases/subsidy/what-if/list-turned-numbers.ts'
import type { Ctx } from '#usecases/support/ctx.ts'

type AnyListing = { library: Library } & ListingView<Library>

export interface Loaders {
  organisation: DataLoader<string, OrganisationCard | null>
  /** Lines, money facts and registrations of contracts; cleared by the verbs that change them. */
  contract: DataLoader<string, ContractDetails | null>
  /** What says nearly the same as a listing; null for viewers who may not know. */
  duplicates: DataLoader<AnyListing, PossibleDuplicate[] | null, string>
  /** Null for viewers who may not read it. */
  determination: DataLoader<string, DeterminationRow | null>
  /** Of a determination; null for viewers who may not know. Cleared by the verbs that change them. */
  redFlags: DataLoader<string, RedFlagView[] | null>
  /** Of a determination; null for viewers who may not read it. */
  payee: DataLoader<string, ReadablePayee | null>
  /** Of a determination; null for viewers who may not read it, and before it is paid. */
  payment: DataLoader<string, ReadablePayment | null>
  /** Of a determination; cleared by the verb that collects. */
  clawbacks: DataLoader<string, DeterminationClawback[]>
  determinationSteps: DataLoader<string, DeterminationStep[]>
  turnedNumbers: DataLoader<NamedWhatIf, TurnedNumber[], string>
}

export function createLoaders(ctx: Ctx): Loaders {
  return {
    organisation: new DataLoader(ids => listOrganisationCards(ctx, { ids })),
    contract: new DataLoader(ids => listContractDetails(ctx, { ids })),
    duplicates: new DataLoader(listings => loadDuplicates(ctx, listings), {
      cacheKeyFn: ({ library, id }) => `${library}:${id}`,
    }),
    determination: new DataLoader(
      async ids => {
        const rows = await findDeterminations(ctx, { ids })
        return ids.map(id => rows.find(row => row.id === id) ?? null)
      },
      { cache: false },
    ),
    redFlags: new DataLoader(determinationIds => listRedFlags(ctx, { determinationIds })),
    payee: new DataLoader(async ids => {
      const payees = await listReadablePayees(ctx, { ids })
      return ids.map(id => payees.find(({ determinationId }) => determinationId === id) ?? null)
    }),
    payment: new DataLoader(
      async ids => {
        const payments = await listReadablePayments(ctx, { ids })
        return ids.map(id => payments.find(({ determinationId }) => determinationId === id) ?? null)
      },
      { cache: false },
    ),
    clawbacks: new DataLoader(ids => listClawbacksOfDeterminations(ctx, { ids })),
    determinationSteps: new DataLoader(ids => listDeterminationSteps(ctx, { ids }), { cache: false }),
    turnedNumbers: new DataLoader(rows => listTurnedNumbers(ctx, { rows }), { cacheKeyFn: ({ id }) => id }),
  }
}

/** One question for each library, whatever is shown together. */
async function loadDuplicates(ctx: Ctx, listings: readonly AnyListing[]): Promise<(PossibleDuplicate[] | null)[]> {
  const found = new Map<AnyListing, PossibleDuplicate[] | null>()
  for (const library of libraries) {
    const own = listings.filter(listing => listing.library === library)
    const answers = own.length > 0 ? await listPossibleDuplicates(ctx, { library, listings: own }) : []
    for (const [i, listing] of own.entries()) found.set(listing, answers[i] ?? null)
  }
  return listings.map(listing => found.get(listing) ?? null)
}

/** An organisation that a row names; the foreign key says that it exists. */
export async function loadOrganisation(context: { loaders: Loaders }, id: string): Promise<OrganisationCard> {
  const card = await context.loaders.organisation.load(id)
  if (!card) throw new Error(`organisation ${id} is missing`)
  return card
}
