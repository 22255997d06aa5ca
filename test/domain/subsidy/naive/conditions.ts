/** Tests of one record: true, false, or null where a fact is not given. */
import { isWithinRegion } from '#domain/region.ts'
import type { Condition, Operand, Span, Test } from '#domain/subsidy/pack/pack-condition.ts'
import type { Rule } from '#domain/subsidy/pack/policy-pack.ts'
import { type Days, isDuring, later } from './days.ts'
import { type Fraction, fractionOfRate, isLess, times, whole } from './fraction.ts'
import { hasCome, readField, type Spot } from './read-field.ts'
import { Stop } from './stop.ts'

export type Truth = boolean | null

/** A record, under the readings chosen for a rule, in a year of application. */
export interface Place extends Spot {
  rule: Rule
  year: number | null
}

export function readingOf({ facts, rule }: { facts: Spot['facts']; rule: Rule }, parameter: string): string {
  const initial = rule.parameters.find(({ id }) => id === parameter)?.default ?? ''
  return facts.parameters[`${rule.id}.${parameter}`] ?? initial
}

export function applies(
  place: { facts: Spot['facts']; rule: Rule },
  when: { parameter: string; reading: string } | undefined,
): boolean {
  return when === undefined || readingOf(place, when.parameter) === when.reading
}

/** All that apply under the readings chosen. */
export function allHold(place: Place, conditions: readonly Condition[]): Truth {
  return every(conditions.filter(({ when }) => applies(place, when)).map(one => holds(place, one)))
}

/** One of those that apply. */
export function oneHolds(place: Place, conditions: readonly Condition[]): Truth {
  return some(conditions.filter(({ when }) => applies(place, when)).map(one => holds(place, one)))
}

function every(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false
  return truths.includes(null) ? null : true
}

function some(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true
  return truths.includes(null) ? null : false
}

export function holds(place: Place, test: Test): Truth {
  if (test.all) return every(test.all.map(inner => holds(place, inner)))
  if (test.any) return some(test.any.map(inner => holds(place, inner)))
  if (test.not) {
    const inner = holds(place, test.not)
    return inner === null ? null : !inner
  }
  const value = readField(place, test.field ?? '')
  if (test.given !== undefined) return (value !== null) === test.given
  const isUnknownDay = value === null && alwaysCame.some(name => test.field?.endsWith(`.${name}`))
  if ((test.reached !== undefined || test.elapsed) && isUnknownDay) return null
  if (test.reached !== undefined) return hasCome(place.facts, value) === test.reached
  if (test.elapsed) return value !== null && hasCome(place.facts, later(value as string, test.elapsed))
  if (value === null) return null
  if (test.is !== undefined) return value === test.is
  if (test.in) return test.in.includes(value as string)
  if (test.has !== undefined) return (value as string[]).includes(test.has)
  if (test.within !== undefined) return isWithinRegion(value as string, test.within)
  if (test.outside !== undefined) return !isWithinRegion(value as string, test.outside)
  if (test.same_as !== undefined) {
    const other = readField(place, test.same_as)
    return other === null ? null : value === other
  }
  if (test.during) return isDuring(value as string, daysOf(place, test.during))
  if (test.since) return isSince(place, value as string, test.since)
  if (test.funded) return isFunded(place, value as string, test.funded.under)
  if (test.evidence) return hasEvidence(place, value as string, test.evidence)
  return compares(place, whole(value as bigint | number), test)
}

function operand(place: Place, written: Operand): Fraction | null {
  if (typeof written !== 'object') return whole(written)
  const value = readField(place, 'field' in written ? written.field : written.of) as bigint | number | null
  if (value === null) return null
  return 'field' in written ? whole(value) : times(fractionOfRate(written.rate), whole(value))
}

function compares(place: Place, value: Fraction, test: Test): Truth {
  const written = test.at_least ?? test.above ?? test.at_most ?? test.below
  const other = written === undefined ? null : operand(place, written)
  if (other === null) return null
  if (test.at_least !== undefined) return !isLess(value, other)
  if (test.above !== undefined) return isLess(other, value)
  if (test.at_most !== undefined) return !isLess(other, value)
  return isLess(value, other)
}

function daysOf(place: Place, span: Span): Days {
  if ('yearOffset' in span) {
    const year = yearOf(place) + span.yearOffset
    return [`${year}-01-01`, `${year}-12-31`]
  }
  const edge = (at: typeof span.from) => {
    if (at === undefined) return null
    return typeof at === 'string' ? at : `${yearOf(place) + at.yearOffset}-${at.day}`
  }
  return [edge(span.from), edge(span.to)]
}

export function yearOf({ year, rule }: { year: number | null; rule: Rule }): number {
  if (year === null) throw new Stop('InvalidInput', `${rule.id} needs the year of application`)
  return year
}

function isSince(place: Place, day: string, { day: field, atMost, atLeast }: NonNullable<Test['since']>): Truth {
  const from = readField(place, field) as string | null
  if (from === null) return null
  if (atMost) return day <= later(from, atMost)
  return atLeast ? day >= later(from, atLeast) : null
}

function isFunded({ facts, pack }: Place, value: string, under: 'any' | string[]): boolean {
  return facts.grants.some(
    grant =>
      hasCome(facts, grant.grantedOn) &&
      [grant.key, ...Object.values(grant.keys)].includes(value) &&
      (under === 'any' || under.includes(grant.rule) || under.includes(grant.policy ?? pack.id)),
  )
}

/** Days that have come for every unit and contract, whether they are given or not. */
const alwaysCame = ['foundedOn', 'signedOn']

/** One that could be it, were its level or its result given, leaves it open. */
function hasEvidence(place: Place, id: string, wanted: NonNullable<Test['evidence']>): Truth {
  const { facts } = place
  const standing = facts.evidence.filter(one => {
    if (![one.holderId, one.contractId, one.projectId, one.achievementId].includes(id)) return false
    if (one.kind !== wanted.kind) return false
    if (wanted.yearOffset !== undefined && Number(one.grantedOn.slice(0, 4)) !== yearOf(place) + wanted.yearOffset)
      return false
    if (!hasCome(facts, one.grantedOn) || hasCome(facts, one.revokedOn)) return false
    return one.validUntil === null || facts.asOf === null || one.validUntil >= facts.asOf
  })
  const among = (list: readonly string[] | undefined, value: string | null): Truth =>
    list === undefined ? true : value === null ? null : list.includes(value)
  return some(standing.map(one => every([among(wanted.levels, one.level), among(wanted.results, one.result)])))
}
