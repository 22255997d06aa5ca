import { listMatchWeights } from '#db/queries/match-weights.ts'
import { may } from '#domain/access/may.ts'
import { type WeightField, weightFields } from '#domain/matching/ranking/check-weights.ts'
import { defaultWeights, type MatchWeights } from '#domain/matching/ranking/weights.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import type { MatchWeightsView } from './get-named-weights.ts'
import { weightsInForce } from './weights-in-force.ts'

const longestHistory = 100

export interface MatchWeightsOverview {
  /** Null: those of the program are in force. */
  active: MatchWeightsView | null
  inForce: MatchWeights
  defaults: MatchWeights
  /** Every number with its limits. */
  fields: readonly WeightField[]
  /** The latest first. */
  history: MatchWeightsView[]
}

export async function getMatchWeights(ctx: Ctx): Promise<MatchWeightsOverview> {
  refuse(may(ctx.actor, 'match.set_weights'))
  const history = await listMatchWeights(ctx.db, { latest: longestHistory })
  const active = history.find(row => row.activatedAt !== null && row.retiredAt === null) ?? null
  return { active, inForce: weightsInForce(active), defaults: defaultWeights, fields: weightFields, history }
}
