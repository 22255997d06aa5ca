/** What rules gave, for rules that compute from others: before dealings between rules, wide limits and earlier grants. */
import type { Entitlement } from './entitlement.ts'
import type { RuleOutputs } from './evaluate-amount.ts'
import { groupBy } from './group-by.ts'

/** A figure without years stands in every year; one with years only beside the same year of application. */
export function outputsOf(kept: ReadonlyMap<string, readonly Entitlement[]>): RuleOutputs {
  const indexes = new Map<string, ReadonlyMap<string, readonly Entitlement[]>>()
  const indexOf = (rule: string) => {
    const known = indexes.get(rule)
    if (known) return known
    const made = groupBy(kept.get(rule) ?? [], ({ group }) => [`key ${group.key}`, `beneficiary ${group.beneficiary}`])
    indexes.set(rule, made)
    return made
  }
  return {
    get: (rule, match, group) =>
      (indexOf(rule).get(`${match} ${match === 'key' ? group.key : group.beneficiary}`) ?? [])
        .filter(({ group: { year } }) => year === null || group.year === null || year === group.year)
        .reduce((sum, { wholeFen }) => sum + wholeFen, 0n),
  }
}
