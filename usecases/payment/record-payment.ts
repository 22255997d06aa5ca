import type { Ctx } from '../support/ctx.ts'
import { type RecordMoneyInput, recordMoneyFact } from './record-money-fact.ts'

/** The buyer records what it paid ("付款"), with the bank slip. The first payment begins the performance. */
export async function recordPayment(ctx: Ctx, input: RecordMoneyInput) {
  return recordMoneyFact(ctx, { kind: 'payment', action: 'contract.record_payment' }, input)
}
