/**
 * Payment, receipt and invoice ("付款", "到账", "开票"): three dated, evidenced facts of a signed contract. Each kind sums
 * to the contract amount at most, because subsidies are computed from what was really paid ("实际付款额").
 */
import { checkDay } from '../field-check.ts'
import { isAmountFen } from '../money.ts'
import { type FieldProblem, Refusal } from '../refusal.ts'
import type { ContractState, MoneyFactKind } from './contract.ts'

export class ContractNotSigned extends Refusal {
  readonly code = 'CONTRACT_NOT_SIGNED'
  readonly state: ContractState
  constructor(state: ContractState) {
    super(`The contract is "${state}"; both parties must have signed it first`)
    this.state = state
  }
}

const moneyStates: readonly ContractState[] = ['signed', 'performing', 'completed']

/** Why nothing that needs a signed contract can be done with it, or null. */
export function checkContractSigned(state: ContractState): ContractNotSigned | null {
  return moneyStates.includes(state) ? null : new ContractNotSigned(state)
}

/** More than the contract amount would be recorded. `restFen` (分) is what may still be. */
export class MoneyExceedsContract extends Refusal {
  readonly code = 'MONEY_EXCEEDS_CONTRACT'
  readonly kind: MoneyFactKind
  readonly contractAmountFen: bigint
  readonly restFen: bigint
  constructor(kind: MoneyFactKind, contractAmountFen: bigint, recordedFen: bigint) {
    const restFen = contractAmountFen - recordedFen
    super(`${recordedFen} of ${contractAmountFen} 分 are recorded as ${kind}; at most ${restFen} 分 more can be`)
    this.kind = kind
    this.contractAmountFen = contractAmountFen
    this.restFen = restFen
  }
}

/** Why the sum of one kind cannot grow by `amountFen`, or null. All in 分. */
export function checkMoneySum(
  kind: MoneyFactKind,
  sums: { contractAmountFen: bigint; recordedFen: bigint; amountFen: bigint },
): MoneyExceedsContract | null {
  return sums.recordedFen + sums.amountFen > sums.contractAmountFen
    ? new MoneyExceedsContract(kind, sums.contractAmountFen, sums.recordedFen)
    : null
}

/** Amount (分) and day of a money fact: above nothing, not before the signing, not in the future. */
export function checkMoneyFact(
  fact: { amountFen: bigint; occurredOn: string },
  days: { signedOn: string; today: string },
): FieldProblem[] {
  const problems = checkDay('occurredOn', fact.occurredOn)
  if (!isAmountFen(fact.amountFen) || fact.amountFen === 0n)
    problems.push({
      path: 'amountFen',
      message: `${fact.amountFen} 分 is not an amount`,
      remedy: 'enter an amount above 0 and up to 90 万亿元',
    })
  if (problems.length === 0 && fact.occurredOn > days.today)
    problems.push({ path: 'occurredOn', message: 'is in the future', remedy: `enter a day up to ${days.today}` })
  if (problems.length === 0 && fact.occurredOn < days.signedOn)
    problems.push({
      path: 'occurredOn',
      message: `is before the contract was signed on ${days.signedOn}`,
      remedy: `enter a day from ${days.signedOn} on`,
    })
  return problems
}
