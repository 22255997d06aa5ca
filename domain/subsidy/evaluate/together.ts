/** What the rules of a pack do to one another: only one of them gives, or one gives what it has over another. */
import { Refusal } from '../../refusal.ts'
import { isOwnKey, membersOf, type Together } from '../pack/policy-pack.ts'
import type { Figure } from './entitlement.ts'
import { yuan } from './exact.ts'
import { groupBy } from './group-by.ts'
import { namedFor } from './read-group.ts'
import type { TraceStep } from './trace.ts'

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
export function sharedBy({ group, context }: Pick<Figure, 'group' | 'context'>, per: string | undefined): string {
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
export function trySharing(entitlement: Figure, per: string | undefined): string | null {
  try {
    return sharedBy(entitlement, per)
  } catch (error) {
    if (!(error instanceof AmbiguousSharing)) throw error
    const note = `not determined: ${error.message}`
    if (entitlement.notes?.includes(note)) return null
    entitlement.notes = [...(entitlement.notes ?? []), note]
    addStep(entitlement, { label: 'requires', expression: error.message, valueFen: 0n })
    return null
  }
}

/** A line that rules add to a figure, made where there is one: most have none. */
function addStep(figure: Figure, step: TraceStep): void {
  if (figure.steps) figure.steps.push(step)
  else figure.steps = [step]
}

/** Applies exclusive sets and differences to the whole figures, in the order written. */
export function applyTogether(together: readonly Together[], entitlements: readonly Figure[]): void {
  for (const one of together) {
    const rules = membersOf(one)
    // What was granted under a rule that gives nothing any more is out all the same.
    const isOut = ({ grantedFen }: Figure) => one.kind === 'exclusive' && grantedFen > 0n
    const given = entitlements.filter(
      figure => rules.includes(figure.context.rule.id) && (figure.wholeFen > 0n || isOut(figure)),
    )
    const sets = groupBy(given, entitlement => {
      const shared = trySharing(entitlement, one.per)
      if (shared === null) {
        entitlement.wholeFen = 0n
        entitlement.isRefused = true
      }
      return shared === null ? [] : [JSON.stringify([shared, entitlement.group.year])]
    })
    for (const set of sets.values()) {
      if (one.kind === 'exclusive') takeOne(one, set)
      else takeDifference(one, set)
    }
  }
}

function totalOf(set: readonly Figure[], rule: string): bigint {
  return set.reduce((sum, { context, wholeFen }) => (context.rule.id === rule ? sum + wholeFen : sum), 0n)
}

/**
 * What was granted under one of the others before, when it stood first, say, counts toward what the winner gives: the
 * set is never paid more than the winner's figure, and nothing has to come back only to be paid again.
 */
function takeOne(one: Extract<Together, { kind: 'exclusive' }>, set: readonly Figure[]): void {
  const totals = one.rules.map(rule => ({ rule, fen: totalOf(set, rule) })).filter(({ fen }) => fen > 0n)
  if (totals.length === 0) return
  const winner = totals.reduce((best, next) => (one.take === 'higher' && next.fen > best.fen ? next : best))
  const winners = set.filter(({ context }) => context.rule.id === winner.rule)
  const openFen = winners.reduce((sum, figure) => sum + ungrantedFen(figure), 0n)
  let leftFen = openFen
  for (const entitlement of set) {
    if (entitlement.context.rule.id === winner.rule) continue
    const { grantedFen } = entitlement
    const keptFen = grantedFen < leftFen ? grantedFen : leftFen
    leftFen -= keptFen
    entitlement.wholeFen = keptFen
    entitlement.isRefused = true
    const kept = keptFen > 0n ? `; toward it counts what was granted, ${yuan(keptFen)}` : ''
    const text = `only one of ${one.rules.join(', ')}: ${winner.rule} gives ${yuan(winner.fen)}${kept}`
    addStep(entitlement, { label: 'together', name: one.id, expression: text, valueFen: keptFen })
  }
  takeOff(winners, openFen - leftFen, { name: one.id, why: 'what was granted under the others', of: ungrantedFen })
}

function ungrantedFen({ wholeFen, grantedFen }: Figure): bigint {
  return wholeFen > grantedFen ? wholeFen - grantedFen : 0n
}

function takeDifference(one: Extract<Together, { kind: 'difference' }>, set: readonly Figure[]): void {
  const figures = set.filter(({ context }) => context.rule.id === one.rule)
  takeOff(figures, totalOf(set, one.less), {
    ...{ name: one.id, why: `what rule ${one.less} gives`, isSaidOfNothing: true },
    of: ({ wholeFen }) => wholeFen,
  })
}

interface TakingOff {
  name: string
  why: string
  /** Up to how much may be taken off a figure. */
  of(entitlement: Figure): bigint
  /** A step even where nothing is taken off. */
  isSaidOfNothing?: boolean
}

/** Takes an amount off figures, in their order, as far as each goes. */
function takeOff(figures: readonly Figure[], amountFen: bigint, { name, why, of, ...how }: TakingOff): void {
  let leftFen = amountFen
  for (const entitlement of figures) {
    const beforeFen = entitlement.wholeFen
    const mostFen = of(entitlement)
    const takenFen = leftFen < mostFen ? leftFen : mostFen
    if (takenFen === 0n && !how.isSaidOfNothing) continue
    leftFen -= takenFen
    entitlement.wholeFen = beforeFen - takenFen
    const text = `${yuan(beforeFen)} less ${why}, ${yuan(takenFen)}`
    addStep(entitlement, { label: 'together', name, expression: text, valueFen: entitlement.wholeFen })
  }
}
