/** Which records are in a group, and what a measure of them comes to. Every question goes through all records again. */

import { dayOfBase } from '#domain/subsidy/facts/fact-tables.ts'
import type { Facts } from '#domain/subsidy/facts/facts.ts'
import {
  isYearly,
  keyFields,
  type Measure,
  measuresOf,
  type ReadPack,
  type Rule,
  type Window,
} from '#domain/subsidy/pack/policy-pack.ts'
import { allHold, oneHolds, type Place, readingOf, yearOf } from './conditions.ts'
import { type Days, isDuring, later } from './days.ts'
import { type Fraction, fractionOfRate, greatest, least, plus, times, whole, zero } from './fraction.ts'
import { mayLower } from './may-lower.ts'
import { hasCome, type Row, readField, rowsOf, type Spot } from './read-field.ts'
import { Stop } from './stop.ts'

/** A rule in a year of application; null where neither the rule nor the facts have one. */
export interface Scene {
  pack: ReadPack
  facts: Facts
  rule: Rule
  year: number | null
}

export interface Group extends Scene {
  key: string
}

export function daysOfWindow(scene: Scene, window: Window): Days {
  if (window.kind === 'whole_life') return [null, null]
  if (window.kind === 'range') return [window.from ?? null, window.to ?? null]
  const year = yearOf(scene)
  if (window.kind === 'yearly')
    return [`${year + window.from.yearOffset}-${window.from.day}`, `${year + window.to.yearOffset}-${window.to.day}`]
  return [`${year + window.yearOffset}-01-01`, `${year + window.yearOffset}-12-31`]
}

export function spotOf({ pack, facts }: Scene, measure: Measure, row: Row): Spot {
  return { pack, facts, table: measure.of, row, beneficiaryId: null }
}

export function keyOf(scene: Scene, measure: Measure, row: Row): string | null {
  const values = keyFields(measure.per ?? scene.rule.per).map(field => readField(spotOf(scene, measure, row), field))
  return values.includes(null) ? null : values.join(' | ')
}

/** The day on which a record lies in the windows of a measure; null where it is not given. */
export function dayOf(scene: Scene, measure: Measure, row: Row): string | null {
  return readField(spotOf(scene, measure, row), (measure.window ?? scene.rule.window).date) as string | null
}

/** Whether a record is known by `asOf`: by the date of the window, and by its own day. */
function isKnown(scene: Scene, measure: Measure, row: Row): boolean {
  const own = dayOfBase[measure.of]
  return hasCome(scene.facts, dayOf(scene, measure, row)) && (own === null || hasCome(scene.facts, row[own]))
}

function isInWindow(scene: Scene, measure: Measure, row: Row): boolean {
  const day = dayOf(scene, measure, row)
  return (
    day !== null &&
    isKnown(scene, measure, row) &&
    isDuring(day, daysOfWindow(scene, measure.window ?? scene.rule.window))
  )
}

/** The records of a group in one measure, whether they count or not. */
export function rowsOfGroup(group: Group, measure: Measure): Row[] {
  return rowsOf(group.facts, measure.of).filter(
    row => isInWindow(group, measure, row) && keyOf(group, measure, row) === group.key,
  )
}

/** The years of application that are evaluated: that of the facts, or every year that a record lies in. */
export function yearsOf({ pack, facts, rule }: Omit<Scene, 'year'>): (number | null)[] {
  if (!isYearly(rule.window) || facts.year !== null) return [facts.year]
  const years: number[] = []
  for (let year = 2000; year < 2050; year += 1) if (groupsOf({ pack, facts, rule, year }).length > 0) years.push(year)
  return years
}

/** Keys with a record; where the facts name no year, it is a record in a window with years that makes a group of a year. */
export function groupsOf(scene: Scene): Group[] {
  const { pack, facts, rule } = scene
  const keys = new Set<string>()
  for (const [, measure] of measuresOf(rule)) {
    if (isYearly(rule.window) && facts.year === null && !isYearly(measure.window ?? rule.window)) continue
    for (const row of rowsOf(facts, measure.of)) {
      const key = isInWindow(scene, measure, row) ? keyOf(scene, measure, row) : null
      if (key !== null) keys.add(key)
    }
  }
  return [...keys].sort().map(key => ({ pack, facts, rule, year: scene.year, key }))
}

