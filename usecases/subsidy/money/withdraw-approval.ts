import type { Transaction } from '#db/client.ts'
import type { DeterminationRow } from '#db/queries/subsidy.ts'
import { insertLimitEntries, lockAccountsOfDetermination } from '#db/queries/subsidy-limit.ts'
import { checkLength, checkReason } from '#domain/field-check.ts'
import { requireValid } from '#domain/refusal.ts'
import { InPayout, longestDeterminationReason } from '#domain/subsidy/money/determination.ts'
import type { Ctx } from '../../support/ctx.ts'
import { refuseViolations } from '../../support/violation.ts'
import { moveDetermination } from './move-determination.ts'

/** Gives an amount back to each account that limited the figure; all of it, or what a claw-back collected. */
export async function release(
  ctx: Ctx,
  tx: Transaction,
  row: Pick<DeterminationRow, 'id' | 'policyId'>,
  { amountFen, clawbackId }: { amountFen: bigint; clawbackId: string | null },
): Promise<void> {
  const accounts = await lockAccountsOfDetermination(tx, row.id)
  await insertLimitEntries(
    tx,
    accounts.map(account => ({
      ...account,
      id: ctx.newId(),
      determinationId: row.id,
      policyId: row.policyId,
      amountFen: -amountFen,
      clawbackId,
    })),
  )
}

/** Before it is paid: the ground fell away, or a mistake was seen. What was bound on the limits is free again. */
export async function withdrawApproval(ctx: Ctx, input: { id: string; reason: string }): Promise<DeterminationRow> {
  const { id, reason } = input
  requireValid([
    ...checkReason('reason', reason, { isNeeded: true }),
    ...checkLength('reason', reason, longestDeterminationReason),
  ])
  const withdrawn = moveDetermination(ctx, {
    id,
    event: 'withdraw_approval',
    action: 'subsidy.approve',
    topic: 'subsidy.refused',
    reason,
    needsAnotherPerson: false,
    decide: async (tx, row) => {
      await release(ctx, tx, row, { amountFen: row.approvedFen ?? 0n, clawbackId: null })
      return { refusalReason: reason }
    },
  })
  return refuseViolations(withdrawn, { determination_in_payout: () => new InPayout([id]) })
}
