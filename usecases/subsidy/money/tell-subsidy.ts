import { copyPayee, findLatestPayee } from '#db/queries/payee.ts'
import type { DeterminationRow } from '#db/queries/subsidy.ts'
import { refuse } from '#domain/refusal.ts'
import { checkClaimable } from '#domain/subsidy/money/determination.ts'
import type { Ctx } from '../../support/ctx.ts'
import { moveDetermination } from './move-determination.ts'

/**
 * "免申即享": the bureau tells the entitled, who need not claim. The account to pay to is the one they gave last; if they
 * never gave one, they are asked for it (`savePayee`) and for nothing else.
 */
export async function tellSubsidy(ctx: Ctx, input: { id: string }): Promise<DeterminationRow> {
  return moveDetermination(ctx, {
    ...input,
    event: 'tell',
    action: 'subsidy.tell',
    topic: 'subsidy.told',
    findsFlags: true,
    // The officer who computed the figure may pass it on: nothing is decided by it.
    needsAnotherPerson: false,
    decide: async (tx, row, now, userId) => {
      refuse(checkClaimable(row))
      const known = await findLatestPayee(tx, row.beneficiaryId)
      if (known) await copyPayee(tx, { from: known.determinationId, to: row.id })
      return { toldBy: userId, toldAt: now }
    },
  })
}
