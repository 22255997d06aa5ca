import type { Queryable } from '#db/client.ts'
import { listMatchWeights, type NamedMatchWeights } from '#db/queries/match-weights.ts'
import { NotFound } from '#domain/refusal.ts'

/** Stored weights, with the people who proposed and who switched them. */
export type MatchWeightsView = NamedMatchWeights

export async function getNamedWeights(db: Queryable, id: string): Promise<MatchWeightsView> {
  const [row] = await listMatchWeights(db, { id })
  if (!row) throw new NotFound('match_weights')
  return row
}
