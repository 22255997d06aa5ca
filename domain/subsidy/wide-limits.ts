/**
 * Limits over more than one figure: a unit's contracts, an achievement's whole life, the budget of a programme, several
 * rules together. What is left after earlier grants is divided among the figures, in order or in proportion; what
 * proportion leaves over stays with the payer.
 */

import { compareText } from './compare-text.ts'
import type { Entitlement } from './entitlement.ts'
import { yuan } from './exact.ts'
import { MissingFact } from './fact-view.ts'
import type { Grant } from './facts.ts'
import { isOwnLimit, isYearly, keyFields, type Limit, type PackLimit, type ReadPack, type Rule } from './policy-pack.ts'
import { chooseReading } from './rule-context.ts'
import { trySharing } from './together.ts'

/** A figure on its way: `netFen` is what may still be granted. */
export interface Claim {
  entitlement: Entitlement
  netFen: bigint
}

interface WideLimit {
  account: string
  limit: Limit | PackLimit
  rules: readonly string[]
  isForLife: boolean
}

/** The limits of a pack that reach over single figures, in the order they are applied: those of rules, then the pack's. */
export function listWideLimits(pack: ReadPack): WideLimit[] {
  const ofRules = pack.rules.flatMap(rule =>
    rule.limits
      .filter(limit => !isOwnLimit(rule, limit))
      .map(limit => ({
        account: `${rule.id}.${limit.id}`,
        limit,
        rules: [rule.id],
        isForLife: limit.over === 'life' || !isYearly(rule.window),
      })),
  )
  const ofPack = pack.limits.map(limit => ({
    account: `*.${limit.id}`,
    limit,
    rules: limit.rules,
    isForLife:
      limit.over === 'life' || !pack.rules.some(rule => limit.rules.includes(rule.id) && isYearly(rule.window)),
  }))
  return [...ofRules, ...ofPack]
}

/** The fields by which wide limits and the rules' dealings with one another tell figures apart. */
export function listIdentityFields(pack: ReadPack): string[] {
  const fields = [
    ...pack.rules.flatMap(rule => rule.limits.map(({ per }) => per)),
    ...pack.limits.map(({ per }) => per),
    ...pack.together.map(({ per }) => per),
  ]
  return [...new Set(fields)].filter(per => per !== undefined && per !== 'all' && per !== 'beneficiary') as string[]
}

/** Holds all claims to the wide limits of the pack. @throws MissingFact */
export function applyWideLimits(pack: ReadPack, claims: Claim[]): void {
  const limits = listWideLimits(pack)
  if (limits.length === 0 || claims.length === 0) return
  const sorted = sortClaims(pack, claims)
  const known = new Map(claims.map(({ entitlement }) => [nameOfFigure(entitlement), entitlement]))
  const present = new Set(claims.map(({ entitlement }) => entitlement.context.rule.id))
  for (const wide of limits) {
    if (!wide.rules.some(rule => present.has(rule))) continue
    const sets = new Map<string, { key: string; year: number | null; claims: Claim[] }>()
    for (const claim of sorted) {
      if (claim.netFen === 0n || !wide.rules.includes(claim.entitlement.context.rule.id)) continue
      const key = trySharing(claim.entitlement, wide.limit.per)
      if (key === null) {
        claim.netFen = 0n
        continue
      }
      const year = wide.isForLife ? null : claim.entitlement.group.year
      const name = nameOfShare(key, year)
      const set = sets.get(name)
      if (set) set.claims.push(claim)
      else sets.set(name, { key, year, claims: [claim] })
    }
    const usedBefore = sumGrants(wide, pack, claims, known)
    for (const [name, { key, year, claims: set }] of sets)
      divide(wide, set, { key, year, usedBeforeFen: usedBefore.get(name) ?? 0n })
  }
}

function nameOfShare(key: string, year: number | null): string {
  return year === null ? key : `${year} ${key}`
}

/** By the day of a figure's first record, then by rule, key and year. */
function sortClaims(pack: ReadPack, claims: readonly Claim[]): Claim[] {
  const places = new Map(pack.rules.map((rule, place) => [rule.id, place]))
  const keyed = claims.map(claim => {
    const { group, context } = claim.entitlement
    const { key, year } = group
    return { claim, day: group.lead?.date ?? '', place: places.get(context.rule.id) ?? 0, key, year: year ?? 0 }
  })
  keyed.sort((a, b) => compareText(a.day, b.day) || a.place - b.place || compareText(a.key, b.key) || a.year - b.year)
  return keyed.map(({ claim }) => claim)
}

