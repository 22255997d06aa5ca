import { type ContractHead, findContractHead } from '#db/queries/contract.ts'
import { NotFound } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { checkMayReadHead } from './contract-access.ts'

export type { ContractHead }

/** The contract, for its parties, its registries and bureaus; null for everybody else, as for no contract. */
export async function findContract(ctx: Ctx, input: { id: string }): Promise<ContractHead | null> {
  const head = await findContractHead(ctx.db, input.id)
  return head && checkMayReadHead(ctx.actor, head) === null ? head : null
}

/** As `findContract`. @throws NotFound instead of null. */
export async function getContract(ctx: Ctx, input: { id: string }): Promise<ContractHead> {
  const head = await findContract(ctx, input)
  if (!head) throw new NotFound('contract')
  return head
}
