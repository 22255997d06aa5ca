/**
 * What a rule may read: one record together with everything that record hangs on. The dictionary says which fields
 * there are; here they are reached, each by a function made once per rule, because a city has a million records.
 */
import { isDay } from '../../calendar.ts'
import { Refusal } from '../../refusal.ts'
import { regionLevel } from '../../region.ts'
import type { FactField, FactTable, ValueType } from './fact-fields.ts'
import {
  contractEntities,
  type DeclaredField,
  entityOfBase,
  type FactBase,
  fieldsOf,
  type KnownField,
} from './fact-tables.ts'
import type { Facts } from './facts.ts'

type Row = Readonly<Record<string, unknown>>

/** One record of a base, with its contract. What it hangs on further is looked up when a rule reads it. */
export interface FactView {
  readonly base: FactBase
  readonly recordId: string
  readonly record: Row | null
  readonly contract: Row | null
  readonly beneficiary: Row | null
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

/** The records of a base in the order of the facts. A view is made when it is asked for: a city has a million. */
export interface BaseTable {
  readonly length: number
  view(place: number): FactView
}

/** All facts by id, and the totals that contracts have, for one evaluation. */
export interface FactIndex {
  readonly facts: Facts
  /** The rows of a table by id; made once. */
  rows(table: FactTable | 'party'): ReadonlyMap<unknown, Row>
  /** Made once, each record with its contract. */
  base(base: FactBase): BaseTable
  /** What has been paid, received … on a contract by `asOf`, in 分. */
  total(of: NonNullable<FactField['sumOf']>, contractId: string): bigint
}

export function indexFacts(facts: Facts): FactIndex {
  const tables = new Map<FactTable | 'party', ReadonlyMap<unknown, Row>>()
  const totals = new Map<string, Map<string, bigint>>()
  const bases = new Map<FactBase, BaseTable>()
  const index: FactIndex = {
    facts,
    rows(table) {
      const known = tables.get(table)
      if (known) return known
      const made = new Map<unknown, Row>()
      const names: FactTable[] = table === 'party' ? ['persons', 'organisations'] : [table]
      for (const name of names) for (const row of rowsOf(facts, name)) made.set(row.id, row)
      tables.set(table, made)
      return made
    },
    base(base) {
      const known = bases.get(base)
      if (known) return known
      const made = tableOf(index, base)
      bases.set(base, made)
      return made
    },
    total(of, contractId) {
      const sums = totals.get(of.table) ?? sumByContract(facts, of)
      totals.set(of.table, sums)
      return sums.get(contractId) ?? 0n
    },
  }
  return index
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

function tableOf(index: FactIndex, base: FactBase): BaseTable {
  const records = rowsOf(index.facts, base)
  const contracts = base === 'contracts' ? records : records.map(linkTo(index, 'contracts', 'contractId'))
  return {
    length: records.length,
    view(place) {
      const record = records[place]
      if (!record) throw new RangeError(`no record ${place} of ${base}`)
      return { base, recordId: record.id as string, record, contract: contracts[place] ?? null, beneficiary: null }
    },
  }
}

/** The row that a row names in one of its properties. */
function linkTo(index: FactIndex, table: FactTable | 'party', property: string): (row: Row | null) => Row | null {
  const rows = index.rows(table)
  return row => {
    const id = row?.[property]
    return id === null || id === undefined ? null : (rows.get(id) ?? null)
  }
}

/** A view of nothing but a beneficiary. */
export function viewOfParty(index: FactIndex, id: string): FactView {
  const beneficiary = index.rows('party').get(id) ?? null
  return { base: 'contracts', recordId: id, record: null, contract: null, beneficiary }
}

/** Reaches an entity of a view. Its own record and its contract are there; the others hang on these by their ids. */
function reachEntity(index: FactIndex, base: FactBase, entity: string): (view: FactView) => Row | null {
  if (entity === 'beneficiary') return view => view.beneficiary
  if (entity === entityOfBase[base]) return view => view.record
  if (entity === 'contract') return view => view.contract
  if (entity === 'holder' || entity === 'partner') {
    const link = linkTo(index, 'party', `${entity}Id`)
    return view => link(view.record)
  }
  if (entity === 'project') return reachProject(index)
  if (entity === 'achievement') return reachAchievement(index)
  const [table, property] = contractEntities[entity as keyof typeof contractEntities]
  const link = linkTo(index, table, property)
  return view => link(view.contract)
}

function reachProject(index: FactIndex): (view: FactView) => Row | null {
  const projects = index.rows('projects')
  return ({ record, contract }) => projects.get(record?.projectId ?? contract?.projectId) ?? null
}

function reachAchievement(index: FactIndex): (view: FactView) => Row | null {
  const project = reachProject(index)
  const achievements = index.rows('achievements')
  return view => {
    const { record, contract } = view
    const id = record?.achievementId ?? contract?.achievementId ?? project(view)?.achievementId
    return achievements.get(id) ?? null
  }
}

export type Read = (view: FactView) => FactValue

/** Reaches one field of a view. The field is one that the pack's validation has admitted for the base. */
export function compileRead(index: FactIndex, base: FactBase, name: string, declared: readonly DeclaredField[]): Read {
  const known = fieldsOf(base, declared).get(name)
  if (!known) throw new RangeError(`no field ${name} on ${base}`)
  const { entity, property, sumOf } = known
  const reach = reachEntity(index, base, entity)
  if (sumOf)
    return view => {
      const contract = reach(view)
      return contract ? index.total(sumOf, contract.id as string) : null
    }
  if (name.split('.')[1] === 'more') return readMore(name, known, reach)
  // The two that nearly every rule reads of every record.
  if (entity === entityOfBase[base]) return view => (view.record?.[property] as FactValue | undefined) ?? null
  if (entity === 'contract') return view => (view.contract?.[property] as FactValue | undefined) ?? null
  return view => (reach(view)?.[property] as FactValue | undefined) ?? null
}

function readMore(name: string, { property, type }: KnownField, reach: (view: FactView) => Row | null): Read {
  return view => {
    const value = (reach(view) as { more?: Row | null } | null)?.more?.[property]
    return value === undefined || value === null ? null : typedValue(name, type, value)
  }
}

/** @throws WrongFactType for a value of another type. */
export function typedValue(name: string, type: ValueType, value: unknown): FactValue {
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
