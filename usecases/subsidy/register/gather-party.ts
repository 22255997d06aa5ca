/** What of the facts beside contracts and money concerns one party: its projects, and what bureaus keep of it. */
import type { Queryable } from '#db/client.ts'
import { listKeptFacts, type RegisterContractRow, type RegisterProjectRow } from '#db/queries/register-facts.ts'
import { keptNouns } from '#domain/subsidy/facts/kept-fields.ts'
import { isUuid } from '#domain/uuid.ts'

/** Whether a project is the party's, or that of one of its contracts. */
export const isOfParty = (partyId: string, contracts: readonly RegisterContractRow[]) => {
  const named = new Set(contracts.map(({ project_id }) => project_id))
  return ({ id, listed_by_id, solver_id }: RegisterProjectRow) =>
    named.has(id) || listed_by_id === partyId || solver_id === partyId
}

interface PartyAsk {
  knownAt: Date | null
  tables: readonly string[]
  partyId: string
  contracts: readonly RegisterContractRow[]
  projects: readonly RegisterProjectRow[]
}

/** What is kept of the party and its contracts, and the attributes of every unit that these, or its projects, name. */
export async function listKeptOfParty(db: Queryable, { knownAt, tables, partyId, contracts, projects }: PartyAsk) {
  const isNoun = (table: string) => table === 'organisations' || keptNouns.some(noun => noun === table)
  const of = { holderIds: [partyId], contractIds: contracts.map(({ id }) => id) }
  const own = await listKeptFacts(db, { knownAt, tables: tables.filter(table => !isNoun(table)), of })
  const nouns = await listKeptFacts(db, { knownAt, tables: keptNouns })
  const contents = [...own, ...nouns].map(({ content }) => content)
  const named = [...new Set([partyId, ...[...contracts, ...projects, ...contents].flatMap(idsIn)])]
  const holders = { holderIds: named, contractIds: [] }
  const units = await listKeptFacts(db, { knownAt, tables: ['organisations'], of: holders })
  return { rows: [...own, ...nouns, ...units], named }
}

const idsIn = (row: object): string[] =>
  Object.values(row).filter((value): value is string => typeof value === 'string' && isUuid(value))
