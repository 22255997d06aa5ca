/** Which of the things that several figures share a figure belongs to. */
import { keyFields } from '#domain/subsidy/pack/policy-pack.ts'
import { type Figure, valuesIn } from './figures.ts'

/** In the place of a field: the rule's own key, over all years. */
export const ownKey = 'own key'

export function sumFen(fens: readonly bigint[]): bigint {
  return fens.reduce((a, b) => a + b, 0n)
}

/** Null where its records name none, or several. */
export function sharedValue({ beneficiary, group, rule }: Figure, per: string): string | null {
  if (per === 'all') return 'all'
  if (per === ownKey) return group.key
  if (per === 'beneficiary') return beneficiary
  const at = keyFields(rule.per).indexOf(per)
  if (at >= 0) return group.key.split(' | ')[at] ?? null
  const { values } = valuesIn(group, per)
  const [found] = values
  return values.size === 1 ? (found ?? null) : null
}

/** Nothing is due, and nothing comes back. */
export function leaveOpen(figure: Figure): void {
  figure.wholeFen = 0n
  figure.ceilingFen = 0n
  figure.excessGrantedFen = 0n
  figure.isNothing = true
  figure.isOpen = true
}

/** By the day of the first record; where equal, as they come: by rule, key and year. */
export function inOrder(a: Figure, b: Figure): number {
  return a.firstDay < b.firstDay ? -1 : a.firstDay > b.firstDay ? 1 : 0
}
