import { type ClawbackView, pageOfClawbacks } from '#db/queries/clawback.ts'
import { may, requireActing } from '#domain/access/may.ts'
import { checkPageSize, type Page } from '#domain/page.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../../support/ctx.ts'

export interface ListClawbacksInput {
  /** Only what is neither collected nor cancelled. */
  isOpenOnly: boolean
  first: number | null | undefined
  after: string | null | undefined
}

/** A bureau sees those of its own determinations, a beneficiary its own. Newest first. */
export async function listClawbacks(ctx: Ctx, input: ListClawbacksInput): Promise<Page<ClawbackView>> {
  const { organisationId, organisationKind } = requireActing(ctx.actor)
  refuse(may(ctx.actor, 'clawback.read', { beneficiary: organisationId, bureau: organisationId }))
  const own = organisationKind === 'bureau' ? { bureauId: organisationId } : { beneficiaryId: organisationId }
  const page = { first: checkPageSize(input.first), after: input.after ?? null }
  return pageOfClawbacks(ctx.db, { ...own, isOpenOnly: input.isOpenOnly }, page)
}
