import { findPolicyEdit as findRow, type NamedPolicyEdit } from '#db/queries/policy-edit.ts'
import { may } from '#domain/access/may.ts'
import { NotFound } from '#domain/refusal.ts'
import type { Ctx } from '../../support/ctx.ts'

export type { NamedPolicyEdit }

/** A working copy, for its bureau; null for everybody else, as for no copy. */
export async function findPolicyEdit(ctx: Ctx, input: { id: string }): Promise<NamedPolicyEdit | null> {
  const edit = await findRow(ctx.db, input.id)
  return edit && may(ctx.actor, 'policy.read_edits', { bureau: edit.bureauId }) === null ? edit : null
}

/** As `findPolicyEdit`. @throws NotFound instead of null. */
export async function getPolicyEdit(ctx: Ctx, input: { id: string }): Promise<NamedPolicyEdit> {
  const edit = await findPolicyEdit(ctx, input)
  if (!edit) throw new NotFound('policy edit')
  return edit
}
