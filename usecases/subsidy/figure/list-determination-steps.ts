/** The history of a determination: what was done, when, by whom. */
import { type LifecycleStep, listLifecycleSteps } from '#db/queries/lifecycle-event.ts'
import type { Ctx } from '../../support/ctx.ts'
import { findDeterminations } from './find-determination.ts'

export type DeterminationStep = LifecycleStep

/** Steps whose words are for the beneficiary; those of the others are notes within the bureau. */
const toldEvents: readonly string[] = ['refuse', 'withdraw_approval']

/**
 * Of those determinations that the actor may read, oldest first. A beneficiary reads neither the names of the bureau's
 * people nor their notes: only why it was refused.
 */
export async function listDeterminationSteps(
  ctx: Ctx,
  input: { ids: readonly string[] },
): Promise<DeterminationStep[][]> {
  const readable = (await findDeterminations(ctx, input)).map(({ id }) => id)
  const steps = await listLifecycleSteps(ctx.db, 'determination', readable)
  const acting = ctx.actor.kind === 'user' ? ctx.actor.acting : null
  const shown = steps.map(step => {
    if (acting?.organisationKind === 'bureau' || step.actorOrganisationId === acting?.organisationId) return step
    return { ...step, actorName: null, reason: toldEvents.includes(step.event) ? step.reason : '' }
  })
  return input.ids.map(id => shown.filter(step => step.subjectId === id))
}
