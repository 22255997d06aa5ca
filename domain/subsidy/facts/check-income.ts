/** An income that an officer states for the share rule: the house has no record of it, but it has the contract. */
import { maxAmountFen } from '../../money.ts'
import type { FieldProblem } from '../../refusal.ts'

/** Figures are multiplied by percentages and powers of them: two decimal places of room stay free. */
export const maxIncomeFen = maxAmountFen / 100n

/** How the record of a stated income is called: with the id of its contract behind. Kept ones have ids of their own. */
export const statedIncomePrefix = 'income-'

export interface StatedIncome {
  /** 转化收益 in 分. */
  incomeFen: bigint
  netIncomeFen?: bigint | null
  receivedOn: string
}

/**
 * What is wrong with it, given the day the contract was signed (null: it was not), its amount (合同成交额) and today. As with
 * money that is recorded, more than the contract is worth does not come of it.
 */
export function checkIncome(
  income: StatedIncome,
  contract: { signedOn: string | null; contractAmountFen: bigint; today: string },
): FieldProblem[] {
  const problems: FieldProblem[] = []
  const add = (field: string, message: string, remedy: string) =>
    problems.push({ path: `income.${field}`, message, remedy })
  const { signedOn, contractAmountFen, today } = contract
  if (signedOn === null) add('contractId', 'the contract is not signed', 'have it signed by both parties first')
  else if (income.receivedOn < signedOn)
    add('receivedOn', `is before the contract was signed (${signedOn})`, 'give the day the money came in')
  if (income.receivedOn > today) add('receivedOn', 'is in the future', 'give the day the money came in')
  if (income.incomeFen > maxIncomeFen)
    add('incomeFen', 'is above 9000 亿元', `give the amount in 分, at most ${maxIncomeFen}`)
  else if (income.incomeFen > contractAmountFen)
    add('incomeFen', 'is more than the contract amount', `enter at most ${contractAmountFen} 分, or check the contract`)
  if (income.netIncomeFen != null && income.netIncomeFen > income.incomeFen)
    add('netIncomeFen', 'is above the income itself', 'give the income less the costs of the transfer')
  return problems
}

/** What is wrong with one more income of a contract that is kept, given what is kept of it already; all in 分. */
export function checkIncomeSum(
  incomeFen: bigint,
  { contractAmountFen, keptFen }: { contractAmountFen: bigint; keptFen: bigint },
): FieldProblem[] {
  if (keptFen + incomeFen <= contractAmountFen) return []
  const restFen = keptFen < contractAmountFen ? contractAmountFen - keptFen : 0n
  const message = 'is, with what is kept of the contract, more than its amount'
  return [{ path: 'incomeFen', message, remedy: `enter at most ${restFen} 分, or check the contract` }]
}
