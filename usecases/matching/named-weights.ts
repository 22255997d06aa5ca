import type { Queryable } from '#db/client.ts'
import { listMatchWeights, type NamedMatchWeights } from '#db/queries/match-weights.ts'
import { SignInRequired } from '#domain/access/may.ts'
import { NotFound } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'

/** Stored weights, with the people who proposed and who switched them. */
export type MatchWeightsView = NamedMatchWeights

export async function getNamedWeights(db: Queryable, id: string): Promise<MatchWeightsView> {
  const [row] = await listMatchWeights(db, { id })
  if (!row) throw new NotFound('match_weights')
  return row
}

/** After `may`: the administrator as a person. */
export function administratorOf(ctx: Ctx): string {
  if (ctx.actor.kind !== 'user') throw new SignInRequired()
  return ctx.actor.userId
}
