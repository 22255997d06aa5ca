/** A use of a grant that does not hold is withdrawn, by the beneficiary or by the bureau that finds it out. */
import { readClock } from '#db/queries/clock.ts'
import { findGrantUse, withdrawGrantUse } from '#db/queries/grant-use.ts'
import { may } from '#domain/access/may.ts'
import { NotFound, refuse, requireValid } from '#domain/refusal.ts'
import { UseWithdrawn } from '#domain/subsidy/evaluate/use-condition.ts'
import { checkWithdrawal } from '#domain/subsidy/facts/kept-fact.ts'
import type { Ctx } from '../../support/ctx.ts'
import { mutate } from '../../support/mutate.ts'
import { requirePerson } from '../../support/person.ts'
import { type DeterminationRow, getDetermination } from '../figure/find-determination.ts'
import { lockReadable } from './move-determination.ts'

export async function withdrawUse(ctx: Ctx, input: { id: string; reason: string }): Promise<DeterminationRow> {
  requireValid(checkWithdrawal(input.reason))
  const found = await findGrantUse(ctx.db, input.id)
  if (!found) throw new NotFound('use')
  await mutate(ctx, async tx => {
    const row = await lockReadable(ctx, tx, found.determinationId)
    refuse(may(ctx.actor, 'subsidy.withdraw_use', { beneficiary: row.beneficiaryId, bureau: row.bureauId }))
    const use = await findGrantUse(tx, input.id)
    if (!use || use.withdrawnAt !== null) throw new UseWithdrawn()
    const { userId: withdrawnBy } = requirePerson(ctx.actor)
    const withdrawal = { withdrawnBy, withdrawnAt: await readClock(tx), withdrawalReason: input.reason }
    await withdrawGrantUse(tx, use.id, withdrawal)
    const note = { action: 'subsidy.withdraw_use', subjectKind: 'determination', subjectId: row.id }
    return { result: null, audit: { ...note, before: use, after: withdrawal } }
  })
  return getDetermination(ctx, { id: found.determinationId })
}
