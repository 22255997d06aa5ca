/** Where the records of the register come from: contract, registration number, evidence, or a bureau's own words. */
import type { Queryable } from '#db/client.ts'
import { type EvidenceHead, listEvidenceHeads } from '#db/queries/evidence.ts'
import type { KeptFactRow, RegisterContractRow } from '#db/queries/register-facts.ts'
import type { Determination, TraceInput } from '#domain/subsidy/evaluate/trace.ts'
import type { Facts } from '#domain/subsidy/facts/facts.ts'

/** What many records have in common. */
export interface CommonOrigin {
  /** Null for a fact that a bureau keeps and that is of no contract. */
  contractId: string | null
  contractTitle: string | null
  registrationNumber: string | null
  /** Of a fact that a bureau keeps: where it is from, in words, empty beside a document. Null for anything else. */
  statedSource: string | null
}

export interface RecordOrigin {
  /** The same object for all records of a contract. */
  common: CommonOrigin
  /** The own day of money that moved, or of a kept fact; the day by which it counts may be another's. */
  occurredOn: string | null
  evidenceId: string | null
}

/** Where the records of one explanation come from, in their order; null where nothing is known of one. */
export interface Origins {
  of: readonly (RecordOrigin | null)[]
  documents: ReadonlyMap<string, EvidenceHead>
}

/** The origins of the records of some figures, in their order. At most one SQL statement. */
export type ListOrigins = (db: Queryable, determinations: readonly Determination[]) => Promise<Origins[]>

interface Rows {
  contracts: readonly RegisterContractRow[]
  kept: readonly KeptFactRow[]
}

/** Of facts that were gathered from these rows. */
export function compileOrigins(facts: Facts, rows: Rows): ListOrigins {
  const originOf = compileOrigin(facts, rows)
  return async (db, determinations) => {
    const found = determinations.map(({ trace }) => trace.inputs.map(originOf))
    const ids = new Set<string>()
    for (const origins of found)
      for (const origin of origins) if (origin && origin.evidenceId !== null) ids.add(origin.evidenceId)
    const documents = new Map((await listEvidenceHeads(db, [...ids])).map(head => [head.id, head]))
    return found.map(of => ({ of, documents }))
  }
}

/** One contract, to every record of it. */
export function originOfContract(contractId: string, title: string | null, number: string | null): RecordOrigin {
  const common = { contractId, contractTitle: title, registrationNumber: number, statedSource: null }
  return { common, occurredOn: null, evidenceId: null }
}

function compileOrigin(facts: Facts, { contracts, kept }: Rows): (input: TraceInput) => RecordOrigin | null {
  const contractById = indexLater(contracts, ({ id, name, number }) => originOfContract(id, name, number))
  const ofMoney = (
    { contractId, evidenceId }: { contractId: string; evidenceId: string | null },
    occurredOn: string,
  ) => {
    const contract = contractById(contractId)
    return contract && { common: contract.common, occurredOn, evidenceId }
  }
  const byKind: Readonly<Record<string, (id: string) => RecordOrigin | null>> = {
    contract: contractById,
    payment: indexLater(facts.payments, row => ofMoney(row, row.paidOn)),
    receipt: indexLater(facts.receipts, row => ofMoney(row, row.receivedOn)),
    invoice: indexLater(facts.invoices, row => ofMoney(row, row.invoicedOn)),
  }
  const ofKept = indexLater(kept, ({ contract_id, source, occurred_on, evidence_id }) => {
    const contract = contract_id === null ? null : contractById(contract_id)?.common
    const { contractTitle = null, registrationNumber = null } = contract ?? {}
    const common = { contractId: contract_id, contractTitle, registrationNumber, statedSource: source ?? '' }
    return { common, occurredOn: occurred_on, evidenceId: evidence_id }
  })
  return ({ kind, record }) => (byKind[kind] ?? ofKept)(record)
}

/** What rows are read as, by their ids; indexed when the first is asked for, because most rules look at one table. */
function indexLater<T extends { id: string }>(
  rows: readonly T[],
  read: (row: T) => RecordOrigin | null,
): (id: string) => RecordOrigin | null {
  let index: Map<string, RecordOrigin | null> | null = null
  return id => {
    index ??= new Map(rows.map(row => [row.id, read(row)]))
    return index.get(id) ?? null
  }
}
