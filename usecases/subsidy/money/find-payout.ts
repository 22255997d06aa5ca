import { listPayoutLines, type PayoutLineRow, type PayoutRow, findPayout as selectPayout } from '#db/queries/payout.ts'
import { may } from '#domain/access/may.ts'
import { NotFound } from '#domain/refusal.ts'
import type { Ctx } from '../../support/ctx.ts'

export type PayoutView = PayoutRow & { lines: PayoutLineRow[] }

/** For those of its bureau who approve, pay and audit; null for everybody else, as for no batch. */
export async function findPayout(ctx: Ctx, input: { id: string }): Promise<PayoutView | null> {
  const head = await selectPayout(ctx.db, input.id)
  if (!head || may(ctx.actor, 'payout.read', { bureau: head.bureauId })) return null
  return { ...head, lines: await listPayoutLines(ctx.db, [head.id]) }
}

/** As `findPayout`. @throws NotFound instead of null. */
export async function getPayout(ctx: Ctx, input: { id: string }): Promise<PayoutView> {
  const found = await findPayout(ctx, input)
  if (!found) throw new NotFound('payout')
  return found
}
