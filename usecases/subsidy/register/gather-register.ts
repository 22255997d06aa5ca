/**
 * All facts of the register that rules look at for a year of application, as they were known at an instant: contracts
 * with their registrations, money that moved, what bureaus keep, what was granted. Rows come from tables whose
 * constraints are those of the facts, so they are not read a second time by `parseFacts`.
 */
import type { Queryable } from '#db/client.ts'
import { listContractsOfParty } from '#db/queries/party-facts.ts'
import {
  type KeptFactRow,
  listKeptFacts,
  listRegisterContracts,
  listRegisterGrants,
  listRegisterOrganisations,
  listRegisterProjects,
  listRegisterUses,
  type RegisterContractRow,
  type RegisterGrantRow,
  type RegisterUseRow,
} from '#db/queries/register-facts.ts'
import { groupBy } from '#domain/subsidy/evaluate/group-by.ts'
import type { FactTable } from '#domain/subsidy/facts/fact-fields.ts'
import { type FactNeeds, factNeeds } from '#domain/subsidy/facts/fact-needs.ts'
import { type FactRecord, tableNames } from '#domain/subsidy/facts/fact-tables.ts'
import { blankRecord, type Facts, type Grant, parseKeptFact, type Use } from '#domain/subsidy/facts/facts.ts'
import { attributeTables, keptBases, keptNouns } from '#domain/subsidy/facts/kept-fields.ts'
import { keyFields, type PolicyPack, type ReadPack } from '#domain/subsidy/pack/policy-pack.ts'
import { readingsFrom, readPack } from '#domain/subsidy/pack/read-pack.ts'
import { rulesNeededFor } from '#domain/subsidy/pack/rule-order.ts'
import { gatherMoney, listMoneyAsks } from './gather-money.ts'
import { attributesById, organisationOf } from './gather-organisations.ts'
import { isOfParty, listKeptOfParty } from './gather-party.ts'
import { nameContractsOf } from './grant-contracts.ts'
import { compileOrigins, type ListOrigins } from './register-sources.ts'

export interface RegisterAsk {
  pack: PolicyPack
  /** Absent: all. */
  rules?: readonly string[]
  /** Year of application; null: every year. */
  year: number | null
  asOf: string
  /** Null: everything that is recorded by now. */
  knownAt: Date | null
  parameters?: Readonly<Record<string, string>>
  /** Also kept facts that were withdrawn, by their ids. */
  alsoIds?: readonly string[]
  /** Only what belongs to these projects; for rules whose figures do not hang on others. */
  projectIds?: readonly string[] | null
  /**
   * Only what this organisation has a part in, with the other sides of it, for its own figures. What others share with
   * it (a budget, a limit over several units) is not in it: a figure under such a limit is provisional.
   */
  partyId?: string | null
}

/** Amounts in 分; a constant number of SQL statements, and one for every so many facts of money. */
export async function gatherRegister(db: Queryable, ask: RegisterAsk): Promise<Facts> {
  return (await gatherWithOrigins(db, ask)).facts
}

/** As `gatherRegister`, with where the records come from. */
export async function gatherWithOrigins(
  db: Queryable,
  ask: RegisterAsk,
): Promise<{ facts: Facts; listOrigins: ListOrigins }> {
  const { year, asOf, knownAt, parameters = {}, alsoIds = [], projectIds = null, partyId = null } = ask
  const pack = readPack(ask.pack, readingsFrom(parameters))
  const asked = ask.rules ?? pack.rules.map(({ id }) => id)
  const rules = [...new Set(asked.flatMap(id => rulesNeededFor(pack, id)))]
  const needs = factNeeds(rules, year)
  const contractIds = partyId === null ? null : await listContractsOfParty(db, partyId)
  const contracts = await listRegisterContracts(db, { ...contractAsk(needs), knownAt, projectIds, contractIds })
  const money = await gatherMoney(db, needs, { knownAt, projectIds, contractIds, contracts })
  const allProjects = await listRegisterProjects(db, { knownAt })
  const projects = partyId === null ? allProjects : allProjects.filter(isOfParty(partyId, contracts))
  const tables = keptTables(needs)
  const { rows, named } =
    partyId === null
      ? { rows: await listKeptFacts(db, { knownAt, tables, alsoIds }), named: null }
      : await listKeptOfParty(db, { knownAt, tables, partyId, contracts, projects })
  const kept = groupBy(rows, ({ fact_table }) => [fact_table])
  const attributes = attributesById(kept)
  const organisations = await listRegisterOrganisations(db, { knownAt, ids: named })
  const facts: Facts = {
    ...emptyFacts,
    asOf,
    year,
    parameters,
    organisations: organisations.map(row => organisationOf(row, attributes)),
    projects: projects.map(({ id, name, kind, listed_by_id, solver_id }) => ({
      ...blankRecord('projects'),
      id,
      name,
      kind,
      listedById: listed_by_id,
      solverId: solver_id,
      ...attributes(id),
    })),
    contracts: contracts.map(row => ({ ...contractOf(row), ...attributes(row.id) })),
    ...money,
    ...Object.fromEntries([...keptNouns, ...keptBases].map(table => [table, recordsOf(kept.get(table) ?? [])])),
    uses: rules.some(({ uses }) => uses.length > 0) ? (await listRegisterUses(db, { knownAt })).map(useOf) : [],
    grants: await gatherGrants(db, pack, { knownAt, beneficiaryId: partyId }),
  }
  return { facts, listOrigins: compileOrigins(facts, { contracts, kept: rows }) }
}

