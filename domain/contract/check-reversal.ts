/** The reversal of a payment, receipt or invoice ("冲回"). */
import { checkDay, checkLength, checkReason } from '../field-check.ts'
import { type FieldProblem, Refusal } from '../refusal.ts'

const longestReason = 1000

export class MoneyFactReversed extends Refusal {
  readonly code = 'MONEY_FACT_REVERSED'
  constructor() {
    super('This entry has been reversed already; record a new one if money moved again')
  }
}

/** Why a reversal cannot be recorded so: it needs a reason, and a day from that of the fact up to today. */
export function checkReversal(
  { reason, reversedOn }: { reason: string; reversedOn: string },
  { occurredOn, today }: { occurredOn: string; today: string },
): FieldProblem[] {
  const problems = [
    ...checkReason('reason', reason, { isNeeded: true, remedy: 'say why the entry is void' }),
    ...checkLength('reason', reason, longestReason),
    ...checkDay('reversedOn', reversedOn),
  ]
  if (problems.length === 0 && (reversedOn < occurredOn || reversedOn > today))
    problems.push({
      path: 'reversedOn',
      message: `${reversedOn} is not possible`,
      remedy: `enter a day from ${occurredOn} to ${today}`,
    })
  return problems
}
