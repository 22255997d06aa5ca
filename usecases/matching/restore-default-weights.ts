import { readClock } from '#db/queries/clock.ts'
import { lockActiveMatchWeights, updateRetired } from '#db/queries/match-weights.ts'
import { may } from '#domain/access/may.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { getMatchWeights, type MatchWeightsOverview } from './get-match-weights.ts'

/** Back to the weights of the program, without asking for a comparison: the way out. Nothing happens when they rank. */
export async function restoreDefaultWeights(ctx: Ctx): Promise<MatchWeightsOverview> {
  refuse(may(ctx.actor, 'match.set_weights'))
  await mutate(ctx, async tx => {
    const active = await lockActiveMatchWeights(tx)
    if (!active) return { result: null, audit: [] }
    await updateRetired(tx, active.id, await readClock(tx))
    return {
      result: null,
      audit: {
        action: 'match_weights.restore_defaults',
        subjectKind: 'match_weights',
        subjectId: active.id,
        before: { activeId: active.id },
        after: { activeId: null },
      },
    }
  })
  await ctx.matching.takeIn(Number.POSITIVE_INFINITY)
  return getMatchWeights(ctx)
}
