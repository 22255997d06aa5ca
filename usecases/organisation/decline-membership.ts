import type { Ctx } from '../support/ctx.ts'
import { answerInvitation } from './answer-invitation.ts'

/** Says no to an invitation; it is over, and recuses nobody. */
export async function declineMembership(ctx: Ctx, input: { membershipId: string }): Promise<{ membershipId: string }> {
  return answerInvitation(ctx, { ...input, answer: 'decline' })
}
