import { readClock } from '#db/queries/clock.ts'
import {
  findMatchWeights,
  lockMatchWeights,
  type MatchWeightsRow,
  updateComparison,
} from '#db/queries/match-weights.ts'
import { may } from '#domain/access/may.ts'
import { checkProposed } from '#domain/matching/evaluation/check-switch.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import { isUuid } from '#domain/uuid.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { getNamedWeights, type MatchWeightsView } from './get-named-weights.ts'
import { replayJudged, wholeLog } from './replay-judged.ts'
import { findWeightsInForce, requireAllowedWeights } from './weights-in-force.ts'

function requireProposed(row: MatchWeightsRow | null): MatchWeightsRow {
  if (!row) throw new NotFound('match_weights')
  refuse(checkProposed(row, 'compare'))
  return row
}

/**
 * Ranks what the judged demands of the log were shown once more, by the weights in force and by the proposed ones, and
 * keeps the figures with the proposal. The ranking is done before the transaction, which would hold up every other verb.
 */
export async function compareMatchWeights(ctx: Ctx, { id }: { id: string }): Promise<MatchWeightsView> {
  refuse(may(ctx.actor, 'match.set_weights'))
  const row = requireProposed(isUuid(id) ? await findMatchWeights(ctx.db, id) : null)
  const inForce = await findWeightsInForce(ctx)
  const weights = { active: inForce.weights, proposed: requireAllowedWeights(row) }
  const figures = await replayJudged(ctx, { scope: await wholeLog(ctx), weights })
  const comparison = { ...figures, againstId: inForce.id }
  return mutate(ctx, async tx => {
    const { comparison: before } = requireProposed((await lockMatchWeights(tx, id)).asked)
    await updateComparison(tx, id, comparison, await readClock(tx))
    return {
      result: await getNamedWeights(tx, id),
      audit: {
        action: 'match_weights.compare',
        subjectKind: 'match_weights',
        subjectId: id,
        before: before ? { comparison: before } : null,
        after: { comparison },
      },
    }
  })
}
