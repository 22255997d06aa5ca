/**
 * Which facts the rules of a pack look at for a year of application: for each base the days of its records that can
 * count. What lies outside need not be read from a register of a million records.
 */

import { windowIn } from '../evaluate/place-in-time.ts'
import { measuresOf, type Rule, type Window } from '../pack/policy-pack.ts'
import { dayOfBase, entityOfBase, type FactBase, factTables } from './fact-tables.ts'

/** Days of a date field of the records themselves; `field` null: all records. */
export interface BaseNeed {
  field: string | null
  from: string | null
  to: string | null
}

export type FactNeeds = ReadonlyMap<FactBase, BaseNeed>

const everything: BaseNeed = { field: null, from: null, to: null }

/** What the rules need, `year` being the year of application, or null for every year. */
export function factNeeds(rules: readonly Rule[], year: number | null): FactNeeds {
  const needs = new Map<FactBase, BaseNeed>()
  const add = (base: FactBase, need: BaseNeed) => needs.set(base, widen(needs.get(base), need))
  for (const rule of rules) {
    for (const [, { of, window }] of measuresOf(rule)) add(of, needOf(of, window ?? rule.window, year))
    for (const table of totalsIn(rule)) add(table, everything)
    if (mentionsEvidence(rule)) add('evidence', everything)
  }
  return needs
}

function needOf(base: FactBase, window: Window, year: number | null): BaseNeed {
  const [entity, property = ''] = window.date.split('.')
  const isOwn = entity === entityOfBase[base] && (property === dayOfBase[base] || base === 'contracts')
  if (!isOwn || year === null) return everything
  const { from, to } = windowIn(window, year, null)
  return from === null && to === null ? everything : { field: property, from, to }
}

function widen(known: BaseNeed | undefined, need: BaseNeed): BaseNeed {
  if (!known) return need
  if (known.field === null || known.field !== need.field) return everything
  const from = known.from === null || need.from === null ? null : known.from < need.from ? known.from : need.from
  const to = known.to === null || need.to === null ? null : known.to > need.to ? known.to : need.to
  return { field: known.field, from, to }
}

const totals = Object.entries(factTables.contracts).flatMap(([name, { sumOf }]) =>
  sumOf ? [{ name, table: sumOf.table }] : [],
)

/** Tables whose totals per contract a rule reads, as `contract.receivedFen`. */
function totalsIn(rule: Rule): FactBase[] {
  const text = textOf(rule)
  return totals.filter(({ name }) => text.includes(`"contract.${name}"`)).map(({ table }) => table)
}

function mentionsEvidence(rule: Rule): boolean {
  return textOf(rule).includes('"evidence":')
}

function textOf(rule: Rule): string {
  return JSON.stringify(rule, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}
