import type { Ctx } from '../support/ctx.ts'
import { type RecordMoneyInput, recordMoneyFact } from './record-money-fact.ts'

/** The seller records what reached its account ("到账"), with the bank's notice. */
export async function recordReceipt(ctx: Ctx, input: RecordMoneyInput) {
  return recordMoneyFact(ctx, { kind: 'receipt', action: 'contract.record_receipt' }, input)
}
