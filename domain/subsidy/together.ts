/** What the rules of a pack do to one another: only one of them gives, or one gives what it has over another. */
import { Refusal } from '../refusal.ts'
import type { Entitlement } from './entitlement.ts'
import { yuan } from './exact.ts'
import { groupBy } from './group-by.ts'
import { keyFields, type Together } from './policy-pack.ts'
import { valuesOf } from './read-group.ts'

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
export function sharedBy({ group, context }: Entitlement, per: string | undefined): string {
  const { rule } = context
  if (per === 'all') return 'all'
  if (per === 'beneficiary') return group.beneficiary
  const own = keyFields(rule.per)
  if (per === undefined || (own.length === 1 && own[0] === per)) return group.key
  const values = valuesOf(group, per)
  const [only] = values
  if (only === undefined || values.length > 1) throw new AmbiguousSharing(rule.id, group.key, per, values)
  return only
}

/**
 * As `sharedBy`; null, with the reason in the explanation, where a figure cannot be told to belong to one: it alone gets
 * nothing until its records are corrected, and nobody else waits for it.
 */
export function trySharing(entitlement: Entitlement, per: string | undefined): string | null {
  try {
    return sharedBy(entitlement, per)
  } catch (error) {
    if (!(error instanceof AmbiguousSharing)) throw error
    const note = `not determined: ${error.message}`
    if (entitlement.notes.includes(note)) return null
    entitlement.notes.push(note)
    entitlement.steps.push({ label: 'requires', expression: error.message, valueFen: 0n })
    return null
  }
}

/** Applies exclusive sets and differences to the whole figures, in the order written. */
export function applyTogether(together: readonly Together[], entitlements: readonly Entitlement[]): void {
  for (const one of together) {
    const rules = one.kind === 'exclusive' ? one.rules : [one.rule, one.less]
    const given = entitlements.filter(({ context, wholeFen }) => rules.includes(context.rule.id) && wholeFen > 0n)
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

function totalOf(set: readonly Entitlement[], rule: string): bigint {
  return set.reduce((sum, { context, wholeFen }) => (context.rule.id === rule ? sum + wholeFen : sum), 0n)
}

function takeOne(one: Extract<Together, { kind: 'exclusive' }>, set: readonly Entitlement[]): void {
  const totals = one.rules.map(rule => ({ rule, fen: totalOf(set, rule) })).filter(({ fen }) => fen > 0n)
  const winner = totals.reduce((best, next) => (one.take === 'higher' && next.fen > best.fen ? next : best))
  for (const entitlement of set) {
    const { rule } = entitlement.context
    if (rule.id === winner.rule) continue
    entitlement.wholeFen = 0n
    entitlement.isRefused = true
    const text = `only one of ${one.rules.join(', ')}: ${winner.rule} gives ${yuan(winner.fen)}`
    entitlement.steps.push({ label: 'together', name: one.id, expression: text, valueFen: 0n })
  }
}

function takeDifference(one: Extract<Together, { kind: 'difference' }>, set: readonly Entitlement[]): void {
  let lessFen = totalOf(set, one.less)
  for (const entitlement of set) {
    if (entitlement.context.rule.id !== one.rule) continue
    const beforeFen = entitlement.wholeFen
    const takenFen = lessFen < beforeFen ? lessFen : beforeFen
    lessFen -= takenFen
    entitlement.wholeFen = beforeFen - takenFen
    const text = `${yuan(beforeFen)} less what rule ${one.less} gives, ${yuan(takenFen)}`
    entitlement.steps.push({ label: 'together', name: one.id, expression: text, valueFen: entitlement.wholeFen })
  }
}
