import type { Transaction } from '#db/client.ts'
import type { DeterminationRow } from '#db/queries/subsidy.ts'
import { insertLimitEntries, lockAccountsOf } from '#db/queries/subsidy-limit.ts'
import { checkLength, checkReason } from '#domain/field-check.ts'
import { requireValid } from '#domain/refusal.ts'
import { InPayout, longestDeterminationReason } from '#domain/subsidy/money/determination.ts'
import type { Ctx } from '../../support/ctx.ts'
import { refuseViolations } from '../../support/violation.ts'
import { moveDetermination } from './move-determination.ts'

/** What of a grant is given back; `clawbackId` is null of an approval that is withdrawn. */
export interface Released {
  determinationId: string
  amountFen: bigint
  clawbackId: string | null
}

/** Gives amounts back to each account that limited their figures; the accounts of all are locked at once, in one order. */
export async function release(ctx: Ctx, tx: Transaction, released: readonly Released[]): Promise<void> {
  const byId = new Map(released.map(one => [one.determinationId, one]))
  const accounts = await lockAccountsOf(tx, [...byId.keys()])
  const entries = accounts.flatMap(account => {
    const one = byId.get(account.determinationId)
    return one ? [{ ...account, id: ctx.newId(), amountFen: -one.amountFen, clawbackId: one.clawbackId }] : []
  })
  await insertLimitEntries(tx, entries)
}

/** What is given back when the approval of a figure is withdrawn. */
export function approvalOf({ id, approvedFen }: DeterminationRow): Released {
  if (approvedFen === null) throw new RangeError(`figure ${id} is not approved`)
  return { determinationId: id, amountFen: approvedFen, clawbackId: null }
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
      await release(ctx, tx, [approvalOf(row)])
      return { refusalReason: reason }
    },
  })
  return refuseViolations(withdrawn, { determination_in_payout: () => new InPayout([id]) })
}
