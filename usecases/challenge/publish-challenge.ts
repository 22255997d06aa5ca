import { readClock } from '#db/queries/clock.ts'
import { getListSetting } from '#db/queries/organisation.ts'
import { checkBidWindow } from '#domain/challenge/check-challenge.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { moveChallenge } from './move-challenge.ts'

/** Puts a vetted challenge on the list. The deadline cannot be moved afterwards. */
export async function publishChallenge(ctx: Ctx, input: { id: string; bidsCloseAt: Date }): Promise<{ id: string }> {
  return moveChallenge(ctx, {
    id: input.id,
    event: 'publish',
    action: 'challenge.run',
    decide: async (tx, row) => {
      const { minBidWindowSeconds } = await getListSetting(tx, row.bureauId)
      const now = await readClock(tx)
      refuse(checkBidWindow(now, input.bidsCloseAt, minBidWindowSeconds))
      return { publishedAt: now, bidsCloseAt: input.bidsCloseAt }
    },
  })
}
