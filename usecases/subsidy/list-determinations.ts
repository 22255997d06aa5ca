import { type DeterminationFilter, type DeterminationRow, pageOfDeterminations } from '#db/queries/subsidy.ts'
import { may, requireActing } from '#domain/access/may.ts'
import { checkPageSize, type Page } from '#domain/page.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'

export interface ListDeterminationsInput extends Omit<DeterminationFilter, 'beneficiaryId' | 'bureauId'> {
  /** Of a bureau: what its own people work on; else what every bureau determined. */
  isOwnBureauOnly?: boolean
  first: number | null | undefined
  after: string | null | undefined
}

/** A bureau sees all, a beneficiary its own. Newest first. */
export async function listDeterminations(ctx: Ctx, input: ListDeterminationsInput): Promise<Page<DeterminationRow>> {
  const { organisationId, organisationKind } = requireActing(ctx.actor)
  refuse(may(ctx.actor, 'subsidy.read', { beneficiary: organisationId }))
  const { rule, subjectId, states, runId, isUnbatchedOnly } = input
  const beneficiaryId = organisationKind === 'bureau' ? null : organisationId
  const bureauId = organisationKind === 'bureau' && input.isOwnBureauOnly ? organisationId : null
  const page = { first: checkPageSize(input.first), after: input.after ?? null }
  const filter = { rule, subjectId, states, runId, isUnbatchedOnly, beneficiaryId, bureauId }
  return pageOfDeterminations(ctx.db, filter, page)
}
