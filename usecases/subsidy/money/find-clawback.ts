import {
  type ClawbackRow,
  type ClawbackView,
  listClawbacksOf,
  findClawback as selectClawback,
} from '#db/queries/clawback.ts'
import { may } from '#domain/access/may.ts'
import { NotFound } from '#domain/refusal.ts'
import { isUuid } from '#domain/uuid.ts'
import type { Ctx } from '../../support/ctx.ts'
import { subjectOf } from '../figure/determination-access.ts'
import { findDeterminations } from '../figure/find-determination.ts'

export type { ClawbackView }
export type DeterminationClawback = ClawbackRow

/** For the bureau that pays, those above it and the beneficiary; null for everybody else, as for no claw-back. */
export async function findClawback(ctx: Ctx, input: { id: string }): Promise<ClawbackView | null> {
  const row = isUuid(input.id) ? await selectClawback(ctx.db, input.id) : null
  return row && may(ctx.actor, 'clawback.read', subjectOf(row)) === null ? row : null
}

/** As `findClawback`. @throws NotFound instead of null. */
export async function getClawback(ctx: Ctx, input: { id: string }): Promise<ClawbackView> {
  const row = await findClawback(ctx, input)
  if (!row) throw new NotFound('clawback')
  return row
}

/** Of those determinations that the actor has read: whoever reads a determination reads its claw-backs. */
export async function listClawbacksOfDeterminations(
  ctx: Ctx,
  input: { ids: readonly string[] },
): Promise<ClawbackRow[][]> {
  const readable = new Set((await findDeterminations(ctx, input)).map(({ id }) => id))
  const rows = await listClawbacksOf(ctx.db, [...readable])
  return input.ids.map(id => rows.filter(row => row.determinationId === id))
}
