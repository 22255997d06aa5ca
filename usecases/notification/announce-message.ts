import type { TakenMessage } from '#db/queries/outbox.ts'
import { raiseClawbacks } from '../subsidy/money/raise-clawbacks.ts'
import type { Ctx } from '../support/ctx.ts'
import { announceInvitation } from './announce-invitation.ts'
import { announceListing } from './announce-listing.ts'
import { announceStep } from './announce-step.ts'

/** Works off a message of the outbox, by its topic. Returns how many notifications, or claw-backs, were written. */
export async function announceMessage(ctx: Ctx, message: TakenMessage): Promise<number> {
  switch (message.topic) {
    case 'listing.published':
      return announceListing(ctx, message)
    case 'match.invited':
    case 'match.answered':
      return announceInvitation(ctx, message)
    case 'subsidy.ground_changed':
      return raiseClawbacks(ctx, message)
    default:
      return announceStep(ctx, message)
  }
}
