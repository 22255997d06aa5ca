import { type ContractHead, lockContract, updateContract } from '#db/queries/contract.ts'
import { may } from '#domain/access/may.ts'
import { checkContractCancellable } from '#domain/contract/check-contract.ts'
import { contractLifecycle } from '#domain/contract/contract.ts'
import { checkReason } from '#domain/field-check.ts'
import { NotFound, refuse, requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { takeStep } from '../support/step.ts'
import { partiesOf } from './contract-access.ts'
import { getContract } from './get-contract.ts'

/**
 * Either party drops a draft that has not come into being, also one that the other has signed, so that a new one can
 * be drafted for the challenge. A signed contract is terminated by other rules than this.
 */
export async function cancelContract(ctx: Ctx, input: { id: string; reason: string }): Promise<ContractHead> {
  await mutate(ctx, async tx => {
    const row = await lockContract(tx, input.id)
    if (!row) throw new NotFound('contract')
    refuse(may(ctx.actor, 'contract.create', partiesOf(row)))
    refuse(checkContractCancellable(row.state))
    requireValid(checkReason('reason', input.reason, { isNeeded: false }))
    const state = await takeStep(ctx, tx, {
      kind: 'contract',
      id: row.id,
      lifecycle: contractLifecycle,
      from: row.state,
      event: 'terminate',
      reason: input.reason,
    })
    await updateContract(tx, row.id, { state })
    return {
      result: null,
      audit: {
        action: 'contract.cancel',
        subjectKind: 'contract',
        subjectId: row.id,
        before: { state: row.state },
        after: { state, reason: input.reason },
      },
    }
  })
  return getContract(ctx, { id: input.id })
}
