import { type DeterminationRow, findDetermination as selectDetermination } from '#db/queries/subsidy.ts'
import { may } from '#domain/access/may.ts'
import { NotFound } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'

export type { DeterminationRow }

/** For bureaus and the beneficiary. @throws NotFound for everybody else, as for no determination. */
export async function findDetermination(ctx: Ctx, input: { id: string }): Promise<DeterminationRow> {
  const row = await selectDetermination(ctx.db, input.id)
  if (!row || may(ctx.actor, 'subsidy.read', { beneficiary: row.beneficiaryId })) throw new NotFound('determination')
  return row
}
