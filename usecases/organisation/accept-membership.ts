import type { Ctx } from '../support/ctx.ts'
import { answerInvitation } from './answer-invitation.ts'

/** Says yes to an invitation; the role counts from the person's next request on. */
export async function acceptMembership(ctx: Ctx, input: { membershipId: string }): Promise<{ membershipId: string }> {
  return answerInvitation(ctx, { ...input, answer: 'accept' })
}
