/**
 * Limits over more than one figure: a unit's contracts, an achievement's whole life, the budget of a programme, several
 * rules together. What is left after earlier grants is divided among the figures, in order or in proportion; what
 * proportion leaves over stays with the payer.
 */

import { MissingFact } from '../facts/fact-view.ts'
import type { Grant } from '../facts/facts.ts'
import {
  isOwnKey,
  isOwnLimit,
  isYearly,
  type Limit,
  type PackLimit,
  type ReadPack,
  type Rule,
} from '../pack/policy-pack.ts'
import { askedOf, isFieldMatch } from '../pack/rule-order.ts'
import { refuseTooLarge } from './amount-too-large.ts'
import type { Figure } from './entitlement.ts'
import { yuan } from './exact.ts'
import { groupBy } from './group-by.ts'
import { chooseReading } from './rule-context.ts'
import { trySharing } from './together.ts'
import type { TraceLimit, TraceStep } from './trace.ts'

/** A figure on its way: `netFen` is what may still be granted. */
export interface Claim extends Figure {
  netFen: bigint
  /** Of its first record, as a number to sort by: 20240131. */
  firstDay: number
  /** What the limits over several figures left of it, the last first. */
  share: Share | null
}

/** What is divided among the figures that share a limit. */
interface Division {
  account: string
  limit: Limit | PackLimit
  key: string
  window: string
  limitFen: bigint
  leftFen: bigint
  totalFen: bigint
  /** What the lines of all its figures say. */
  texts: { limit: string; parts: string }
}

/** What one figure met of a limit, and what it was left. Its words are made when the figure is written. */
export interface Share {
  earlier: Share | null
  division: Division
  usedBeforeFen: bigint
  beforeFen: bigint
  afterFen: bigint
}

/** In the order of the limits. */
export function sharesOf({ share }: Pick<Claim, 'share'>): readonly Share[] {
  if (!share) return noShares
  const shares = [share]
  for (let one = share.earlier; one; one = one.earlier) shares.unshift(one)
  return shares
}

const noShares: readonly Share[] = []

export function limitOfShare({ division, usedBeforeFen, beforeFen, afterFen }: Share): TraceLimit {
  const { account, key, window, limitFen } = division
  return { account, key, window, limitFen, usedBeforeFen, beforeFen, afterFen, binds: afterFen < beforeFen }
}

export function stepOfShare(share: Share): TraceStep {
  return { label: 'limit', name: share.division.limit.id, expression: describe(share), valueFen: share.afterFen }
}

function describe({ division, usedBeforeFen, beforeFen }: Share): string {
  const { limit, leftFen, totalFen, texts } = division
  const used = yuan(usedBeforeFen)
  if (totalFen <= leftFen) return `${yuan(beforeFen)} is within the ${texts.limit}${used} used before`
  if (limit.short === 'pro_rata') return `${yuan(beforeFen)}${texts.parts}${texts.limit}${used} used before`
  return `the lesser of ${yuan(beforeFen)} and what is left of the ${texts.limit}${used} used before`
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
    ...pack.rules
      .flatMap(askedOf)
      .filter(isFieldMatch)
      .map(({ match }) => match),
  ]
  return [...new Set(fields)].filter(per => per !== undefined && per !== 'all' && per !== 'beneficiary') as string[]
}

/** Holds all claims, which come by rule, key and year, to the wide limits of the pack. @throws MissingFact */
export function applyWideLimits(pack: ReadPack, claims: Claim[]): void {
  const limits = listWideLimits(pack)
  if (limits.length === 0 || claims.length === 0) return
  const known = indexFigures(claims)
  const present = new Set(claims.map(({ context }) => context.rule.id))
  for (const wide of limits) {
    if (!wide.rules.some(rule => present.has(rule))) continue
    const sets = new Map<number | null, Map<string, Claim[]>>()
    for (const claim of claims) {
      if (claim.netFen === 0n || !wide.rules.includes(claim.context.rule.id)) continue
      const key = trySharing(claim, wide.limit.per)
      if (key === null) {
        claim.netFen = 0n
        continue
      }
      const year = wide.isForLife ? null : claim.group.year
      addClaim(sets, year, key, claim)
    }
    const usedBefore = sumGrants(wide, pack, claims, known)
    for (const [year, keys] of sets)
      for (const [key, set] of keys)
        divide(wide, set, { key, year, usedBeforeFen: usedBefore.get(nameOfShare(key, year)) ?? 0n })
  }
}

function addClaim(sets: Map<number | null, Map<string, Claim[]>>, year: number | null, key: string, claim: Claim) {
  let keys = sets.get(year)
  if (!keys) {
    keys = new Map()
    sets.set(year, keys)
  }
  const claims = keys.get(key)
  if (claims) claims.push(claim)
  else keys.set(key, [claim])
}

