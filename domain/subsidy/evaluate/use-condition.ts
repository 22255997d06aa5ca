/** What a grant must be used for once it is paid ("资金使用"), what it was used for, and whether that is enough. */
import { checkDay } from '../../field-check.ts'
import { type FieldProblem, Refusal } from '../../refusal.ts'
import type { Grant, Use } from '../facts/facts.ts'
import type { UseCondition } from '../pack/pack-terms.ts'
import { addLength } from './day-arithmetic.ts'
import { money, round, times } from './exact.ts'
import type { TraceUse } from './trace.ts'

interface Spent {
  /** Uses after it are not seen; null: all are. */
  asOf: string | null
  uses: readonly Pick<Use, 'grantId' | 'purpose' | 'amountFen' | 'spentOn'>[]
}

/** One condition on one grant, in 分. What was spent after the term does not count. */
export function readUse(
  { id, text, purpose, atLeast, atMost, within }: UseCondition,
  grant: Pick<Grant, 'id' | 'amountFen' | 'grantedOn'>,
  { asOf, uses }: Spent,
): TraceUse {
  const dueOn = within ? addLength(grant.grantedOn, within) : null
  const spentFen = uses
    .filter(use => use.grantId === grant.id && use.purpose === purpose)
    .filter(({ spentOn }) => (asOf === null || spentOn <= asOf) && (dueOn === null || spentOn <= dueOn))
    .reduce((sum, { amountFen }) => sum + amountFen, 0n)
  const rate = atLeast ?? atMost
  const bound = atLeast ? 'at_least' : 'at_most'
  const boundFen = rate ? round(times(money(grant.amountFen), rate), atLeast ? 'up' : 'down', 1n) : 0n
  const isOver = asOf !== null && dueOn !== null && asOf > dueOn
  const state = stateOfUse(bound, spentFen, boundFen, isOver)
  return { id, text, grant: grant.id, purpose, bound, boundFen, spentFen, dueOn, state }
}

function stateOfUse(bound: TraceUse['bound'], spentFen: bigint, boundFen: bigint, isOver: boolean): TraceUse['state'] {
  if (bound === 'at_most') return spentFen > boundFen ? 'breached' : isOver ? 'met' : 'open'
  return spentFen >= boundFen ? 'met' : isOver ? 'breached' : 'open'
}

export const useStates = ['open', 'met', 'breached'] as const satisfies readonly TraceUse['state'][]

/** Of a whole grant: breached where one condition is, met where all are. */
export function stateOfUses(conditions: readonly Pick<TraceUse, 'state'>[]): TraceUse['state'] {
  if (conditions.some(({ state }) => state === 'breached')) return 'breached'
  return conditions.every(({ state }) => state === 'met') ? 'met' : 'open'
}

export interface StatedUse {
  purpose: string
  amountFen: bigint
  spentOn: string
}

/** What is wrong with a use as it is stated; `leftFen` is what nothing has been stated of yet. */
export function checkUse(
  { purpose, amountFen, spentOn }: StatedUse,
  grant: { purposes: readonly string[]; leftFen: bigint; paidOn: string; today: string },
): FieldProblem[] {
  const { purposes, leftFen, paidOn, today } = grant
  const problems = checkDay('spentOn', spentOn)
  if (problems.length === 0 && (spentOn < paidOn || spentOn > today))
    problems.push({
      path: 'spentOn',
      message: `${spentOn} is not possible`,
      remedy: `enter a day from ${paidOn} to ${today}`,
    })
  if (!purposes.includes(purpose))
    problems.push({
      path: 'purpose',
      message: `the rule has no purpose "${purpose}"`,
      remedy: `use one of: ${purposes.join(', ')}`,
    })
  if (amountFen <= 0n)
    problems.push({ path: 'amountFen', message: 'is no amount', remedy: 'enter an amount above 0 in 分' })
  else if (amountFen > leftFen)
    problems.push({
      path: 'amountFen',
      message: 'is more than is left of the grant',
      remedy: `enter at most ${leftFen} 分, or withdraw a use that does not hold`,
    })
  return problems
}

/** The rule says nothing of what its money is used for. */
export class NoUseCondition extends Refusal {
  readonly code = 'NO_USE_CONDITION'
  readonly rule: string
  constructor(rule: string) {
    super(`Rule ${rule} has no condition on the use of its money; nothing is to be reported`)
    this.rule = rule
  }
}

export class UseWithdrawn extends Refusal {
  readonly code = 'USE_WITHDRAWN'
  constructor() {
    super('This use has been withdrawn already; record another one')
  }
}
