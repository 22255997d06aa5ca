/** What was granted before `asOf`, for one figure and for what several figures share. */
import type { Facts, Grant } from '#domain/subsidy/facts/facts.ts'
import { isYearly, keyFields, type ReadPack, type Rule } from '#domain/subsidy/pack/policy-pack.ts'
import type { Figure } from './figures.ts'
import { hasCome } from './read-field.ts'
import { leaveOpen, ownKey, sharedValue, sumFen } from './shared.ts'
import { Stop } from './stop.ts'

/** Grants under a rule of this pack that are known by `asOf`. */
export function grantsUnder(pack: ReadPack, facts: Facts, rule: Rule): Grant[] {
  return facts.grants.filter(
    grant =>
      grant.rule === rule.id && (grant.policy === null || grant.policy === pack.id) && hasCome(facts, grant.grantedOn),
  )
}

/** A grant under this policy names one of its rules that give something, and a year just where the rule has years. @throws Stop otherwise. */
export function refuseGrants(pack: ReadPack, facts: Facts): void {
  for (const grant of facts.grants) {
    if (grant.policy !== null && grant.policy !== pack.id) continue
    const rule = pack.rules.find(({ id }) => id === grant.rule)
    if (rule?.gives === 'basis' && grant.policy !== null) continue
    if (!rule || rule.gives === 'basis' || isYearly(rule.window) !== (grant.year !== null))
      throw new Stop('InvalidInput', `grant ${grant.id}`)
  }
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

/**
 * What a grant was for, among the things that figures share: as it says, or else as its figure says; null where that
 * figure names none, or several. @throws Stop where neither says.
 */
export function sharedValueOfGrant(rule: Rule, grant: Grant, per: string, figures: readonly Figure[]): string | null {
  if (per === 'all') return 'all'
  const own = keyFields(rule.per)
  if (per === ownKey || (own.length === 1 && own[0] === per)) return grant.key
  const stated = per === 'beneficiary' ? grant.beneficiaryId : grant.keys[per]
  if (stated) return stated
  // The figure of the grant's own year: what another year's records name is no word about it.
  const year = yearOfGrant(rule, grant)
  const figure = figures.find(one => one.rule.id === rule.id && one.group.key === grant.key && one.year === year)
  if (!figure) throw new Stop('MissingFact', `${per} of ${grant.id}`)
  const value = sharedValue(figure, per)
  if (value === null) leaveOpen(figure)
  return value
}
