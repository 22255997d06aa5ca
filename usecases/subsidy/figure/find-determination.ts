import {
  type DeterminationRow,
  findDetermination as selectDetermination,
  findDeterminations as selectDeterminations,
} from '#db/queries/subsidy.ts'
import { may } from '#domain/access/may.ts'
import { NotFound } from '#domain/refusal.ts'
import type { Ctx } from '../../support/ctx.ts'
import { subjectOf } from './determination-access.ts'

export type { DeterminationRow }

const mayRead = (ctx: Ctx, row: DeterminationRow) => may(ctx.actor, 'subsidy.read', subjectOf(row)) === null

/** For the bureau that pays, those above it and the beneficiary; null for everybody else, as for no determination. */
export async function findDetermination(ctx: Ctx, input: { id: string }): Promise<DeterminationRow | null> {
  const row = await selectDetermination(ctx.db, input.id)
  return row && mayRead(ctx, row) ? row : null
}

/** Those of them that the actor may read, in any order. */
export async function findDeterminations(ctx: Ctx, input: { ids: readonly string[] }): Promise<DeterminationRow[]> {
  const rows = input.ids.length > 0 ? await selectDeterminations(ctx.db, input.ids) : []
  return rows.filter(row => mayRead(ctx, row))
}

/** As `findDetermination`. @throws NotFound instead of null. */
export async function getDetermination(ctx: Ctx, input: { id: string }): Promise<DeterminationRow> {
  const row = await findDetermination(ctx, input)
  if (!row) throw new NotFound('determination')
  return row
}
