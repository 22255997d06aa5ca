/** The figure of one rule for one key and year, before what rules do to one another: amount, rounding, own limits, minimum. */
import {
  figureOf,
  isYearly,
  keyFields,
  type Limit,
  type Measure,
  measuresOf,
  type Rule,
} from '#domain/subsidy/pack/policy-pack.ts'
import { type Asked, amountOf, meets } from './amounts.ts'
import { asksForDay, asksForYear } from './asks.ts'
import { allHold, type Place, readingOf, type Truth } from './conditions.ts'
import { down, type Fraction, nearest, up } from './fraction.ts'
import {
  dayOf,
  type Group,
  groupsOf,
  lacksReport,
  measureOf,
  rowsOfGroup,
  rowsThatCount,
  type Scene,
  spotOf,
  yearsOf,
} from './measures.ts'
import { hasField, type Row, readField } from './read-field.ts'
import { Stop } from './stop.ts'

export interface Figure {
  rule: Rule
  group: Asked
  beneficiary: string
  /** The year of application for a rule with years, otherwise null. */
  year: number | null
  /** Whether `who` lets the beneficiary have it; null where a fact is not given. */
  isEntitled: Truth
  /** It has a right to nothing: not entitled, no record that counts, or the group fails what the rule requires. */
  isNothing: boolean
  /** A fact is missing, or not clear, that decides: nothing is due, and nothing comes back. */
  isOpen: boolean
  /** Another rule of an exclusive set stands before it: what it has left is not paid in stages. */
  isSettled: boolean
  /** Some record counts. */
  isGrounded: boolean
  wholeFen: bigint
  /** The narrowest limit on the own key; null: none. */
  ownLimitFen: bigint | null
  firstDay: string
  ceilingFen: bigint
  excessGrantedFen: bigint
}

export function fieldOf(scene: Scene, ref: Rule['beneficiary']): string {
  return typeof ref === 'string' ? ref : (ref.readings[readingOf(scene, ref.choose)] ?? '')
}

/** A limit on the rule's own key: without `per`, or with the rule's own, and not over more years than the rule's. */
export function isOwn(rule: Rule, { per, over }: Limit): boolean {
  const isWider = over === 'life' && isYearly(rule.window)
  return !isWider && (per === undefined || (keyFields(rule.per).length === 1 && per === keyFields(rule.per)[0]))
}

/** The values that the records of a group have in a field, and whether any table of the rule has that field. */
export function valuesIn(group: Group, field: string): { values: Set<string>; isKnown: boolean } {
  const values = new Set<string>()
  let isKnown = false
  for (const [, measure] of measuresOf(group.rule)) {
    if (!hasField({ pack: group.pack, table: measure.of }, field)) continue
    for (const row of rowsOfGroup(group, measure)) {
      isKnown = true
      const value = readField(spotOf(group, measure, row), field)
      if (value !== null) values.add(value as string)
    }
  }
  return { values, isKnown }
}

function beneficiaryOf(group: Group): string | null {
  const field = fieldOf(group, group.rule.beneficiary)
  const { values } = valuesIn(group, field)
  if (values.size > 1) throw new Stop('AmbiguousBeneficiary', `${group.rule.id} ${group.key}`)
  const [found] = values
  if (found !== undefined) return found
  if (keyFields(group.rule.per).length === 1 && keyFields(group.rule.per)[0] === field) return group.key
  return null
}

/** The first record of a group that counts, or else its first: by day, then by id, of the first measure that has one. */
export function firstPlace(group: Group, beneficiaryId: string): { place: Place; day: string } {
  const rows = (measure: Measure) => (isWhole(group) ? rowsThatCount(group, measure).map(({ row }) => row) : [])
  return firstOf(group, beneficiaryId, rows) ?? firstOf(group, beneficiaryId, one => rowsOfGroup(group, one)) ?? none()
}

function none(): never {
  throw new Error('a group has a record')
}

