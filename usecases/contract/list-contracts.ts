import { type ContractFilter, type ContractHead, pageOfContracts } from '#db/queries/contract.ts'
import { checkPageSize, type Page } from '#domain/page.ts'
import type { Ctx } from '../support/ctx.ts'
import { contractScopeOf } from '../support/scope.ts'

export interface ListContractsInput extends Pick<ContractFilter, 'states' | 'challengeId'> {
  first: number | null | undefined
  after: string | null | undefined
}

/** A party sees its own contracts, a registry those handed in there, a bureau all. Newest first. */
export async function listContracts(ctx: Ctx, input: ListContractsInput): Promise<Page<ContractHead>> {
  const { states, challengeId } = input
  const page = { first: checkPageSize(input.first), after: input.after ?? null }
  return pageOfContracts(ctx.db, { scope: contractScopeOf(ctx), states, challengeId }, page)
}
