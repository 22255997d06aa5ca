import { listPayoutLines, pageOfPayouts } from '#db/queries/payout.ts'
import { may, requireActing } from '#domain/access/may.ts'
import { checkPageSize, type Page } from '#domain/page.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../../support/ctx.ts'
import type { PayoutView } from './find-payout.ts'

/** The batches of the actor's bureau, newest first, with their lines. */
export async function listPayouts(
  ctx: Ctx,
  input: { first: number | null | undefined; after: string | null | undefined },
): Promise<Page<PayoutView>> {
  const { organisationId } = requireActing(ctx.actor)
  refuse(may(ctx.actor, 'payout.read', { bureau: organisationId }))
  const request = { first: checkPageSize(input.first), after: input.after ?? null }
  const page = await pageOfPayouts(ctx.db, organisationId, request)
  const ids = page.items.map(({ item }) => item.id)
  const lines = ids.length > 0 ? await listPayoutLines(ctx.db, ids) : []
  const items = page.items.map(({ item, cursor }) => ({
    item: { ...item, lines: lines.filter(({ payoutId }) => payoutId === item.id) },
    cursor,
  }))
  return { ...page, items }
}
