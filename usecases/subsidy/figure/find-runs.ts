import { findSubsidyRun, listSubsidyRuns, type SubsidyRunView } from '#db/queries/subsidy-run.ts'
import { may } from '#domain/access/may.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../../support/ctx.ts'
import { requirePerson } from '../../support/person.ts'

export type { SubsidyRunView }

const mostRuns = 50

/** The latest runs of the actor's bureau. */
export async function listRuns(ctx: Ctx): Promise<SubsidyRunView[]> {
  const { organisationId: bureau } = requirePerson(ctx.actor)
  refuse(may(ctx.actor, 'subsidy.read_runs', { bureau }))
  return listSubsidyRuns(ctx.db, bureau, mostRuns)
}

/** A run of the actor's bureau; null for any other. */
export async function findRun(ctx: Ctx, input: { id: string }): Promise<SubsidyRunView | null> {
  const { organisationId: bureau } = requirePerson(ctx.actor)
  refuse(may(ctx.actor, 'subsidy.read_runs', { bureau }))
  const row = await findSubsidyRun(ctx.db, input.id)
  return row?.bureauId === bureau ? row : null
}
