/** Compares weights with those in force over a part of the log, and keeps nothing. For the operator's command. */
import { countJudgedDemands } from '#db/queries/match-evaluation.ts'
import { findMatchWeights } from '#db/queries/match-weights.ts'
import { may } from '#domain/access/may.ts'
import { type BlendVerdict, judgeBlend } from '#domain/matching/evaluation/blend-gate.ts'
import type { RankingComparison } from '#domain/matching/evaluation/compare-rankings.ts'
import { checkMatchWeights } from '#domain/matching/ranking/check-weights.ts'
import type { MatchWeights } from '#domain/matching/ranking/weights.ts'
import { NotFound, refuse, requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import type { LogScope } from './read-logged-matches.ts'
import { replayJudged } from './replay-judged.ts'
import { findWeightsInForce, requireAllowedWeights } from './weights-in-force.ts'

/** The id of stored weights, or weights themselves. */
export type WeightsToEvaluate = { id: string } | { weights: unknown }

export interface WeightsEvaluation extends RankingComparison {
  /** Over held-out demands alone: whether these weights, if they were learned, may be switched on. */
  blend: BlendVerdict | null
}

export async function evaluateMatchWeights(
  ctx: Ctx,
  { proposed, ...scope }: LogScope & { proposed: WeightsToEvaluate },
): Promise<WeightsEvaluation> {
  refuse(may(ctx.actor, 'match.evaluate'))
  const active = (await findWeightsInForce(ctx)).weights
  const weights = { active, proposed: await readProposed(ctx, proposed) }
  const comparison = await replayJudged(ctx, { scope, weights })
  const isHeldOut = scope.split === 'held_out'
  return { ...comparison, blend: isHeldOut ? judgeBlend(await countJudgedDemands(ctx.db), comparison) : null }
}

async function readProposed(ctx: Ctx, proposed: WeightsToEvaluate): Promise<MatchWeights> {
  if ('weights' in proposed) {
    requireValid(checkMatchWeights(proposed.weights))
    return proposed.weights as MatchWeights
  }
  const row = await findMatchWeights(ctx.db, proposed.id)
  if (!row) throw new NotFound('match_weights')
  return requireAllowedWeights(row)
}
