/**
 * What a rule may read: one record together with everything that record hangs on. The dictionary says which fields
 * there are; here they are reached, each by a function made once per rule, because a city has a million records.
 */
import { isDay } from '../calendar.ts'
import { Refusal } from '../refusal.ts'
import { regionLevel } from '../region.ts'
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

/** All facts by id, and the totals that contracts have, for one evaluation. */
export interface FactIndex {
  readonly facts: Facts
  row(table: FactTable | 'party', id: unknown): Row | null
  /** The records of a base with their contracts, in the order of the facts; made once. */
  views(base: FactBase): readonly FactView[]
  /** What has been paid, received … on a contract by `asOf`, in 分. */
  total(of: NonNullable<FactField['sumOf']>, contractId: string): bigint
}

export function indexFacts(facts: Facts): FactIndex {
  const tables = new Map<FactTable | 'party', ReadonlyMap<unknown, Row>>()
  const tableOf = (table: FactTable | 'party') => {
    const known = tables.get(table)
    if (known) return known
    const names: FactTable[] = table === 'party' ? ['persons', 'organisations'] : [table]
    const made = new Map(names.flatMap(name => rowsOf(facts, name)).map(row => [row.id, row]))
    tables.set(table, made)
    return made
  }
  const totals = new Map<string, Map<string, bigint>>()
  const views = new Map<FactBase, readonly FactView[]>()
  const index: FactIndex = {
    facts,
    row: (table, id) => (id === null || id === undefined ? null : (tableOf(table).get(id) ?? null)),
    views(base) {
      const known = views.get(base)
      if (known) return known
      const made = viewsOf(index, base)
      views.set(base, made)
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

function viewsOf(index: FactIndex, base: FactBase): FactView[] {
  return rowsOf(index.facts, base).map(record => ({
    base,
    recordId: record.id as string,
    record,
    contract: base === 'contracts' ? record : index.row('contracts', record.contractId),
    beneficiary: null,
  }))
}

/** A view of nothing but a beneficiary. */
export function viewOfParty(index: FactIndex, id: string): FactView {
  return { base: 'contracts', recordId: id, record: null, contract: null, beneficiary: index.row('party', id) }
}

/** Reaches an entity of a view. Its own record and its contract are there; the others hang on these by their ids. */
function reachEntity(index: FactIndex, base: FactBase, entity: string): (view: FactView) => Row | null {
  if (entity === 'beneficiary') return view => view.beneficiary
  if (entity === entityOfBase[base]) return view => view.record
  if (entity === 'contract') return view => view.contract
  if (entity === 'holder') return view => index.row('party', view.record?.holderId)
  if (entity === 'partner') return view => index.row('party', view.record?.partnerId)
  const project = (view: FactView) => index.row('projects', view.record?.projectId ?? view.contract?.projectId)
  if (entity === 'project') return project
  if (entity === 'achievement')
    return view => {
      const id = view.record?.achievementId ?? view.contract?.achievementId ?? project(view)?.achievementId
      return index.row('achievements', id)
    }
  const link = contractEntities[entity as keyof typeof contractEntities]
  return view => index.row(link[0], view.contract?.[link[1]])
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
