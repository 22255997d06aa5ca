import type { DeterminationRow } from '#db/queries/subsidy.ts'
import { checkReason } from '#domain/field-check.ts'
import { requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { keepRedFlags } from './find-red-flags.ts'
import { moveDetermination } from './move-determination.ts'

/** A reviewer has looked at the records behind a figure that was claimed or told ("审核"); `note` says what was found. */
export async function reviewDetermination(ctx: Ctx, input: { id: string; note: string }): Promise<DeterminationRow> {
  requireValid(checkReason('note', input.note, { isNeeded: false }))
  return moveDetermination(ctx, {
    id: input.id,
    event: 'review',
    action: 'subsidy.review',
    reason: input.note,
    decide: async (tx, row, now, userId) => {
      await keepRedFlags(ctx, tx, row)
      return { reviewedBy: userId, reviewedAt: now }
    },
  })
}
