import { findAwardedBid } from '#db/queries/bid.ts'
import { type ContractHead, lockContract, replaceContractLines, updateContract } from '#db/queries/contract.ts'
import { may } from '#domain/access/may.ts'
import {
  type ContractTerms,
  checkContractEditable,
  checkContractTerms,
  checkWithinBid,
} from '#domain/contract/check-contract.ts'
import { technologyAmountOf } from '#domain/contract/contract.ts'
import { NotFound, refuse, requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { partiesOf } from './contract-access.ts'
import { getContract } from './get-contract.ts'

/** Changes the terms of a draft that nobody has signed. The parties stay who they are. */
export async function editContract(ctx: Ctx, input: { id: string; terms: ContractTerms }): Promise<ContractHead> {
  const { lines, ...terms } = input.terms
  await mutate(ctx, async tx => {
    const row = await lockContract(tx, input.id)
    if (!row) throw new NotFound('contract')
    refuse(may(ctx.actor, 'contract.create', partiesOf(row)))
    refuse(checkContractEditable(row))
    requireValid(checkContractTerms(input.terms))
    const awardedBid = row.challengeId === null ? null : await findAwardedBid(tx, row.challengeId)
    refuse(checkWithinBid(terms.contractAmountFen, awardedBid?.priceFen ?? null))
    const technologyAmountFen = technologyAmountOf(terms.contractAmountFen, lines)
    await updateContract(tx, row.id, { ...terms, technologyAmountFen })
    await replaceContractLines(tx, row.id, lines)
    return {
      result: null,
      audit: {
        action: 'contract.edit',
        subjectKind: 'contract',
        subjectId: row.id,
        before: row,
        after: { ...terms, technologyAmountFen, lines },
      },
    }
  })
  return getContract(ctx, { id: input.id })
}
