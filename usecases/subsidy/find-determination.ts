import { type DeterminationRow, findDetermination as selectDetermination } from '#db/queries/subsidy.ts'
import { may } from '#domain/access/may.ts'
import type { Ctx } from '../support/ctx.ts'

export type { DeterminationRow }

/** For bureaus and the beneficiary; null for everybody else, as for no determination. */
export async function findDetermination(ctx: Ctx, input: { id: string }): Promise<DeterminationRow | null> {
  const row = await selectDetermination(ctx.db, input.id)
  return row && may(ctx.actor, 'subsidy.read', { beneficiary: row.beneficiaryId }) === null ? row : null
}
