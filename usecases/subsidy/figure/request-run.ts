/** A bureau asks for a whole rule, or a whole policy, over the register; a job works it off and can be followed. */
import { readClock } from '#db/queries/clock.ts'
import { findSubsidyRun, insertSubsidyRun, type SubsidyRunView } from '#db/queries/subsidy-run.ts'
import { may } from '#domain/access/may.ts'
import { dayInChina } from '#domain/calendar.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../../support/ctx.ts'
import { mutate } from '../../support/mutate.ts'
import { requirePerson } from '../../support/person.ts'
import { findAsked } from './rule-ask.ts'

export interface RequestRunInput {
  policyId: string
  /** Null: every rule of the policy. */
  rule?: string | null
  /** 申报年度; null only where no rule has years. */
  year?: number | null
  parameters?: Record<string, string> | null
}

export async function requestRun(ctx: Ctx, input: RequestRunInput): Promise<SubsidyRunView> {
  refuse(may(ctx.actor, 'subsidy.determine'))
  const { userId, organisationId } = requirePerson(ctx.actor)
  return mutate(ctx, async tx => {
    const knownAt = await readClock(tx)
    const { policyId, rule = null } = input
    const parameters = input.parameters ?? {}
    const ask = { policyId, bureauId: organisationId, rule, year: input.year, today: dayInChina(knownAt), parameters }
    const { version, year } = await findAsked(tx, ask)
    const row = await insertSubsidyRun(tx, {
      id: ctx.newId(),
      policyVersionId: version.id,
      rule,
      year,
      parameters,
      asOf: ask.today,
      knownAt,
      requestedBy: userId,
      bureauId: organisationId,
      requestedAt: knownAt,
    })
    const view = row && (await findSubsidyRun(tx, row.id))
    if (!view) throw new Error('a run was not stored')
    const audit = {
      action: 'subsidy.request_run',
      subjectKind: 'subsidy_run',
      subjectId: row.id,
      before: null,
      after: row,
    }
    return { result: view, audit }
  })
}
