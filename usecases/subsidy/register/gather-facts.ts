/**
 * Gathers what a rule is evaluated on from the records of the house, and keeps for each record where it comes from:
 * contract, registration number, evidence. Facts are handed to the evaluation by the ids of the records themselves.
 */
import type { Transaction } from '#db/client.ts'
import { listOrganisationCards } from '#db/queries/organisation.ts'
import { type ContractWithRegistration, listContractsById } from '#db/queries/subsidy-facts.ts'
import { NotFound, requireValid } from '#domain/refusal.ts'
import { checkIncome, statedIncomePrefix } from '#domain/subsidy/facts/check-income.ts'
import type { FactsInput } from '#domain/subsidy/facts/facts.ts'
import { originOfContract, type RecordOrigin } from './register-sources.ts'

export interface Gathered {
  facts: Omit<FactsInput, 'asOf' | 'year' | 'parameters'>
  /** By record id. */
  origins: Record<string, RecordOrigin>
}

export interface IncomeInput {
  contractId: string
  /** 转化收益 in 分, all of it. */
  incomeFen: bigint
  /** After the costs of the transfer, in 分. */
  netIncomeFen?: bigint | null
  receivedOn: string
}

function contractFact({ contract, registration }: ContractWithRegistration) {
  const isRevoked = registration?.state === 'revoked'
  return {
    id: contract.id,
    name: contract.title,
    type: registration?.recognisedType ?? contract.type,
    buyerId: contract.buyerId,
    sellerId: contract.sellerId,
    registryId: registration?.registryId ?? null,
    projectId: contract.challengeId,
    contractAmountFen: contract.contractAmountFen,
    technologyAmountFen: registration?.recognisedAmountFen ?? contract.technologyAmountFen,
    signedOn: contract.signedOn,
    registeredOn: registration?.registeredOn ?? null,
    deregisteredOn: isRevoked ? null : (registration?.deregisteredOn ?? null),
    revokedOn: isRevoked ? registration.deregisteredOn : null,
  }
}

function contractOrigin({ contract, registration }: ContractWithRegistration): RecordOrigin {
  return originOfContract(contract.id, contract.title, registration?.number ?? null)
}

async function factsOfContracts(tx: Transaction, rows: readonly ContractWithRegistration[]): Promise<Gathered> {
  const contracts = rows.map(contractFact)
  const ids = contracts.flatMap(({ buyerId, sellerId, registryId }) => [buyerId, sellerId, registryId])
  const organisationIds = [...new Set(ids)].filter(id => id !== null)
  const cards = organisationIds.length > 0 ? await listOrganisationCards(tx, organisationIds) : []
  const organisations = cards
    .filter(card => card !== null)
    .map(({ id, name, kind, regionCode }) => ({ id, name, kind, regionCode }))
  const origins = Object.fromEntries(rows.map(row => [row.contract.id, contractOrigin(row)]))
  return { facts: { organisations, contracts }, origins }
}

/**
 * One income of a transfer. It is given, not recorded in the house; the team stands under its unit, the seller.
 * @throws NotFound for no contract, InvalidInput for an income that the contract cannot have had by `today`.
 */
export async function gatherIncome(tx: Transaction, income: IncomeInput, today: string): Promise<Gathered> {
  const [row] = await listContractsById(tx, [income.contractId])
  if (!row) throw new NotFound('contract')
  const { signedOn, contractAmountFen } = row.contract
  requireValid(checkIncome(income, { signedOn, contractAmountFen, today }))
  const { facts, origins } = await factsOfContracts(tx, [row])
  const id = `${statedIncomePrefix}${row.contract.id}`
  const incomes = [{ ...income, id, transferId: row.contract.id, teamId: row.contract.sellerId }]
  const contracts = facts.contracts?.map(fact => ({ ...fact, projectId: null }))
  return { facts: { ...facts, contracts, incomes }, origins: { ...origins, [id]: contractOrigin(row) } }
}
