/**
 * A second evaluator of policy packs, written from docs/policy-language.md alone, the slow obvious way, and sharing
 * nothing with the engine but the form of packs and facts. Where the two differ, one of them or the page is wrong.
 */
import type { Facts } from '#domain/subsidy/facts/facts.ts'
import type { PolicyPack, Rule, Together } from '#domain/subsidy/pack/policy-pack.ts'
import { readingsFrom, readPack } from '#domain/subsidy/pack/read-pack.ts'
import { type Figure, figuresOf } from './figures.ts'
import { grantedFen, refuseGrants } from './grants.ts'
import { leaveOpen, sharedValue, sumFen } from './shared.ts'
import { stagedFen } from './stages.ts'
import { holdToLimits } from './wide.ts'

export interface NaiveResult {
  rule: string
  key: string
  beneficiary: string
  windowYear: number | null
  ceilingFen: bigint
  wholeFen: bigint
  excessGrantedFen: bigint
  isOpen: boolean
  /** Listed without being asked for: entitled, perhaps entitled, or granted something before. */
  isListed: boolean
}

/** Takes facts that `parseFacts` has admitted. @throws Stop where the engine must refuse as well. */
export function evaluateNaively(written: PolicyPack, facts: Facts): NaiveResult[] {
  const pack = readPack(written, readingsFrom(facts.parameters))
  refuseGrants(pack, facts)
  const all = pack.rules.flatMap(rule => figuresOf({ pack, facts, rule }))
  const figures = all.filter(({ rule }) => rule.gives !== 'basis')
  for (const one of pack.together) applyTogether(one, figures)
  for (const figure of figures) {
    const beforeFen = grantedFen(figure)
    const payableFen = figure.isOpen ? beforeFen : stagedFen(figure)
    figure.ceilingFen = payableFen > beforeFen ? payableFen - beforeFen : 0n
    const mostFen = mostStanding(figure, payableFen)
    figure.excessGrantedFen = mostFen !== null && beforeFen > mostFen ? beforeFen - mostFen : 0n
  }
  holdToLimits(pack, facts, figures)
  return figures.map(result)
}

/** What may stand of grants: what is due; of a rule that gives no less, any amount up to its limits while something is. */
function mostStanding({ rule, ownLimitFen, isOpen }: Figure, payableFen: bigint): bigint | null {
  if (rule.gives === 'at_least' && payableFen > 0n && !isOpen) return ownLimitFen
  return payableFen
}

function result(figure: Figure): NaiveResult {
  const { rule, group, beneficiary, year, isEntitled, isOpen, wholeFen, ceilingFen, excessGrantedFen } = figure
  return {
    rule: rule.id,
    key: group.key,
    beneficiary,
    windowYear: windowYear(rule, year),
    ceilingFen,
    wholeFen,
    excessGrantedFen,
    isOpen,
    isListed: isEntitled !== false || grantedFen(figure) > 0n,
  }
}

function windowYear({ window }: Rule, year: number | null): number | null {
  if (year === null) return null
  return window.kind === 'calendar_year' ? year + window.yearOffset : year
}

function applyTogether(together: Together, figures: readonly Figure[]): void {
  const rules = together.kind === 'exclusive' ? together.rules : [together.rule, together.less]
  const isIn = (figure: Figure) => (!figure.isNothing && figure.wholeFen > 0n) || grantedFen(figure) > 0n
  const involved = figures.filter(figure => rules.includes(figure.rule.id) && (figure.isOpen || isIn(figure)))
  const sets = new Map<string, Figure[]>()
  for (const figure of involved) {
    const value = sharedValue(figure, together.per)
    if (value === null) {
      leaveOpen(figure)
      continue
    }
    const set = `${figure.year} ${value}`
    sets.set(set, [...(sets.get(set) ?? []), figure])
  }
  for (const all of sets.values()) {
    leaveLaterOpen(together, all)
    const set = all.filter(isIn)
    if (together.kind === 'exclusive') keepOne(together, set)
    else takeOff(together, set)
  }
}

/** What comes after a rule that is not determined is not known either, but for the higher one of a set. */
function leaveLaterOpen(together: Together, set: readonly Figure[]): void {
  if (together.kind === 'exclusive' && together.take === 'higher') return
  const order = together.kind === 'exclusive' ? together.rules : [together.less, together.rule]
  for (const [at, rule] of order.entries()) {
    const own = set.filter(figure => figure.rule.id === rule)
    if (together.kind === 'exclusive' && own.some(({ wholeFen }) => wholeFen > 0n)) return
    if (!own.some(({ isOpen }) => isOpen)) continue
    for (const figure of set) if (order.indexOf(figure.rule.id) > at) leaveOpen(figure)
    return
  }
}

const totalOf = (set: readonly Figure[], rule: string) =>
  sumFen(set.filter(one => one.rule.id === rule).map(one => one.wholeFen))

/** What is out already under the others is part of what the kept rule gives, as far as that is not out itself. */
function keepOne({ rules, take }: Together & { kind: 'exclusive' }, set: readonly Figure[]): void {
  const totals = rules.map(rule => totalOf(set, rule))
  if (totals.every(fen => fen === 0n)) return
  const highestFen = totals.reduce((a, b) => (b > a ? b : a), 0n)
  const kept = rules[take === 'higher' ? totals.indexOf(highestFen) : totals.findIndex(fen => fen > 0n)]
  const winners = set.filter(one => one.rule.id === kept)
  const roomFen = sumFen(winners.map(openOf))
  let outFen = 0n
  for (const figure of set.filter(one => one.rule.id !== kept)) {
    const grantsFen = grantedFen(figure)
    figure.wholeFen = outFen + grantsFen > roomFen ? roomFen - outFen : grantsFen
    figure.isSettled = true
    outFen += figure.wholeFen
  }
  lower(winners, outFen, openOf)
}

/** What the other rule gives is taken off the figures of this one, in the order of their keys. */
function takeOff({ rule, less }: Together & { kind: 'difference' }, set: readonly Figure[]): void {
  const [own, others] = [rule, less].map(id => set.filter(one => one.rule.id === id))
  if (!own || !others) return
  lower(own, totalOf(set, less), ({ wholeFen }) => wholeFen)
  // What one was granted over what it gives counts toward what is open of the other.
  for (const [from, toward] of [
    [own, others],
    [others, own],
  ] as const) {
    const openFen = sumFen(toward.map(openOf))
    let countedFen = 0n
    for (const figure of from) {
      const overFen = grantedFen(figure) - figure.wholeFen
      if (overFen <= 0n) continue
      const keptFen = overFen < openFen - countedFen ? overFen : openFen - countedFen
      figure.wholeFen += keptFen
      countedFen += keptFen
    }
    lower(toward, countedFen, openOf)
  }
}

function openOf(figure: Figure): bigint {
  const fen = figure.wholeFen - grantedFen(figure)
  return fen > 0n ? fen : 0n
}

function lower(figures: readonly Figure[], fen: bigint, most: (figure: Figure) => bigint): void {
  let leftFen = fen
  for (const figure of figures) {
    const takenFen = leftFen < most(figure) ? leftFen : most(figure)
    figure.wholeFen -= takenFen
    leftFen -= takenFen
  }
}
