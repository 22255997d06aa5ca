/** What was granted before `asOf`, for one figure and for what several figures share. */
import type { Facts, Grant } from '#domain/subsidy/facts.ts'
import { isYearly, keyFields, type PolicyPack, type Rule } from '#domain/subsidy/policy-pack.ts'
import type { Figure } from './figures.ts'
import { hasCome } from './read-field.ts'
import { sumFen } from './shared.ts'

/** Grants under a rule of this pack that are known by `asOf`. */
export function grantsUnder(pack: PolicyPack, facts: Facts, rule: Rule): Grant[] {
  return facts.grants.filter(
    grant =>
      grant.rule === rule.id && (grant.policy === null || grant.policy === pack.id) && hasCome(facts, grant.grantedOn),
  )
}

/** The year of application in whose window a grant lies; null for a rule without years. */
export function yearOfGrant({ window }: Rule, { year }: Grant): number | null {
  if (!isYearly(window) || year === null) return null
  return window.kind === 'calendar_year' ? year - window.yearOffset : year
}

export function grantedFen({ rule, group, year }: Figure): bigint {
  const grants = grantsUnder(group.pack, group.facts, rule).filter(
    grant => grant.key === group.key && yearOfGrant(rule, grant) === year,
  )
  return sumFen(grants.map(({ amountFen }) => amountFen))
}

/** What a grant was for, among the things that figures share; null where it does not say. */
export function sharedValueOfGrant(rule: Rule, grant: Grant, per: string): string | null {
  if (per === 'all') return 'all'
  if (per === 'beneficiary') return grant.beneficiaryId
  const at = keyFields(rule.per).indexOf(per)
  return at >= 0 ? (grant.key.split(' | ')[at] ?? null) : (grant.keys[per] ?? null)
}