/** What was granted before within each value of the limit. */
function sumGrants(
  wide: WideLimit,
  pack: ReadPack,
  [first]: readonly Claim[],
  known: ReadonlyMap<string, Entitlement>,
): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  if (!first) return sums
  for (const rule of pack.rules) {
    if (!wide.rules.includes(rule.id)) continue
    for (const grant of first.entitlement.context.grants.ofRule(rule.id)) {
      const value = sharedByGrant(rule, grant, wide.limit.per, known)
      // Its figure cannot be told to belong to one, gets nothing and says so.
      if (value === null) continue
      const name = nameOfShare(value, wide.isForLife ? null : applicationYear(rule, grant))
      sums.set(name, (sums.get(name) ?? 0n) + grant.amountFen)
    }
  }
  return sums
}

function nameOfFigure({ context, group }: Entitlement): string {
  return JSON.stringify([context.rule.id, group.key, group.year])
}

/** Grants are kept under the year of the window; limits run by the year of application. */
function applicationYear({ window }: Rule, { year }: Grant): number | null {
  if (year === null || !isYearly(window)) return null
  return window.kind === 'calendar_year' ? year - window.yearOffset : year
}

function sharedByGrant(
  rule: Rule,
  grant: Grant,
  per: string | undefined,
  known: ReadonlyMap<string, Entitlement>,
): string | null {
  const own = keyFields(rule.per)
  if (per === 'all') return 'all'
  if (per === undefined || (own.length === 1 && own[0] === per)) return grant.key
  const stated = per === 'beneficiary' ? grant.beneficiaryId : grant.keys[per]
  if (stated) return stated
  const figure = known.get(JSON.stringify([rule.id, grant.key, applicationYear(rule, grant)]))
  if (figure) return trySharing(figure, per)
  throw new MissingFact(rule.id, `grant ${grant.id}`, per === 'beneficiary' ? 'beneficiaryId' : `keys["${per}"]`)
}

function divide(
  { account, limit }: WideLimit,
  sorted: readonly Claim[],
  { key, year, usedBeforeFen }: { key: string; year: number | null; usedBeforeFen: bigint },
): void {
  const [first] = sorted
  if (!first) return
  const limitFen = amountOfLimit(first, limit)
  const leftFen = limitFen > usedBeforeFen ? limitFen - usedBeforeFen : 0n
  const totalFen = sorted.reduce((sum, { netFen }) => sum + netFen, 0n)
  const window = year === null ? 'life' : String(year)
  const [limitText, leftText, totalText] = [yuan(limitFen), yuan(leftFen), yuan(totalFen)]
  let usedFen = usedBeforeFen
  let restFen = leftFen
  for (const claim of sorted) {
    const beforeFen = claim.netFen
    const unitFen = claim.entitlement.context.rule.roundTo ?? 1n
    const shareFen =
      totalFen <= leftFen
        ? beforeFen
        : limit.short === 'pro_rata'
          ? (beforeFen * leftFen) / totalFen
          : min(beforeFen, restFen)
    const afterFen = shareFen === beforeFen ? beforeFen : shareFen - (shareFen % unitFen)
    restFen -= afterFen
    claim.netFen = afterFen
    const usedNow = limit.short === 'pro_rata' ? usedBeforeFen : usedFen
    claim.entitlement.limits.push({
      account,
      key,
      window,
      limitFen,
      usedBeforeFen: usedNow,
      beforeFen,
      afterFen,
      binds: afterFen < beforeFen,
    })
    claim.entitlement.steps.push({
      label: 'limit',
      name: limit.id,
      expression: describe(limit, {
        key,
        limitText,
        usedFen: usedNow,
        beforeFen,
        isWhole: totalFen <= leftFen,
        totalText,
        leftText,
      }),
      valueFen: afterFen,
    })
    usedFen += afterFen
  }
}

interface Division {
  key: string
  limitText: string
  usedFen: bigint
  beforeFen: bigint
  /** What is left is enough for all. */
  isWhole: boolean
  totalText: string
  leftText: string
}

function describe(
  { short }: Limit,
  { key, limitText, usedFen, beforeFen, isWhole, totalText, leftText }: Division,
): string {
  const limit = `limit ${limitText} over ${key}, ${yuan(usedFen)} used before`
  if (isWhole) return `${yuan(beforeFen)} is within the ${limit}`
  if (short === 'pro_rata') return `${yuan(beforeFen)} × ${leftText} / ${totalText}, rounded down: ${limit}`
  return `the lesser of ${yuan(beforeFen)} and what is left of the ${limit}`
}

function amountOfLimit({ entitlement }: Claim, { amount, id }: Limit | PackLimit): bigint {
  const { context } = entitlement
  let chosen = amount
  while (typeof chosen === 'object' && 'choose' in chosen) chosen = chooseReading(context, chosen)
  if (typeof chosen !== 'bigint') throw new RangeError(`limit ${id} of rule ${context.rule.id} is no amount`)
  return chosen
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
