import { dayInChina } from '#domain/calendar.ts'
import { examinationDueOn } from '#domain/registration/check-registration.ts'
import type { Ctx } from '../support/ctx.ts'
import { moveRegistration } from './move-registration.ts'

/** The registry takes the case ("受理"): from now on the clock of 15 or, for a large contract, 30 working days runs. */
export async function acceptRegistration(ctx: Ctx, input: { id: string }) {
  return moveRegistration(ctx, {
    ...input,
    event: 'accept',
    decide: (_tx, row, now) => ({
      acceptedAt: now,
      dueOn: examinationDueOn(dayInChina(now), row.contract.technologyAmountFen).day,
    }),
  })
}