function nameOfShare(key: string, year: number | null): string {
  return year === null ? key : `${year} ${key}`
}

/** By the day of a figure's first record; within a day they stay as they come, by rule, key and year. */
function inOrder(a: Claim, b: Claim): number {
  return a.firstDay - b.firstDay
}

/** What was granted before within each value of the limit. */
function sumGrants(
  wide: WideLimit,
  pack: ReadPack,
  [first]: readonly Claim[],
  known: FigureIndex,
): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  if (!first) return sums
  for (const rule of pack.rules) {
    if (!wide.rules.includes(rule.id)) continue
    for (const grant of first.context.grants.ofRule(rule.id)) {
      const value = sharedByGrant(rule, grant, wide.limit.per, known)
      // Its figure cannot be told to belong to one, gets nothing and says so.
      if (value === null) continue
      const name = nameOfShare(value, wide.isForLife ? null : applicationYear(rule, grant))
      sums.set(name, (sums.get(name) ?? 0n) + grant.amountFen)
    }
  }
  return sums
}

type FigureIndex = (rule: string, key: string, year: number | null) => Figure | undefined

/** Figures by what they are of; made when the first is asked for, which only grants do. */
function indexFigures(claims: readonly Claim[]): FigureIndex {
  let byKey: Map<string, Figure[]> | null = null
  return (rule, key, year) => {
    byKey ??= groupBy<Figure>(claims, ({ group }) => [group.key])
    return byKey.get(key)?.find(({ context, group }) => context.rule.id === rule && group.year === year)
  }
}

/** Grants are kept under the year of the window; limits run by the year of application. */
function applicationYear({ window }: Rule, { year }: Grant): number | null {
  if (year === null || !isYearly(window)) return null
  return window.kind === 'calendar_year' ? year - window.yearOffset : year
}

function sharedByGrant(rule: Rule, grant: Grant, per: string | undefined, known: FigureIndex): string | null {
  if (per === 'all') return 'all'
  if (per === undefined || isOwnKey(rule, per)) return grant.key
  const stated = per === 'beneficiary' ? grant.beneficiaryId : grant.keys[per]
  if (stated) return stated
  const figure = known(rule.id, grant.key, applicationYear(rule, grant))
  if (figure) return trySharing(figure, per)
  throw new MissingFact(rule.id, `grant ${grant.id}`, per === 'beneficiary' ? 'beneficiaryId' : `keys["${per}"]`)
}

function divide(
  { account, limit }: WideLimit,
  claims: Claim[],
  { key, year, usedBeforeFen }: { key: string; year: number | null; usedBeforeFen: bigint },
): void {
  const [first] = claims
  if (!first) return
  refuseTooLarge(first, usedBeforeFen)
  const limitFen = amountOfLimit(first, limit)
  const leftFen = limitFen > usedBeforeFen ? limitFen - usedBeforeFen : 0n
  let totalFen = 0n
  for (const { netFen } of claims) totalFen += netFen
  const window = year === null ? 'life' : String(year)
  const texts = {
    limit: `limit ${yuan(limitFen)} over ${key}, `,
    parts: ` × ${yuan(leftFen)} / ${yuan(totalFen)}, rounded down: `,
  }
  const division: Division = { account, limit, key, window, limitFen, leftFen, totalFen, texts }
  if (limit.short !== 'pro_rata') claims.sort(inOrder)
  let usedFen = usedBeforeFen
  for (const claim of claims) {
    const beforeFen = claim.netFen
    const { roundTo } = claim.context.rule
    const shareFen = shareOf(division, beforeFen, usedFen)
    const afterFen = shareFen === beforeFen || roundTo === undefined ? shareFen : shareFen - (shareFen % roundTo)
    claim.netFen = afterFen
    const usedNow = limit.short === 'pro_rata' ? usedBeforeFen : usedFen
    claim.share = { earlier: claim.share, division, usedBeforeFen: usedNow, beforeFen, afterFen }
    usedFen += afterFen
  }
}

/** What a figure is left of a division of which `usedFen` is used, by earlier grants and by those before it. */
function shareOf({ limit, limitFen, leftFen, totalFen }: Division, beforeFen: bigint, usedFen: bigint): bigint {
  if (totalFen <= leftFen) return beforeFen
  if (limit.short === 'pro_rata') return (beforeFen * leftFen) / totalFen
  const restFen = limitFen > usedFen ? limitFen - usedFen : 0n
  return beforeFen < restFen ? beforeFen : restFen
}

function amountOfLimit({ context }: Claim, { amount, id }: Limit | PackLimit): bigint {
  let chosen = amount
  while (typeof chosen === 'object' && 'choose' in chosen) chosen = chooseReading(context, chosen)
  if (typeof chosen !== 'bigint') throw new RangeError(`limit ${id} of rule ${context.rule.id} is no amount`)
  return chosen
}
