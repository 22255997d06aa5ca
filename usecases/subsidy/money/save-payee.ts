import { readClock } from '#db/queries/clock.ts'
import type { DeterminationRow } from '#db/queries/subsidy.ts'
import { may } from '#domain/access/may.ts'
import { refuse } from '#domain/refusal.ts'
import { type Payee, PayeeFixed } from '#domain/subsidy/money/claim.ts'
import { DraftPolicy } from '#domain/subsidy/money/determination.ts'
import type { Ctx } from '../../support/ctx.ts'
import { mutate } from '../../support/mutate.ts'
import { requirePerson } from '../../support/person.ts'
import { refuseViolations } from '../../support/violation.ts'
import { getDetermination } from '../figure/find-determination.ts'
import { storePayee } from './claim-subsidy.ts'
import { lockReadable } from './move-determination.ts'

/**
 * The beneficiary gives, or corrects, the account to pay to. From the review on it is fixed, by trigger; one that was never
 * given (免申即享) may still be given, and one the treasury could not pay to corrected.
 */
export async function savePayee(ctx: Ctx, input: { id: string; payee: Payee }): Promise<DeterminationRow> {
  await mutate(ctx, async tx => {
    const row = await lockReadable(ctx, tx, input.id)
    refuse(may(ctx.actor, 'subsidy.claim', { beneficiary: row.beneficiaryId }))
    if (row.state === 'simulated') throw new DraftPolicy('claim')
    const { userId: givenBy } = requirePerson(ctx.actor)
    const given = { payee: input.payee, givenBy, givenAt: await readClock(tx) }
    await refuseViolations(storePayee(tx, row, given), { payee_account_fixed: () => new PayeeFixed() })
    return {
      result: null,
      audit: {
        action: 'subsidy.save_payee',
        subjectKind: 'determination',
        subjectId: row.id,
        before: null,
        after: input.payee,
      },
    }
  })
  return getDetermination(ctx, { id: input.id })
}
