/** The weights in force, as every ranking of this process turns on them. */
import type { Logger } from 'pino'
import type { Database } from '#db/client.ts'
import { findMatchWeights } from '#db/queries/match-weights.ts'
import { defaultWeights, type MatchWeights } from '#domain/matching/ranking/weights.ts'
import { weightsInForce } from '#usecases/matching/weights-in-force.ts'

export interface FollowedWeights {
  /** Those of the program until the first were taken. */
  now(): MatchWeights
  /** `id`: which ones are in force by now, null for those of the program. Reads them when they are others. */
  take(id: string | null): Promise<void>
}

export function followWeights(db: Database, log: Pick<Logger, 'error'>): FollowedWeights {
  let inForce: { id: string | null; weights: MatchWeights } = { id: null, weights: defaultWeights }
  return {
    now: () => inForce.weights,
    take: async id => {
      if (id === inForce.id) return
      const row = id === null ? null : await findMatchWeights(db, id)
      const weights = weightsInForce(row)
      if (id !== null && weights === defaultWeights)
        log.error({ id }, 'these weights are allowed no more; the program ranks by its own')
      inForce = { id, weights }
    },
  }
}
