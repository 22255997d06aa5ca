/** The facts that one party takes part in: what it may see, and what its own figures come from. */
import type { FactTable } from '../facts/fact-fields.ts'
import { tableNames } from '../facts/fact-tables.ts'
import type { Facts } from '../facts/facts.ts'

const linked: readonly FactTable[] = [
  'payments',
  'receipts',
  'invoices',
  'equity',
  'incomes',
  'agreements',
  'figures',
  'evidence',
  'awards',
]

type Row = { readonly [field: string]: unknown }

/**
 * Contracts in which the party has a role, what hangs on them, its projects and what it holds; the other sides of those
 * contracts as they are in the register, and nothing that they do with others. Grants to the party only.
 */
export function factsOf(partyId: string, facts: Facts): Facts {
  const projects = facts.projects.filter(({ listedById, solverId }) => listedById === partyId || solverId === partyId)
  const own = new Set(projects.map(({ id }) => id))
  const contracts = facts.contracts.filter(
    ({ buyerId, sellerId, brokerId, managerId, registryId, projectId }) =>
      [buyerId, sellerId, brokerId, managerId, registryId].includes(partyId) ||
      (projectId !== null && own.has(projectId)),
  )
  const known = new Set(contracts.map(({ id }) => id))
  const isOwn = (row: Row) =>
    row.holderId === partyId ||
    row.teamId === partyId ||
    (typeof row.contractId === 'string' && known.has(row.contractId))
  const records = Object.fromEntries(
    tableNames
      .filter(table => linked.includes(table))
      .map(table => [table, (facts[table] as unknown as readonly Row[]).filter(isOwn)]),
  )
  const named = new Set(contracts.map(({ projectId }) => projectId))
  return {
    ...facts,
    ...records,
    projects: facts.projects.filter(({ id }) => own.has(id) || named.has(id)),
    contracts,
    grants: facts.grants.filter(({ beneficiaryId }) => beneficiaryId === partyId),
    uses: [],
  }
}
