import { saveFailure, type TakenMessage } from '#db/queries/outbox.ts'
import { may } from '#domain/access/may.ts'
import { maxErrorLength } from '#domain/notification/delivery.ts'
import { refuse } from '#domain/refusal.ts'
import { storable } from '#domain/storable-text.ts'
import type { Ctx } from '../support/ctx.ts'

/** Keeps why a message could not be worked off. It is taken again when its lease ends, ever later, and never given up. */
export async function postponeMessage(ctx: Ctx, input: { message: TakenMessage; error: string }): Promise<void> {
  refuse(may(ctx.actor, 'notification.issue'))
  await saveFailure(ctx.db, input.message, [...storable(input.error)].slice(0, maxErrorLength).join(''))
}
