/** What a field of a record says: `seller.regionCode` of a payment is looked up through the contract, every time anew. */
import type { FactTable } from '#domain/subsidy/facts/fact-fields.ts'
import { entityOfBase, type FactBase, factTables, fieldsOf } from '#domain/subsidy/facts/fact-tables.ts'
import type { Facts } from '#domain/subsidy/facts/facts.ts'
import type { ReadPack } from '#domain/subsidy/pack/policy-pack.ts'
import { Stop } from './stop.ts'

export type Row = Readonly<Record<string, unknown>> & { readonly id: string }

/** One record of one table, and for whom the figure is, as far as that is known. */
export interface Spot {
  pack: ReadPack
  facts: Facts
  table: FactBase
  row: Row
  beneficiaryId: string | null
}

export function rowsOf(facts: Facts, table: FactTable): readonly Row[] {
  return facts[table] as unknown as readonly Row[]
}

function find(facts: Facts, tables: readonly FactTable[], id: unknown): Row | null {
  for (const table of tables) for (const row of rowsOf(facts, table)) if (row.id === id) return row
  return null
}

const parties = ['organisations', 'persons'] as const

function entityRow({ facts, table, row, beneficiaryId }: Spot, entity: string): Row | null {
  if (entity === entityOfBase[table]) return row
  if (entity === 'beneficiary') return find(facts, parties, beneficiaryId)
  if (entity === 'holder' || entity === 'partner') return find(facts, parties, row[`${entity}Id`])
  const contract = table === 'contracts' ? row : find(facts, ['contracts'], row.contractId)
  if (entity === 'contract') return contract
  const project = find(facts, ['projects'], row.projectId ?? contract?.projectId)
  if (entity === 'project') return project
  if (entity === 'achievement')
    return find(facts, ['achievements'], row.achievementId ?? contract?.achievementId ?? project?.achievementId)
  return find(facts, parties, contract?.[`${entity}Id`])
}

/** Whether records of this table have the field at all. */
export function hasField({ pack, table }: { pack: ReadPack; table: FactBase }, name: string): boolean {
  return fieldsOf(table, pack.fields).has(name)
}

/** Null: it is not given. Amounts are bigint, numbers number, days text. */
export function readField(spot: Spot, name: string): unknown {
  const parts = name.split('.')
  const entity = parts[0] ?? ''
  const property = parts.at(-1) ?? ''
  const row = entityRow(spot, entity)
  if (row === null) return null
  if (parts[1] === 'more') return readMore(spot, name, row, property)
  if (entity === 'contract') {
    const sum = factTables.contracts[property]?.sumOf
    if (sum) return sumOfContract(spot.facts, row, sum)
  }
  return row[property] ?? null
}

function sumOfContract(
  facts: Facts,
  contract: Row,
  { table, amount, date, endedOn }: { table: FactTable; amount: string; date: string; endedOn: string },
): bigint {
  let totalFen = 0n
  for (const row of rowsOf(facts, table)) {
    if (row.contractId !== contract.id) continue
    if (!hasCome(facts, row[date]) || hasCome(facts, row[endedOn])) continue
    totalFen += row[amount] as bigint
  }
  return totalFen
}

/** Whether a day is given and not after `asOf`. */
export function hasCome({ asOf }: Facts, day: unknown): boolean {
  return typeof day === 'string' && (asOf === null || day <= asOf)
}

function readMore({ pack, table }: Spot, name: string, row: Row, property: string): unknown {
  const type = fieldsOf(table, pack.fields).get(name)?.type
  const value = (row.more as Record<string, unknown> | null | undefined)?.[property] ?? null
  if (value === null) return null
  const isRight =
    type === 'yes_no'
      ? typeof value === 'boolean'
      : type === 'number'
        ? Number.isSafeInteger(value)
        : type === 'texts'
          ? Array.isArray(value)
          : type === 'money'
            ? typeof value === 'bigint' || Number.isSafeInteger(value) || /^\d{1,16}$/.test(String(value))
            : typeof value === 'string'
  if (!isRight) throw new Stop('WrongFactType', `${name} of ${row.id}`)
  return type === 'money' ? BigInt(value as string | number | bigint) : value
}
