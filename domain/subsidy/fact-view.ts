/**
 * What a rule may read: one record together with everything that record hangs on. The dictionary says which fields
 * there are; here they are reached, each by a function made once per rule, because a city has a million records.
 */
import { isDay } from '../calendar.ts'
import { Refusal } from '../refusal.ts'
import { regionLevel } from '../region.ts'
import {
  contractEntities,
  type DeclaredField,
  entityOfBase,
  type FactBase,
  type FactField,
  type FactTable,
  factTables,
  fieldsOf,
  type KnownField,
  type ValueType,
} from './fact-tables.ts'
import type { Facts } from './facts.ts'

type Row = Readonly<Record<string, unknown>>

/** One record of a base, and by their names the entities it reaches; null for one that it has not. */
export interface FactView {
  readonly base: FactBase
  readonly recordId: string
  readonly entities: Readonly<Record<string, Row | null>>
}

export type FactValue = string | bigint | number | boolean | readonly string[] | null

/** A rule needs a field that a record does not give; guessing it would decide about money. */
export class MissingFact extends Refusal {
  readonly code = 'MISSING_FACT'
  readonly rule: string
  readonly record: string
  readonly field: string
  constructor(rule: string, record: string, field: string) {
    super(`rule ${rule} needs ${field} of ${record}, which the facts do not give; add it`)
    this.rule = rule
    this.record = record
    this.field = field
  }
}

/** A fact of the policy's own has a value of another type than the pack declares. */
export class WrongFactType extends Refusal {
  readonly code = 'WRONG_FACT_TYPE'
  readonly field: string
  constructor(field: string, type: ValueType) {
    super(`${field} must be ${typeInWords[type]}; correct it in the facts`)
    this.field = field
  }
}

const typeInWords: Readonly<Record<ValueType, string>> = {
  id: 'an id (a text)',
  text: 'a text',
  texts: 'a list of texts',
  region: 'a region code of six digits in quotes',
  day: 'a day, YYYY-MM-DD',
  money: 'whole 分, as an integer or a string of digits',
  number: 'a whole number',
  yes_no: 'true or false',
}

/** All facts by id, and the totals that contracts have, for one evaluation. */
export interface FactIndex {
  readonly facts: Facts
  row(table: FactTable | 'party', id: unknown): Row | null
  /** What has been paid, received … on a contract by `asOf`, in 分. */
  total(of: NonNullable<FactField['sumOf']>, contractId: string): bigint
}

export function indexFacts(facts: Facts): FactIndex {
  const tables = new Map<FactTable, Map<string, Row>>()
  const tableOf = (table: FactTable) => {
    const known = tables.get(table)
    if (known) return known
    const made = new Map(rowsOf(facts, table).map(row => [row.id as string, row]))
    tables.set(table, made)
    return made
  }
  const totals = new Map<string, Map<string, bigint>>()
  return {
    facts,
    row(table, id) {
      if (typeof id !== 'string') return null
      if (table !== 'party') return tableOf(table).get(id) ?? null
      return tableOf('organisations').get(id) ?? tableOf('persons').get(id) ?? null
    },
    total(of, contractId) {
      const sums = totals.get(of.table) ?? sumByContract(facts, of)
      totals.set(of.table, sums)
      return sums.get(contractId) ?? 0n
    },
  }
}

function rowsOf(facts: Facts, table: FactTable): readonly Row[] {
  return facts[table] as unknown as readonly Row[]
}

function sumByContract(facts: Facts, { table, amount, date, endedOn }: NonNullable<FactField['sumOf']>) {
  const sums = new Map<string, bigint>()
  const hasCome = (day: unknown) => typeof day === 'string' && (facts.asOf === null || day <= facts.asOf)
  for (const row of rowsOf(facts, table)) {
    if (!hasCome(row[date]) || hasCome(row[endedOn])) continue
    const id = row.contractId as string
    sums.set(id, (sums.get(id) ?? 0n) + (row[amount] as bigint))
  }
  return sums
}

/** All records of a base, each with what it hangs on, in the order of the facts. */
export function listViews(index: FactIndex, base: FactBase): FactView[] {
  const entity = entityOfBase[base]
  const contracts = new Map<string, Readonly<Record<string, Row | null>>>()
  const ofContract = (id: unknown) => {
    if (typeof id !== 'string') return noContract
    const known = contracts.get(id)
    if (known) return known
    const made = entitiesOfContract(index, index.row('contracts', id))
    contracts.set(id, made)
    return made
  }
  const fields = factTables[base]
  return rowsOf(index.facts, base).map(row => {
    const recordId = row.id as string
    if (base === 'contracts') return { base, recordId, entities: ofContract(recordId) }
    const around = ofContract(row.contractId)
    if (!('holderId' in fields)) return { base, recordId, entities: { ...around, [entity]: row } }
    const entities = {
      ...around,
      [entity]: row,
      holder: index.row('party', row.holderId),
      partner: index.row('party', row.partnerId),
      project: index.row('projects', row.projectId) ?? around.project ?? null,
      achievement: index.row('achievements', row.achievementId) ?? around.achievement ?? null,
    }
    return { base, recordId, entities }
  })
}

const noContract: Readonly<Record<string, Row | null>> = Object.freeze({ contract: null })

function entitiesOfContract(index: FactIndex, contract: Row | null): Readonly<Record<string, Row | null>> {
  const entities: Record<string, Row | null> = { contract }
  for (const [entity, [table, property]] of Object.entries(contractEntities))
    entities[entity] = index.row(table, contract?.[property])
  entities.achievement ??= index.row('achievements', entities.project?.achievementId)
  return entities
}

export type Read = (view: FactView) => FactValue

/** Reaches one field of a view. The field is one that the pack's validation has admitted for the base. */
export function compileRead(index: FactIndex, base: FactBase, name: string, declared: readonly DeclaredField[]): Read {
  const known = fieldsOf(base, declared).get(name)
  if (!known) throw new RangeError(`no field ${name} on ${base}`)
  const { entity, property, sumOf } = known
  if (sumOf)
    return ({ entities }) => {
      const contract = entities[entity]
      return contract ? index.total(sumOf, contract.id as string) : null
    }
  if (name.split('.')[1] === 'more') return readMore(name, known)
  return ({ entities }) => (entities[entity]?.[property] as FactValue | undefined) ?? null
}

function readMore(name: string, { entity, property, type }: KnownField): Read {
  return ({ entities }) => {
    const value = (entities[entity] as { more?: Row | null } | null | undefined)?.more?.[property]
    return value === undefined || value === null ? null : typedValue(name, type, value)
  }
}

function typedValue(name: string, type: ValueType, value: unknown): FactValue {
  switch (type) {
    case 'yes_no':
      if (typeof value === 'boolean') return value
      break
    case 'number':
      if (typeof value === 'number' && Number.isSafeInteger(value)) return value
      break
    case 'money':
      if (typeof value === 'bigint' && value >= 0n) return value
      if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return BigInt(value)
      if (typeof value === 'string' && /^\d{1,16}$/.test(value)) return BigInt(value)
      break
    case 'texts':
      if (Array.isArray(value) && value.every(part => typeof part === 'string')) return value
      break
    case 'day':
      if (typeof value === 'string' && isDay(value)) return value
      break
    case 'region':
      if (typeof value === 'string' && regionLevel(value) !== null) return value
      break
    default:
      if (typeof value === 'string') return value
  }
  throw new WrongFactType(name, type)
}