function firstOf(group: Group, beneficiaryId: string, rowsIn: (measure: Measure) => Row[]) {
  for (const [, measure] of measuresOf(group.rule)) {
    const dated = rowsIn(measure).map(row => ({ row, day: dayOf(group, measure, row) ?? '' }))
    const order = ({ day, row }: (typeof dated)[number]) => `${day} ${row.id}`
    const [first] = dated.sort((a, b) => (order(a) < order(b) ? -1 : 1))
    if (!first) continue
    const place = { ...spotOf(group, measure, first.row), beneficiaryId, rule: group.rule, year: group.year }
    return { place, day: first.day }
  }
  return null
}

function rounded({ rounding, roundTo }: Rule, [numerator, denominator]: Fraction): bigint {
  const unit = roundTo ?? 1n
  const inUnits: Fraction = [numerator, denominator * unit]
  const round = rounding === 'down' ? down : rounding === 'up' ? up : nearest
  return round(inUnits) * unit
}

/** What a limit leaves is whole units too, where the rule rounds to more than a 分. */
export function inWholeUnits({ roundTo }: Rule, fen: bigint): bigint {
  const unit = roundTo ?? 1n
  return (fen / unit) * unit
}

function held(rule: Rule, fen: bigint, limitFen: bigint | null): bigint {
  const heldFen = limitFen !== null && limitFen < fen ? inWholeUnits(rule, limitFen) : fen
  if (!rule.minimum || heldFen >= rule.minimum.amount || heldFen === 0n) return heldFen
  if (rule.minimum.below === 'nothing') return 0n
  if (limitFen !== null && limitFen < rule.minimum.amount) throw new Stop('MinimumOverLimit', rule.id)
  return rule.minimum.amount
}

function ownLimitOf(asked: Asked): bigint | null {
  const { rule } = asked
  const limits = [
    ...(rule.cap ? [rule.cap.amount] : []),
    ...rule.limits.filter(one => isOwn(rule, one)).map(one => one.amount),
  ]
  const fens = limits.map(limit => down(amountOf(asked, limit)))
  return fens.reduce((a: bigint | null, b) => (a !== null && a < b ? a : b), null)
}

/** All figures of a rule, in the order of key and year. */
export function figuresOf(scene: Omit<Scene, 'year'>): Figure[] {
  if (!isYearly(scene.rule.window) && scene.facts.year === null && asksForYear(scene.rule))
    throw new Stop('InvalidInput', `${scene.rule.id} needs the year of application`)
  if (scene.facts.asOf === null && asksForDay(scene.rule))
    throw new Stop('InvalidInput', `${scene.rule.id} needs the day of the evaluation`)
  const figures = yearsOf(scene).flatMap(year =>
    groupsOf({ ...scene, year }).flatMap(group => {
      const beneficiary = beneficiaryOf(group)
      return beneficiary === null ? [] : [figureOfGroup(group, beneficiary)]
    }),
  )
  return figures.sort((a, b) =>
    a.group.key < b.group.key ? -1 : a.group.key > b.group.key ? 1 : (a.year ?? 0) - (b.year ?? 0),
  )
}

/** A record counts in the base; in a rule without a base, in one of its measures. */
function hasGround(group: Group): boolean {
  const measures = group.rule.base ? [group.rule.base] : Object.values(group.rule.measures)
  return measures.some(measure => rowsThatCount(group, measure).length > 0)
}

function figureOfGroup(group: Group, beneficiary: string): Figure {
  const { rule } = group
  const year = isYearly(rule.window) ? group.year : null
  const { place, day } = firstPlace(group, beneficiary)
  const asked: Asked = { ...group, given: (source, match) => givenBy({ ...group, beneficiary, year }, source, match) }
  const isEntitled = allHold(place, rule.who)
  const lacksFact = isEntitled !== false && !isWhole(group)
  const isGrounded = isEntitled !== false && !lacksFact && hasGround(group)
  const asking = { ...asked, beneficiary, year }
  const lacking = isGrounded
    ? measuresOf(rule).flatMap(([name, measure]) => (lacksReport(group, measure) ? [name] : []))
    : []
  const failsAnyway =
    isGrounded && rule.requires.some(one => !lacking.some(name => mentions(one, name)) && !meets(asked, one))
  const isOpen =
    lacksFact ||
    (isGrounded &&
      (isEntitled === null ||
        sourcesOf(rule).some(one => isUnclearHere(asking, one)) ||
        isPayerUnknown(rule, place) ||
        (lacking.length > 0 && !failsAnyway)))
  const isNothing = isOpen || !isGrounded || failsAnyway || !rule.requires.every(one => meets(asked, one))
  const ownLimitFen = isNothing ? null : ownLimitOf(asked)
  const wholeFen = isNothing ? 0n : held(rule, rounded(rule, amountOf(asked, figureOf(rule))), ownLimitFen)
  return {
    ...{
      rule,
      group: asked,
      beneficiary,
      year,
      isEntitled,
      isNothing,
      isOpen,
      isSettled: false,
      isGrounded,
      wholeFen,
      ownLimitFen,
      firstDay: day,
    },
    ...{ ceilingFen: 0n, excessGrantedFen: 0n },
  }
}