const emptyFacts = {
  ...(Object.fromEntries(tableNames.map(table => [table, []])) as unknown as {
    [T in FactTable]: readonly FactRecord<T>[]
  }),
  uses: [],
}

function keptTables(needs: FactNeeds): string[] {
  return [...attributeTables, ...keptNouns, ...keptBases.filter(table => needs.has(table))]
}

/** Contracts that a rule looks at by their own days, and those that its money is of. */
function contractAsk(needs: FactNeeds) {
  const own = needs.get('contracts')
  const money = listMoneyAsks(needs)
  const isBounded = own?.field === 'registeredOn' || own?.field === 'signedOn'
  const others = [...needs].some(([base, { field }]) => base !== 'contracts' && field === null)
  if ((own && !isBounded) || others) return { field: null, from: null, to: null, money }
  if (!own) return { field: 'registeredOn' as const, from: '9999-12-31', to: '9999-12-31', money }
  return { field: own.field as 'registeredOn' | 'signedOn', from: own.from, to: own.to, money }
}

function contractOf(row: RegisterContractRow): FactRecord<'contracts'> {
  return {
    ...blankRecord('contracts'),
    id: row.id,
    name: row.name,
    type: row.type,
    buyerId: row.buyer_id,
    sellerId: row.seller_id,
    registryId: row.registry_id,
    projectId: row.project_id,
    contractAmountFen: BigInt(row.contract_amount_fen),
    technologyAmountFen: BigInt(row.technology_amount_fen),
    signedOn: row.signed_on,
    registeredOn: row.registered_on,
    deregisteredOn: row.deregistered_on,
    revokedOn: row.revoked_on,
  }
}

function recordsOf(rows: readonly KeptFactRow[]) {
  return rows.map(row => parseKeptFact(row.fact_table as FactTable, { ...row.content, ...setByHouse(row) }))
}

/** What the house says of a kept record itself. An income that names no transfer is of its contract, else of itself. */
function setByHouse({ id, fact_table, content, evidence_id }: KeptFactRow): Record<string, unknown> {
  if (fact_table === 'incomes') return { id, transferId: content.transferId ?? content.contractId ?? id }
  return fact_table === 'equity' || fact_table === 'figures' ? { id, evidenceId: evidence_id } : { id }
}

function useOf({ id, grant_id, purpose, amount_fen, spent_on }: RegisterUseRow): Use {
  return { id, grantId: grant_id, purpose, amountFen: BigInt(amount_fen), spentOn: spent_on }
}

async function gatherGrants(db: Queryable, pack: ReadPack, ask: Parameters<typeof listRegisterGrants>[1]) {
  const grants = (await listRegisterGrants(db, ask)).map(row => grantOf(pack, row))
  return nameContractsOf(db, { pack, knownAt: ask.knownAt }, grants)
}

/** What a grant was for, by the fields of the limits it was booked on. */
function grantOf(pack: ReadPack, row: RegisterGrantRow): Grant {
  const rule = row.policy_id === pack.id ? pack.rules.find(({ id }) => id === row.rule) : undefined
  const keys: Record<string, string> = {}
  for (const { account, key } of row.limits ?? []) {
    const limit =
      rule?.limits.find(({ id }) => account === `${row.rule}.${id}`) ??
      pack.limits.find(({ id }) => account === `*.${id}`)
    if (limit?.per !== undefined && limit.per !== 'all' && limit.per !== 'beneficiary') keys[limit.per] = key
  }
  const own = rule ? keyFields(rule.per) : []
  if (own.length === 1 && own[0] !== undefined) keys[own[0]] = row.subject_id
  return {
    id: row.id,
    policy: row.policy_id,
    rule: row.rule,
    key: row.subject_id,
    beneficiaryId: row.beneficiary_id,
    keys,
    year: /^\d{4}$/.test(row.window) ? Number(row.window) : null,
    amountFen: BigInt(row.amount_fen),
    grantedOn: row.granted_on,
    payer: row.payer,
  }
}
