import { findActiveMatchWeights } from '#db/queries/match-weights.ts'
import { checkMatchWeights, completeWeights } from '#domain/matching/ranking/check-weights.ts'
import { defaultWeights, type MatchWeights } from '#domain/matching/ranking/weights.ts'
import { requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'

/** What the service ranks with now: the weights that were switched on, or those of the program (id null). */
export async function findWeightsInForce(ctx: Ctx): Promise<{ id: string | null; weights: MatchWeights }> {
  const active = await findActiveMatchWeights(ctx.db)
  return { id: active?.id ?? null, weights: weightsInForce(active) }
}

/** Stored weights that a newer program no longer allows give way to its own, in every process alike. */
export function weightsInForce(active: { weights: unknown } | null): MatchWeights {
  return (active && completeWeights(active.weights)) ?? defaultWeights
}

/** Stored weights that are to be measured or switched on. Throws `InvalidInput` when a newer program no longer allows them. */
export function requireAllowedWeights({ weights }: { weights: unknown }): MatchWeights {
  const allowed = completeWeights(weights)
  if (allowed) return allowed
  requireValid(checkMatchWeights(weights))
  throw new Error('weights that cannot be completed, and no number of them is wrong')
}
