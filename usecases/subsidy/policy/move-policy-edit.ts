/** The frame of the verbs on a working copy: lock, authorise, decide, save, record. */
import type { Transaction } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import { lockPolicyEdit, type NamedPolicyEdit, type PolicyEditRow, updatePolicyEdit } from '#db/queries/policy-edit.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import { type PolicyEditEvent, policyEditLifecycle } from '#domain/subsidy/editor/policy-edit.ts'
import { EditConflict } from '../../listing/save-listing.ts'
import type { Ctx } from '../../support/ctx.ts'
import { type AuditNote, mutate } from '../../support/mutate.ts'
import { takeStep } from '../../support/step.ts'
import { getPolicyEdit } from './find-policy-edit.ts'
import { checkPolicyEditVerb } from './policy-edit-access.ts'

type Change = Partial<PolicyEditRow>

export interface MovePolicyEdit {
  id: string
  /** The saving that the actor has read: nobody proposes or publishes a text they have not seen. */
  revision: number
  event: PolicyEditEvent
  reason?: string
  /** What the verb asks and writes beside the state; runs while the row is locked. */
  decide: (tx: Transaction, row: PolicyEditRow, now: Date) => Promise<Change> | Change
  /** Further entries of the audit. */
  also?: (change: Change, row: PolicyEditRow) => AuditNote[]
}

/** Loads the copy with a lock. @throws NotFound, EditConflict when it was saved after `revision`. */
export async function lockEdit(tx: Transaction, id: string): Promise<PolicyEditRow> {
  const row = await lockPolicyEdit(tx, id)
  if (!row) throw new NotFound('policy edit')
  return row
}

export function refuseStale(row: PolicyEditRow, revision: number): void {
  if (row.revision !== revision) throw new EditConflict(row.revision)
}

export async function movePolicyEdit(ctx: Ctx, move: MovePolicyEdit): Promise<NamedPolicyEdit> {
  await mutate(ctx, async tx => {
    const row = await lockEdit(tx, move.id)
    refuse(checkPolicyEditVerb(ctx.actor, row, move.event))
    refuseStale(row, move.revision)
    const change = await move.decide(tx, row, await readClock(tx))
    const step = { kind: 'policy_edit', id: row.id, lifecycle: policyEditLifecycle, from: row.state, event: move.event }
    const state = await takeStep(ctx, tx, { ...step, reason: move.reason ?? '' })
    await updatePolicyEdit(tx, row.id, { ...change, state })
    const note = {
      action: `policy.${move.event}_edit`,
      subjectKind: 'policy_edit',
      subjectId: row.id,
      before: { state: row.state },
      after: { ...change, state, revision: row.revision, reason: move.reason ?? '' },
    }
    return { result: null, audit: [...(move.also?.(change, row) ?? []), note] }
  })
  return getPolicyEdit(ctx, { id: move.id })
}
