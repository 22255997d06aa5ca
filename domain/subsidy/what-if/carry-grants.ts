/**
 * Several years of application one after another: what an earlier year gave counts as granted in the later ones, so
 * that an entitlement for life is given once and a limit for life holds over all of them.
 */

import { yearOfWindow } from '../evaluate/place-in-time.ts'
import type { Determination } from '../evaluate/trace.ts'
import type { Facts, Grant } from '../facts/facts.ts'
import type { PolicyPack } from '../pack/policy-pack.ts'

/**
 * The facts for a year of a what-if: what this policy really granted is left out, for a replay asks for whole
 * entitlements; what its own earlier years gave is put in. Grants of other policies stay.
 */
export function factsOfReplay(pack: PolicyPack, facts: Facts, carried: readonly Grant[]): Facts {
  const others = facts.grants.filter(({ policy }) => policy !== null && policy !== pack.id)
  const kept = new Set(others.map(({ id }) => id))
  return { ...facts, grants: [...others, ...carried], uses: facts.uses.filter(({ grantId }) => kept.has(grantId)) }
}

/** What a figure counts as in later years; null for nothing. `asOf`: the day of the evaluation. */
export function grantOfFigure(pack: PolicyPack, found: Determination, asOf: string): Grant | null {
  if (found.ceilingFen === 0n || found.trace.kind !== 'subsidy') return null
  const year = yearOfWindow(found.window)
  return {
    id: `replay ${found.rule} ${found.trace.key.value} ${year ?? 'life'} ${found.ceilingFen}`,
    policy: null,
    rule: found.rule,
    key: found.trace.key.value,
    beneficiaryId: found.beneficiary,
    keys: keysOf(pack, found),
    year,
    amountFen: found.ceilingFen,
    grantedOn: asOf,
    payer: null,
  }
}

/** The value of each field that a wide limit goes by, as the limits of the trace name it. */
function keysOf(pack: PolicyPack, { rule, trace }: Determination): Record<string, string> {
  const limits = [
    ...(pack.rules.find(({ id }) => id === rule)?.limits ?? []).map(limit => ({
      ...limit,
      account: `${rule}.${limit.id}`,
    })),
    ...pack.limits.map(limit => ({ ...limit, account: `*.${limit.id}` })),
  ]
  const keys = trace.limits.flatMap(({ account, key }) => {
    const per = limits.find(limit => limit.account === account)?.per
    return per === undefined || per === 'all' || per === 'beneficiary' ? [] : [[per, key] as const]
  })
  return Object.fromEntries(keys)
}
