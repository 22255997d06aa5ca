/** Facts of a small register, every field of every table given or not. Few values each, so that things meet. */
import { checkEndDays } from '#domain/subsidy/facts/check-end-days.ts'
import type { FactField, FactTable } from '#domain/subsidy/facts/fact-fields.ts'
import { factTables, tableNames } from '#domain/subsidy/facts/fact-tables.ts'
import type { Dice } from './dice.ts'

export type Plain = Record<string, unknown>

const regions = ['410100', '410102', '410181', '410300', '410000', '110108']
const tags = ['red', 'blue', 'green']
const wordsOf: Readonly<Record<string, readonly string[]>> = { kind: ['k1', 'k2'], result: ['r1', 'r2'], tags }
const count: Readonly<Record<FactTable, readonly [number, number]>> = {
  organisations: [3, 3],
  persons: [2, 2],
  achievements: [2, 2],
  projects: [2, 2],
  contracts: [1, 6],
  payments: [0, 7],
  receipts: [0, 7],
  invoices: [0, 4],
  equity: [0, 4],
  incomes: [0, 5],
  agreements: [0, 4],
  figures: [0, 5],
  evidence: [0, 5],
  awards: [0, 4],
}
const ids = (table: FactTable) => Array.from({ length: count[table][0] }, (_, index) => `${table.slice(0, 3)}${index}`)

/** Amounts in 分: on a bound that packs use, one 分 beside it, or anywhere. */
export function anyFen(dice: Dice): bigint {
  const boundFen = BigInt(dice.pick([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000])) * 1_000_000n
  const kind = dice.upTo(6)
  if (kind === 0) return boundFen
  if (kind === 1) return boundFen - 1n
  if (kind === 2) return boundFen + 1n
  if (kind === 3) return BigInt(dice.upTo(2_000))
  return BigInt(dice.upTo(30_000)) * 100_000n + BigInt(dice.upTo(100_000))
}

export function anyDay(dice: Dice): string {
  const year = dice.pick([2021, 2022, 2023])
  const day = dice.pick(['01-01', '12-31', '10-31', '11-01', '02-28', '03-31', '06-15', '08-30'])
  return `${year}-${day}`
}

export function anyText(dice: Dice, name: string, words?: readonly string[]): string {
  return dice.pick(words ?? wordsOf[name] ?? ['x', 'y'])
}

export function anyRegion(dice: Dice): string {
  return dice.pick(regions)
}

function anyId(dice: Dice, name: string, to: FactField['to'], given: Readonly<Record<string, readonly string[]>>) {
  if (to === 'party') return dice.pick([...ids('organisations'), ...ids('persons')])
  if (to) return dice.pick(given[to] ?? ids(to))
  return `${name}${dice.upTo(2)}`
}

function anyValue(
  dice: Dice,
  name: string,
  field: FactField,
  given: Readonly<Record<string, readonly string[]>>,
): unknown {
  switch (field.type) {
    case 'money':
      return anyFen(dice)
    case 'number':
      return dice.upTo(8)
    case 'day':
      return anyDay(dice)
    case 'region':
      return anyRegion(dice)
    case 'yes_no':
      return dice.once(2)
    case 'texts':
      return dice.some(0, 2, () => anyText(dice, name))
    case 'text':
      return anyText(dice, name, field.words)
    case 'id':
      return anyId(dice, name, field.to, given)
  }
}

/** How often a fact that may be missing is: what ends something seldom happened, what an amount needs is seldom missing. */
function isMissing(dice: Dice, name: string, field: FactField): boolean {
  if (field.isRequired) return false
  if (
    /^(de|re)\w+edOn$|^(voided|revoked|terminated|ended)On$/.test(name) &&
    name !== 'registeredOn' &&
    name !== 'receivedOn'
  )
    return !dice.once(5)
  if (field.type === 'money') return dice.once(60)
  return dice.once(name === 'registeredOn' || name.endsWith('Id') ? 12 : 5)
}

export interface DeclaredFact {
  of: FactTable
  name: string
  type: FactField['type']
}

/** The input of `parseFacts`, without grants. */
export function anyFacts(dice: Dice, declared: readonly DeclaredFact[] = []): Plain {
  const facts: Plain = {}
  const given: Record<string, string[]> = {}
  for (const table of tableNames) {
    const [least, most] = count[table]
    const records = dice.some(least, most, index => anyRecord(dice, table, index, given, declared))
    given[table] = records.map(({ id }) => String(id))
    facts[table] = records
  }
  if (!dice.once(3)) facts.asOf = anyDay(dice)
  if (dice.once(2)) facts.year = dice.pick([2021, 2022, 2023, 2024])
  return facts
}

function anyRecord(
  dice: Dice,
  table: FactTable,
  index: number,
  given: Readonly<Record<string, readonly string[]>>,
  declared: readonly DeclaredFact[],
): Plain {
  const record: Plain = { id: `${table.slice(0, 3)}${index}` }
  for (const [name, field] of Object.entries(factTables[table])) {
    if (name === 'id' || field.sumOf || isMissing(dice, name, field)) continue
    record[name] = anyValue(dice, name, field, given)
  }
  // Nothing ends before it began.
  for (const { path } of checkEndDays(table, record)) delete record[path]
  const own = declared.filter(({ of }) => of === table && !dice.once(6))
  if (own.length > 0)
    record.more = Object.fromEntries(
      own.map(({ name, type }) => [name, anyValue(dice, name, { type, title: name }, given)]),
    )
  return record
}
