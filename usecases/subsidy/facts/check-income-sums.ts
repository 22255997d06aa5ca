/** Incomes that are kept of a contract are in sum no more than the contract is worth, as is money that its parties record. */
import type { Transaction } from '#db/client.ts'
import { lockIncomeSums } from '#db/queries/kept-fact.ts'
import type { FieldProblem } from '#domain/refusal.ts'
import { checkIncomeSum } from '#domain/subsidy/facts/check-income.ts'
import type { KeptTable } from '#domain/subsidy/facts/kept-fields.ts'
import type { PreparedFact } from '../register/prepare-facts.ts'

/**
 * What is wrong with each of the facts, in their order, those before it counted. Their contracts are locked, so that one
 * person at a time counts.
 */
export async function checkIncomeSums(
  tx: Transaction,
  table: KeptTable,
  facts: readonly PreparedFact[],
): Promise<FieldProblem[][]> {
  if (table !== 'incomes') return facts.map(() => [])
  const contractIds = new Set(facts.flatMap(({ contractId }) => contractId ?? []))
  const sums = new Map((await lockIncomeSums(tx, [...contractIds])).map(sum => [sum.contractId, sum]))
  return facts.map(({ contractId, content }) => {
    const sum = sums.get(contractId ?? '')
    if (!sum || content.reversedOn != null) return []
    const incomeFen = BigInt(content.incomeFen as number)
    const problems = checkIncomeSum(incomeFen, sum)
    if (problems.length === 0) sum.keptFen += incomeFen
    return problems
  })
}
