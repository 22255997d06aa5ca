import type { DeterminationRow } from '#db/queries/subsidy.ts'
import { checkReason } from '#domain/field-check.ts'
import { refuse, requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../../support/ctx.ts'
import { checkFiguresStand } from '../figure/check-figures-stand.ts'
import { moveDetermination } from './move-determination.ts'

/** A reviewer has looked at the records behind a figure that was claimed or told ("审核"); `note` says what was found. */
export async function reviewDetermination(ctx: Ctx, input: { id: string; note: string }): Promise<DeterminationRow> {
  requireValid(checkReason('note', input.note, { isNeeded: false }))
  return moveDetermination(ctx, {
    id: input.id,
    event: 'review',
    action: 'subsidy.review',
    reason: input.note,
    findsFlags: true,
    decide: async (tx, row, now, userId) => {
      refuse(await checkFiguresStand(tx, [row], now))
      return { reviewedBy: userId, reviewedAt: now }
    },
  })
}
