/** What hangs on contracts (lines, money facts, registrations), for many of them in a fixed number of statements. */
import { type ContractHead, listContractHeads, listContractLines } from '#db/queries/contract.ts'
import { listMoneyFacts, type MoneyFactView } from '#db/queries/money-fact.ts'
import { listRegistrationsOfContracts, type RegistrationHead } from '#db/queries/registration.ts'
import type { ContractLine, MoneyFactKind } from '#domain/contract/contract.ts'
import type { Ctx } from '../support/ctx.ts'
import { checkMayReadHead } from './contract-access.ts'

export type { MoneyFactView }

export interface ContractDetails {
  head: ContractHead
  lines: ContractLine[]
  moneyFacts: MoneyFactView[]
  /** Sums of the money facts in 分, by kind. */
  sumsFen: Record<MoneyFactKind, bigint>
  registrations: RegistrationHead[]
}

/** Of what counts: a reversed fact does not. */
function sumOf(facts: readonly MoneyFactView[], kind: MoneyFactKind): bigint {
  return facts.reduce((sum, fact) => (fact.kind === kind && fact.reversedOn === null ? sum + fact.amountFen : sum), 0n)
}

/** In the order of the ids; null for a contract that does not exist or that the viewer may not read. */
export async function listContractDetails(
  ctx: Ctx,
  input: { ids: readonly string[] },
): Promise<(ContractDetails | null)[]> {
  const heads = (await listContractHeads(ctx.db, input.ids)).filter(head => checkMayReadHead(ctx.actor, head) === null)
  const ids = heads.map(({ id }) => id)
  const [lines, facts, registrations] = await Promise.all([
    listContractLines(ctx.db, ids),
    listMoneyFacts(ctx.db, ids),
    listRegistrationsOfContracts(ctx.db, ids),
  ])
  const detailsById = new Map(
    heads.map(head => {
      const moneyFacts = facts.filter(fact => fact.contractId === head.id)
      const details: ContractDetails = {
        head,
        lines: lines.filter(line => line.contractId === head.id).map(({ contractId, ...line }) => line),
        moneyFacts,
        sumsFen: {
          payment: sumOf(moneyFacts, 'payment'),
          receipt: sumOf(moneyFacts, 'receipt'),
          invoice: sumOf(moneyFacts, 'invoice'),
        },
        registrations: registrations.filter(registration => registration.contractId === head.id),
      }
      return [head.id, details] as const
    }),
  )
  return input.ids.map(id => detailsById.get(id) ?? null)
}
