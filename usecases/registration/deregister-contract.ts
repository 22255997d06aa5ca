import type { Ctx } from '../support/ctx.ts'
import { endRegistration } from './end-registration.ts'

/** The contract was dissolved or its performance ended ("注销登记"): its registration ends from today on. */
export async function deregisterContract(ctx: Ctx, input: { id: string; reason: string }) {
  return endRegistration(ctx, 'deregister', input)
}
