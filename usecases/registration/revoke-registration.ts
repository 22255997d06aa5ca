import type { Ctx } from '../support/ctx.ts'
import { endRegistration } from './end-registration.ts'

/** It should never have been registered ("撤销登记"): false papers, say. */
export async function revokeRegistration(ctx: Ctx, input: { id: string; reason: string }) {
  return endRegistration(ctx, 'revoke', input)
}
