import { type ContractHead, findContractHead } from '#db/queries/contract.ts'
import { NotFound } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { checkMayReadHead } from './contract-access.ts'

export type { ContractHead }

/** The contract, for its parties, its registries and bureaus. @throws NotFound for everybody else, as for no contract. */
export async function getContract(ctx: Ctx, input: { id: string }): Promise<ContractHead> {
  const head = await findContractHead(ctx.db, input.id)
  if (!head || checkMayReadHead(ctx.actor, head)) throw new NotFound('contract')
  return head
}
