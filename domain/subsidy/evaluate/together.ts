/** What the rules of a pack do to one another: only one of them gives, or one gives what it has over another. */
import { Refusal } from '../../refusal.ts'
import { isOwnKey, membersOf, type Together } from '../pack/policy-pack.ts'
import { yuan } from './exact.ts'
import { groupBy } from './group-by.ts'
import {
  addStep,
  type FigureOf,
  fenAt,
  figureAt,
  type HeldFigures,
  leaveOpen,
  outputOpen,
  ruleAt,
} from './held-figures.ts'
import { namedFor } from './read-group.ts'

/** A figure belongs to several, or to none, of what a limit or another rule sums over. */
export class AmbiguousSharing extends Refusal {
  readonly code = 'AMBIGUOUS_SHARING'
  readonly rule: string
  readonly key: string
  readonly field: string
  constructor(rule: string, key: string, field: string, values: readonly string[]) {
    const found = values.length === 0 ? 'none' : values.join(', ')
    super(
      `rule ${rule}: the records of ${key} must name one ${field}, they name ${found}; correct the facts or the pack`,
    )
    this.rule = rule
    this.key = key
    this.field = field
  }
}

/** The one value of `per` that a figure belongs to: `all`, the beneficiary, the rule's own key, or a field's value. */
export function sharedBy({ group, context }: FigureOf, per: string | undefined): string {
  const { rule } = context
  if (per === 'all') return 'all'
  if (per === 'beneficiary') return group.beneficiary
  if (per === undefined || isOwnKey(rule, per)) return group.key
  const named = namedFor(group.identities, context.identityFields.indexOf(per))
  const [only] = named
  if (only === undefined || named.length > 1) throw new AmbiguousSharing(rule.id, group.key, per, named)
  return only
}

/**
 * As `sharedBy`; null, with the reason in the explanation, where a figure cannot be told to belong to one: it alone gets
 * nothing until its records are corrected, and nobody else waits for it.
 */
export function trySharing(held: HeldFigures, row: number, per: string | undefined): string | null {
  try {
    return sharedBy(figureAt(held, row), per)
  } catch (error) {
    if (!(error instanceof AmbiguousSharing)) throw error
    leaveOpen(held, row, error.message)
    return null
  }
}

/** Applies exclusive sets and differences to the whole figures, in the order written; `rows` come by rule, key and year. */
export function applyTogether(together: readonly Together[], held: HeldFigures, rows: readonly number[]): void {
  const { wholeFen, grantedFen, years, undetermined } = held
  for (const one of together) {
    const rules = membersOf(one)
    // What was granted under a rule that gives nothing any more is out all the same.
    const isIn = (row: number) => fenAt(wholeFen, row) > 0n || fenAt(grantedFen, row) > 0n
    const involved = rows.filter(row => rules.includes(ruleAt(held, row)) && (isIn(row) || undetermined.has(row)))
    const sets = groupBy(involved, row => {
      const shared = trySharing(held, row, one.per)
      return shared === null ? [] : [JSON.stringify([shared, years[row]])]
    })
    for (const all of sets.values()) {
      leaveDependentOpen(one, held, all)
      const set = all.filter(isIn)
      if (one.kind === 'exclusive') takeOne(one, held, set)
      else takeDifference(one, held, set)
    }
  }
}

/**
 * Where it is not known what the first of a set, or what is taken off, comes to, nor is what comes after it. Of the higher
 * one the highest that is known may be paid: what is known later comes on top of it.
 */
function leaveDependentOpen(one: Together, held: HeldFigures, set: readonly number[]): void {
  if (one.kind === 'exclusive' && one.take === 'higher') return
  const order = one.kind === 'exclusive' ? one.rules : [one.less, one.rule]
  const open = set.filter(row => held.undetermined.has(row)).map(row => order.indexOf(ruleAt(held, row)))
  const first = Math.min(...open)
  const isSettled = (row: number) => fenAt(held.wholeFen, row) > 0n && order.indexOf(ruleAt(held, row)) < first
  if (one.kind === 'exclusive' && set.some(isSettled)) return
  for (const row of set) {
    const source = order[first]
    if (source === undefined || order.indexOf(ruleAt(held, row)) <= first) continue
    const figure = figureAt(held, row)
    leaveOpen(held, row, outputOpen(figure, source, figure.group.key).message)
  }
}

function totalOf(held: HeldFigures, set: readonly number[], rule: string): bigint {
  return set.reduce((sum, row) => (ruleAt(held, row) === rule ? sum + fenAt(held.wholeFen, row) : sum), 0n)
}

/**
 * What was granted under one of the others before, when it stood first, say, counts toward what the winner gives: the
 * set is never paid more than the winner's figure, and nothing has to come back only to be paid again.
 */
