/** The engine and the naive evaluator on the same pack and facts, and in what they differ. */
import { Refusal } from '#domain/refusal.ts'
import { evaluatePolicy } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import type { Determination } from '#domain/subsidy/evaluate/trace.ts'
import type { Facts } from '#domain/subsidy/facts/facts.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'
import { readingsFrom, readPack } from '#domain/subsidy/pack/read-pack.ts'
import { evaluateNaively, type NaiveResult } from '../naive/evaluate-naively.ts'
import { type Figure, figuresOf } from '../naive/figures.ts'
import { Stop } from '../naive/stop.ts'

export interface Refused {
  refused: string
}

export function isRefused(result: unknown): result is Refused {
  return typeof result === 'object' && result !== null && 'refused' in result
}

/** All determinations, also of those who may not receive. Whatever is not a refusal is a bug and comes through. */
export function byEngine(pack: PolicyPack, facts: Facts, includeIneligible = true): Determination[] | Refused {
  try {
    return evaluatePolicy(pack, facts, { includeIneligible })
  } catch (error) {
    if (error instanceof Refusal || (error instanceof Error && 'problems' in error))
      return { refused: `${error.constructor.name}: ${error.message}` }
    throw error
  }
}

export function byHand(pack: PolicyPack, facts: Facts): NaiveResult[] | Refused {
  return unlessStopped(() => evaluateNaively(pack, facts))
}

export interface NaiveFigure {
  figure: Figure
  windowYear: number | null
}

/** The figures of all rules before grants and limits. */
export function naiveFigures(pack: PolicyPack, facts: Facts): NaiveFigure[] | Refused {
  const read = readPack(pack, readingsFrom(facts.parameters))
  return unlessStopped(() =>
    read.rules
      .flatMap(rule => figuresOf({ pack: read, facts, rule }))
      .map(figure => ({ figure, windowYear: windowYearOf(figure) })),
  )
}

function windowYearOf({ rule: { window }, year }: Figure): number | null {
  return year !== null && window.kind === 'calendar_year' ? year + window.yearOffset : year
}

function unlessStopped<T>(evaluate: () => T): T | Refused {
  try {
    return evaluate()
  } catch (error) {
    if (error instanceof Stop) return { refused: error.message }
    throw error
  }
}

function line(
  of: { rule: string; key: string; beneficiary: string; windowYear: number | null },
  fen: readonly bigint[],
  isOpen: boolean,
) {
  const [ceiling, whole, excess] = fen
  return `${of.rule} ${of.key} ${of.windowYear} → ${of.beneficiary}: ceiling ${ceiling} whole ${whole} excess ${excess}${isOpen ? ', not determined' : ''}`
}

export function linesOfEngine(found: readonly Determination[]): string[] {
  return found.map(({ rule, beneficiary, window, ceilingFen, trace }) =>
    line(
      { rule, beneficiary, key: trace.key.value, windowYear: 'year' in window ? window.year : null },
      [ceilingFen, trace.wholeFen, trace.excessGrantedFen],
      trace.undetermined !== undefined,
    ),
  )
}

export function linesByHand(found: readonly NaiveResult[]): string[] {
  return found.map(one => line(one, [one.ceilingFen, one.wholeFen, one.excessGrantedFen], one.isOpen))
}

/** Null: they agree. Where both refuse, they may name different reasons: each stops at the first it meets. */
export function differenceOf(pack: PolicyPack, facts: Facts): string | null {
  const engine = byEngine(pack, facts)
  const hand = byHand(pack, facts)
  if (isRefused(engine) || isRefused(hand)) {
    if (isRefused(engine) && isRefused(hand)) return null
    return `engine ${isRefused(engine) ? engine.refused : 'goes on'}; by hand ${isRefused(hand) ? hand.refused : 'goes on'}`
  }
  const [left, right] = [linesOfEngine(engine), linesByHand(hand)]
  const all = firstDifference(left, right)
  if (all !== null) return all
  const listed = byEngine(pack, facts, false)
  if (isRefused(listed)) return `only without includeIneligible: ${listed.refused}`
  const others = firstDifference(linesOfEngine(listed), linesByHand(hand.filter(({ isListed }) => isListed)))
  return others === null ? null : `listed: ${others}`
}

function firstDifference(engine: readonly string[], hand: readonly string[]): string | null {
  for (let index = 0; index < Math.max(engine.length, hand.length); index += 1)
    if (engine[index] !== hand[index]) return `engine ${engine[index]}; by hand ${hand[index]}`
  return null
}
