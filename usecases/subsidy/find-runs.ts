import { findSubsidyRun, listSubsidyRuns, type SubsidyRunView } from '#db/queries/subsidy-run.ts'
import { may } from '#domain/access/may.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { requirePerson } from '../support/person.ts'

export type { SubsidyRunView }

const mostRuns = 50

/** The latest runs of the actor's bureau. */
export async function listRuns(ctx: Ctx): Promise<SubsidyRunView[]> {
  refuse(may(ctx.actor, 'subsidy.determine'))
  return listSubsidyRuns(ctx.db, requirePerson(ctx.actor).organisationId, mostRuns)
}

/** A run of the actor's bureau; null for any other. */
export async function findRun(ctx: Ctx, input: { id: string }): Promise<SubsidyRunView | null> {
  refuse(may(ctx.actor, 'subsidy.determine'))
  const row = await findSubsidyRun(ctx.db, input.id)
  return row && row.bureauId === requirePerson(ctx.actor).organisationId ? row : null
}
