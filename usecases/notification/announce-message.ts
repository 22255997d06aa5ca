import type { TakenMessage } from '#db/queries/outbox.ts'
import type { Ctx } from '../support/ctx.ts'
import { announceInvitation } from './announce-invitation.ts'
import { announceListing } from './announce-listing.ts'

/** Works off a message of the outbox, by its topic. Returns how many notifications were written. */
export async function announceMessage(ctx: Ctx, message: TakenMessage): Promise<number> {
  return message.topic === 'listing.published' ? announceListing(ctx, message) : announceInvitation(ctx, message)
}