/** Null: the record is none of those that have an amount, and does not count. */
function amountOfRow(place: Place, measure: Measure): Fraction | null {
  const { amount } = measure
  const money = (field: string): Fraction => {
    const value = readField(place, field)
    if (value === null) throw new Stop('MissingFact', `${field} of ${place.row.id}`)
    return whole(value as bigint | number)
  }
  if (amount === undefined) return whole(1)
  if (typeof amount === 'bigint') return whole(amount)
  if (typeof amount === 'string') return money(amount)
  if ('choose' in amount) return money(amount.readings[readingOf(place, amount.choose)] ?? '')
  if ('least_of' in amount) return amount.least_of.map(money).reduce(least)
  if ('greatest_of' in amount) return amount.greatest_of.map(money).reduce(greatest)
  if ('rate' in amount) return times(fractionOfRate(amount.rate), money(amount.of))
  const value = readField(place, amount.by)
  if (value === null) throw new Stop('MissingFact', `${amount.by} of ${place.row.id}`)
  if ('rates' in amount) {
    const rate = amount.rates[value as string]
    return rate === undefined ? null : times(fractionOfRate(rate), money(amount.of))
  }
  const fen = amount.amounts[value as string]
  return fen === undefined ? null : whole(fen)
}

interface Counted {
  row: Row
  amount: Fraction
}

/**
 * An amount that is reported year by year was not reported: not once in the window, or, where the window has several
 * full years, not in one of them.
 */
export function lacksReport(group: Group, measure: Measure): boolean {
  if (measure.of !== 'figures' || measure.amount === undefined || measure.missing === 'zero') return false
  const days = rowsThatCount(group, measure).map(({ row }) => dayOf(group, measure, row) ?? '')
  const [from, to] = daysOfWindow(group, measure.window ?? group.rule.window)
  if (from === null || to === null) return days.length === 0
  const end = later(to, { days: 1 })
  const starts = [from]
  for (let next = later(from, { years: 1 }); next <= end; next = later(next, { years: 1 })) starts.push(next)
  // The last one begins no full year any more, where there is one.
  if (starts.length < 3) return days.length === 0
  return starts.slice(1).some((next, at) => !days.some(day => day >= (starts[at] ?? '') && day < next))
}

export function rowsThatCount(group: Group, measure: Measure): Counted[] {
  const counted: Counted[] = []
  for (const row of rowsOfGroup(group, measure)) {
    const place = { ...spotOf(group, measure, row), rule: group.rule, year: group.year }
    const counts = allHold(place, measure.where)
    if (counts === null && mayLower(group.rule, measure)) throw new Stop('MissingFact', `a condition of ${row.id}`)
    if (counts !== true) continue
    const amount = amountOfRow(place, measure)
    if (amount === null) continue
    const isDeducted = oneHolds(place, measure.deduct)
    if (isDeducted === null) throw new Stop('MissingFact', `a deduction of ${row.id}`)
    if (!isDeducted) counted.push({ row, amount })
  }
  return counted
}

export function measureOf(group: Group, name: string): Fraction {
  const measure = measuresOf(group.rule).find(([known]) => known === name)?.[1]
  if (!measure) throw new Error(`no measure ${name}`)
  const counted = rowsThatCount(group, measure)
  const amounts = counted.map(({ amount }) => amount)
  const { what } = measure
  if (what === 'count') return whole(counted.length)
  if (typeof what === 'object') {
    const values = counted.map(({ row }) => readField(spotOf(group, measure, row), what.distinct))
    return whole(new Set(values.filter(value => value !== null)).size)
  }
  if (what === 'highest') return amounts.reduce(greatest, zero)
  if (what === 'lowest') return amounts.length === 0 ? zero : amounts.reduce(least)
  return amounts.reduce(plus, zero)
}
