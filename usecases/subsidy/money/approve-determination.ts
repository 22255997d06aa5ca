/**
 * The bureau grants an amount, at most (最高), exactly or at least the figure. It is booked on every account that limits
 * the figure: each is locked in one order and the amount fits on all of them or on none, so that limits hold whoever
 * approves at the same moment, and an amount that fits is never refused.
 */
import type { Transaction } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import { listRedFlags } from '#db/queries/red-flag.ts'
import type { DeterminationRow } from '#db/queries/subsidy.ts'
import { insertLimitEntries, lockLimitAccounts, saveLimits } from '#db/queries/subsidy-limit.ts'
import { checkReason } from '#domain/field-check.ts'
import { refuse, requireValid } from '#domain/refusal.ts'
import { checkNoOpenFlags } from '#domain/subsidy/flags/check-red-flags.ts'
import { checkApprovedAmount } from '#domain/subsidy/money/determination.ts'
import {
  checkFloorStillDue,
  checkLimits,
  compareAccounts,
  type LimitTrace,
  limitsOf,
} from '#domain/subsidy/money/limit-account.ts'
import type { Ctx } from '../../support/ctx.ts'
import { checkFigureGrantable } from '../figure/check-figures-stand.ts'
import { moveDetermination } from './move-determination.ts'

export interface ApproveDeterminationInput {
  id: string
  /** In 分. */
  approvedFen: bigint
  /** Why less than the figure, say. */
  note: string
}

/** Books the amount on the accounts of the figure. @throws SubsidyLimitExceeded */
async function book(ctx: Ctx, tx: Transaction, row: DeterminationRow, approvedFen: bigint): Promise<void> {
  const trace = row.trace as LimitTrace
  const limits = limitsOf(trace, row)
  const accounts = await lockLimitAccounts(tx, row.policyId, limits)
  const stated = limits.map(limit => ({
    ...limit,
    usedFen: accounts.find(account => compareAccounts(account, limit) === 0)?.usedFen ?? 0n,
  }))
  refuse(checkFloorStillDue(trace, row, stated) ?? checkLimits(stated, approvedFen))
  const changed = limits.filter(limit =>
    accounts.some(account => compareAccounts(account, limit) === 0 && account.limitFen !== limit.limitFen),
  )
  await saveLimits(tx, row.policyId, changed)
  await insertLimitEntries(
    tx,
    limits.map(({ account, key, window }) => ({
      id: ctx.newId(),
      determinationId: row.id,
      policyId: row.policyId,
      account,
      key,
      window,
      amountFen: approvedFen,
    })),
  )
}

export async function approveDetermination(ctx: Ctx, input: ApproveDeterminationInput): Promise<DeterminationRow> {
  const { id, approvedFen, note } = input
  requireValid(checkReason('note', note, { isNeeded: false }))
  return moveDetermination(ctx, {
    id,
    event: 'approve',
    action: 'subsidy.approve',
    topic: 'subsidy.approved',
    reason: note,
    decide: async (tx, row, now, userId) => {
      refuse(checkNoOpenFlags(await listRedFlags(tx, [id])))
      refuse(await checkFigureGrantable(tx, row, now))
      refuse(checkApprovedAmount(row.gives, row.ceilingFen, approvedFen))
      await book(ctx, tx, row, approvedFen)
      // Read when nothing is waited for any more: whoever looks at an instant between has not seen it then either.
      return { approvedBy: userId, approvedAt: await readClock(tx), approvedFen }
    },
  })
}
