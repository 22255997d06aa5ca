import { type DeterminationFilter, type DeterminationRow, pageOfDeterminations } from '#db/queries/subsidy.ts'
import { may, requireActing } from '#domain/access/may.ts'
import { checkPageSize, type Page } from '#domain/page.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../../support/ctx.ts'

export interface ListDeterminationsInput
  extends Omit<DeterminationFilter, 'beneficiaryId' | 'bureauId' | 'readableBy'> {
  /** Of a bureau: what its own people work on; else also what those below it determined. */
  isOwnBureauOnly?: boolean
  first: number | null | undefined
  after: string | null | undefined
}

/**
 * A bureau sees its own and those of the regions below, a beneficiary its own. Of those that wait for a fact it sees what
 * it has claimed or was told of: nothing is determined, and most of the others would come to nothing. Newest first.
 */
export async function listDeterminations(ctx: Ctx, input: ListDeterminationsInput): Promise<Page<DeterminationRow>> {
  const { organisationId, organisationKind, regionCode } = requireActing(ctx.actor)
  refuse(may(ctx.actor, 'subsidy.read', { beneficiary: organisationId, bureau: organisationId }))
  const { rule, subjectId, states, runId, isUnbatchedOnly, isUndetermined } = input
  const isBureau = organisationKind === 'bureau'
  const beneficiaryId = isBureau ? null : organisationId
  const bureauId = isBureau && input.isOwnBureauOnly ? organisationId : null
  const readableBy = isBureau ? { organisationId, regionCode } : null
  const page = { first: checkPageSize(input.first), after: input.after ?? null }
  const filter = {
    rule,
    subjectId,
    states,
    runId,
    isUnbatchedOnly,
    isUndetermined,
    isHeardOfOnly: !isBureau,
    beneficiaryId,
    bureauId,
    readableBy,
  }
  return pageOfDeterminations(ctx.db, filter, page)
}