function takeOne(one: Extract<Together, { kind: 'exclusive' }>, held: HeldFigures, set: readonly number[]): void {
  const totals = one.rules.map(rule => ({ rule, fen: totalOf(held, set, rule) })).filter(({ fen }) => fen > 0n)
  if (totals.length === 0) return
  const winner = totals.reduce((best, next) => (one.take === 'higher' && next.fen > best.fen ? next : best))
  const winners = set.filter(row => ruleAt(held, row) === winner.rule)
  const openFen = winners.reduce((sum, row) => sum + ungrantedFen(held, row), 0n)
  let leftFen = openFen
  for (const row of set) {
    if (ruleAt(held, row) === winner.rule) continue
    const grantedFen = fenAt(held.grantedFen, row)
    const keptFen = grantedFen < leftFen ? grantedFen : leftFen
    leftFen -= keptFen
    held.wholeFen[row] = keptFen
    held.refused.add(row)
    const kept = keptFen > 0n ? `; toward it counts what was granted, ${yuan(keptFen)}` : ''
    const text = `only one of ${one.rules.join(', ')}: ${winner.rule} gives ${yuan(winner.fen)}${kept}`
    addStep(held, row, { label: 'together', name: one.id, expression: text, valueFen: keptFen })
  }
  const how = { name: one.id, why: 'what was granted under the others', of: (row: number) => ungrantedFen(held, row) }
  takeOff(held, winners, openFen - leftFen, how)
}

function ungrantedFen({ wholeFen, grantedFen }: HeldFigures, row: number): bigint {
  const [whole, granted] = [fenAt(wholeFen, row), fenAt(grantedFen, row)]
  return whole > granted ? whole - granted : 0n
}

/**
 * Where what one of the two was granted is over what it gives since, that counts toward what the other gives: together
 * they are never paid more than the higher of them, and nothing has to come back only to be paid again.
 */
function takeDifference(
  one: Extract<Together, { kind: 'difference' }>,
  held: HeldFigures,
  set: readonly number[],
): void {
  const figures = set.filter(row => ruleAt(held, row) === one.rule)
  const others = set.filter(row => ruleAt(held, row) === one.less)
  takeOff(held, figures, totalOf(held, set, one.less), {
    ...{ name: one.id, why: `what rule ${one.less} gives`, isSaidOfNothing: true },
    of: row => fenAt(held.wholeFen, row),
  })
  keepGranted(one.id, held, { from: figures, rule: one.rule, toward: others })
  keepGranted(one.id, held, { from: others, rule: one.less, toward: figures })
}

/** Figures keep what was granted over them, as far as others have not been granted what they give, and these give less. */
function keepGranted(
  name: string,
  held: HeldFigures,
  { from, rule, toward }: { from: readonly number[]; rule: string; toward: readonly number[] },
): void {
  const openFen = toward.reduce((sum, row) => sum + ungrantedFen(held, row), 0n)
  let leftFen = openFen
  for (const row of from) {
    const [wholeFen, grantedFen] = [fenAt(held.wholeFen, row), fenAt(held.grantedFen, row)]
    const overFen = grantedFen > wholeFen ? grantedFen - wholeFen : 0n
    const keptFen = overFen < leftFen ? overFen : leftFen
    if (keptFen === 0n) continue
    leftFen -= keptFen
    held.wholeFen[row] = wholeFen + keptFen
    const text = `${yuan(wholeFen)} and what was granted over it, ${yuan(keptFen)}, which counts toward the other`
    addStep(held, row, { label: 'together', name, expression: text, valueFen: wholeFen + keptFen })
  }
  const why = `what was granted under rule ${rule} over what it gives`
  takeOff(held, toward, openFen - leftFen, { name, why, of: row => ungrantedFen(held, row) })
}

interface TakingOff {
  name: string
  why: string
  /** Up to how much may be taken off a figure. */
  of(row: number): bigint
  /** A step even where nothing is taken off. */
  isSaidOfNothing?: boolean
}

/** Takes an amount off figures, in their order, as far as each goes. */
function takeOff(
  held: HeldFigures,
  figures: readonly number[],
  amountFen: bigint,
  { name, why, of, ...how }: TakingOff,
): void {
  let leftFen = amountFen
  for (const row of figures) {
    const beforeFen = fenAt(held.wholeFen, row)
    const mostFen = of(row)
    const takenFen = leftFen < mostFen ? leftFen : mostFen
    if (takenFen === 0n && !how.isSaidOfNothing) continue
    leftFen -= takenFen
    const afterFen = beforeFen - takenFen
    held.wholeFen[row] = afterFen
    const text = `${yuan(beforeFen)} less ${why}, ${yuan(takenFen)}`
    addStep(held, row, { label: 'together', name, expression: text, valueFen: afterFen })
  }
}