interface Asking extends Group {
  beneficiary: string
}

interface Match {
  rule: string
  match: string
}

/** Whether a name stands anywhere in a part of a pack; a step without `of` is of the base. */
function mentions(part: unknown, name: string): boolean {
  if (part === name) return true
  if (typeof part !== 'object' || part === null) return false
  const ofBase = 'step' in part && (part.step as { of?: unknown }).of === undefined && name === 'base'
  return ofBase || Object.values(part).some(inner => mentions(inner, name))
}

/** The first payer that would take all of it may or may not. */
function isPayerUnknown({ payers }: Rule, place: Place): boolean {
  for (const { all, where } of payers) {
    const takes = all ? allHold(place, where ?? []) : false
    if (takes !== false) return takes === null
  }
  return false
}

/** Whether every record that counts gives what it is asked for. */
function isWhole(group: Group): boolean {
  try {
    for (const [name] of measuresOf(group.rule)) measureOf(group, name)
    return true
  } catch (error) {
    if (error instanceof Stop && error.kind === 'MissingFact') return false
    throw error
  }
}

/** Every `{ rule, match }` that is written anywhere in a rule. */
function sourcesOf(part: unknown): Match[] {
  if (typeof part !== 'object' || part === null) return []
  const { rule, match } = part as Partial<Match>
  const own = typeof rule === 'string' && match !== undefined
  return [...(own ? [{ rule, match }] : []), ...Object.values(part).flatMap(sourcesOf)]
}

/** The figures of another rule in the same year. */
function figuresBeside({ pack, facts, year }: Asking, source: string): Figure[] {
  const figures = pack.rules.filter(({ id }) => id === source).flatMap(rule => figuresOf({ pack, facts, rule }))
  return figures.filter(figure => figure.year === null || year === null || figure.year === year)
}

/** What the records of a figure name in a field: the key itself where the rule is per that field. */
function namesIn({ group }: { group: Group }, field: string): string[] {
  const own = keyFields(group.rule.per)
  return own.length === 1 && own[0] === field ? [group.key] : [...valuesIn(group, field).values]
}

/** It names none or several, or a figure that it would count names several, or is not determined itself. */
function isUnclearHere(asking: Asking, { rule, match }: Match): boolean {
  const beside = figuresBeside(asking, rule)
  if (match === 'key') return beside.some(({ isOpen, group }) => isOpen && group.key === asking.key)
  if (match === 'beneficiary') return beside.some(one => one.isOpen && one.beneficiary === asking.beneficiary)
  const [own, ...others] = namesIn({ group: asking }, match)
  if (own === undefined || others.length > 0) return true
  return beside.some(figure => {
    const names = namesIn(figure, match)
    return names.includes(own) && (figure.isOpen || (names.length > 1 && figure.wholeFen > 0n))
  })
}

/** What another rule gives for the same key, beneficiary or value of a field, in the same year. */
function givenBy(asking: Asking, source: string, match: string): bigint {
  const isSame = (figure: Figure) => {
    if (match === 'key') return figure.group.key === asking.key
    if (match === 'beneficiary') return figure.beneficiary === asking.beneficiary
    return namesIn(figure, match)[0] === namesIn({ group: asking }, match)[0]
  }
  return figuresBeside(asking, source).reduce((sum, figure) => (isSame(figure) ? sum + figure.wholeFen : sum), 0n)
}
