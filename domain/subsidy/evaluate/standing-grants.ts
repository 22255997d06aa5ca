/** What was granted before, by what it was granted for, the oldest first. Grants after `asOf` are not seen. */
import type { Facts, Grant } from '../facts/facts.ts'
import { groupBy } from './group-by.ts'
import { inOrder } from './in-order.ts'

export interface StandingGrants {
  /** Grants of a rule of the policy itself, for a key and the year of its window. */
  of(rule: string, key: string, year: number | null): readonly Grant[]
  /** All grants of a rule of the policy itself. */
  ofRule(rule: string): readonly Grant[]
  /** Whether a grant names this record, under one of these rules or policies. */
  names(id: string, under: 'any' | readonly string[]): boolean
}

const none: readonly Grant[] = []

export function indexGrants(facts: Facts, policyId: string): StandingGrants {
  const standing = facts.grants
    .filter(({ grantedOn }) => facts.asOf === null || grantedOn <= facts.asOf)
    .toSorted((a, b) => inOrder(a.grantedOn, b.grantedOn) || inOrder(a.id, b.id))
  const own = standing.filter(({ policy }) => policy === null || policy === policyId)
  const byKey = new Map(
    [...groupBy(own, ({ rule }) => [rule])].map(([rule, list]) => [rule, groupBy(list, ({ key }) => [key])]),
  )
  const byRule = groupBy(own, ({ rule }) => [rule])
  const byName = groupBy(standing, grant => new Set([grant.key, ...Object.values(grant.keys)]))
  return {
    of: (rule, key, year) =>
      byKey
        .get(rule)
        ?.get(key)
        ?.filter(grant => grant.year === year) ?? none,
    ofRule: rule => byRule.get(rule) ?? [],
    names: (id, under) =>
      (byName.get(id) ?? []).some(
        grant => under === 'any' || namesOf(grant, policyId).some(name => under.includes(name)),
      ),
  }
}

/** How a condition may call what a grant was made under: `rule` of this policy, `policy`, `policy:rule`. */
function namesOf({ policy, rule }: Grant, policyId: string): string[] {
  const from = policy ?? policyId
  return from === policyId ? [rule, from, `${from}:${rule}`] : [from, `${from}:${rule}`]
}
