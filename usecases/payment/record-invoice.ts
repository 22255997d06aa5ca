import type { Ctx } from '../support/ctx.ts'
import { type RecordMoneyInput, recordMoneyFact } from './record-money-fact.ts'

/** The seller records an invoice it issued ("开票"), with the invoice itself. */
export async function recordInvoice(ctx: Ctx, input: RecordMoneyInput) {
  return recordMoneyFact(ctx, { kind: 'invoice', action: 'contract.record_invoice' }, input)
}
