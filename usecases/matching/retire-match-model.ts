import { readClock } from '#db/queries/clock.ts'
import { lockMatchModelInUse, retireMatchModel as retire } from '#db/queries/match-model.ts'
import { may } from '#domain/access/may.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'

/** Texts are compared by their words alone from now on, in every process within a second. Returns the version that was in use, or null. */
export async function retireMatchModel(ctx: Ctx): Promise<string | null> {
  refuse(may(ctx.actor, 'match.train'))
  return mutate(ctx, async tx => {
    const model = await lockMatchModelInUse(tx)
    if (!model) return { result: null, audit: [] }
    await retire(tx, model.id, await readClock(tx))
    return {
      result: model.version,
      audit: {
        action: 'match_model.retire',
        subjectKind: 'match_model',
        subjectId: model.id,
        before: { id: model.id },
        after: { id: null },
      },
    }
  })
}
