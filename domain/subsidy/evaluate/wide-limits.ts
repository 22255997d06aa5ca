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
import { yuan } from './exact.ts'
import { groupBy } from './group-by.ts'
import { type FigureOf, fenAt, figureAt, type HeldFigures, ruleAt } from './held-figures.ts'
import { type Sorted, sortByGroup } from './open-groups.ts'
import { chooseReading } from './rule-context.ts'
import {
  type Division,
  measureDivision,
  type Share,
  type ShareColumns,
  shareOf,
  sharesIn,
  startShares,
} from './shares.ts'
import { trySharing } from './together.ts'

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

/** What the figure of a row met of each limit, in the order of the limits. */
export type SharesOf = (row: number) => readonly Share[]

/** Holds figures, whose `rows` come by rule, key and year, to the wide limits of the pack. @throws MissingFact */
export function applyWideLimits(pack: ReadPack, held: HeldFigures, rows: readonly number[]): SharesOf {
  const known = indexFigures(held, rows)
  const met: ShareColumns[] = []
  for (const wide of listWideLimits(pack)) {
    const first = rows.find(row => wide.rules.includes(ruleAt(held, row)))
    if (first === undefined) continue
    const { named, starts, places } = listSets(wide, held, rows)
    const usedBefore = sumGrants(wide, pack, held, first, known)
    const columns = startShares(held.length)
    for (const [at, { key, year }] of named.entries()) {
      const set = places.subarray(starts[at], starts[at + 1])
      divide(wide, held, set, columns, { key, year, usedBeforeFen: usedBefore.get(nameOfShare(key, year)) ?? 0n })
    }
    met.push(columns)
  }
  return row => sharesIn(met, fenAt(held.grantedFen, row), row)
}

/** The figures that share the limit: rows of set n are `places` from `starts[n]` to `starts[n + 1]`. */
interface Sets extends Sorted {
  named: { key: string; year: number | null }[]
}

function listSets({ rules, limit, isForLife }: WideLimit, held: HeldFigures, rows: readonly number[]): Sets {
  const named: Sets['named'] = []
  const numbers = new Map<number | null, Map<string, number>>()
  const numberOf = (year: number | null, key: string) => {
    let keys = numbers.get(year)
    if (!keys) {
      keys = new Map()
      numbers.set(year, keys)
    }
    let number = keys.get(key)
    if (number === undefined) {
      number = named.push({ key, year }) - 1
      keys.set(key, number)
    }
    return number
  }
  const sharing = { groups: [] as number[], places: [] as number[] }
  for (const row of rows) {
    if (held.netFen[row] === 0n || !rules.includes(ruleAt(held, row))) continue
    const key = trySharing(held, row, limit.per)
    if (key === null) {
      held.netFen[row] = 0n
      continue
    }
    sharing.groups.push(numberOf(isForLife ? null : (held.years[row] ?? null), key))
    sharing.places.push(row)
  }
  return { named, ...sortByGroup(sharing, named.length) }
}

function nameOfShare(key: string, year: number | null): string {
  return year === null ? key : `${year} ${key}`
}

/** What was granted before within each value of the limit. */
function sumGrants(
  wide: WideLimit,
  pack: ReadPack,
  { contexts }: HeldFigures,
  first: number,
  known: FigureIndex,
): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const rule of pack.rules) {
    if (!wide.rules.includes(rule.id)) continue
    for (const grant of contexts[first]?.grants.ofRule(rule.id) ?? []) {
      const value = sharedByGrant(rule, grant, wide.limit.per, known)
      // Its figure cannot be told to belong to one, gets nothing and says so.
      if (value === null) continue
      const name = nameOfShare(value, wide.isForLife ? null : applicationYear(rule, grant))
      sums.set(name, (sums.get(name) ?? 0n) + grant.amountFen)
    }
  }
  return sums
}

/** What a figure shares by `per`: null where it cannot be told, undefined where there is no such figure. */
type FigureIndex = (
  figure: { rule: string; key: string; year: number | null },
  per: string | undefined,
) => string | null | undefined

/** Figures by what they are of; made when the first is asked for, which only grants do. */
function indexFigures(held: HeldFigures, rows: readonly number[]): FigureIndex {
  let byKey: Map<string, number[]> | null = null
  return ({ rule, key, year }, per) => {
    byKey ??= groupBy(rows, row => [held.keys[row] ?? ''])
    const found = byKey.get(key)?.find(row => ruleAt(held, row) === rule && held.years[row] === year)
    return found === undefined ? undefined : trySharing(held, found, per)
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
  const shared = known({ rule: rule.id, key: grant.key, year: applicationYear(rule, grant) }, per)
  if (shared !== undefined) return shared
  throw new MissingFact(rule.id, `grant ${grant.id}`, per === 'beneficiary' ? 'beneficiaryId' : `keys["${per}"]`)
}

function divide(
  { account, limit }: WideLimit,
  held: HeldFigures,
  rows: Int32Array,
  met: ShareColumns,
  { key, year, usedBeforeFen }: { key: string; year: number | null; usedBeforeFen: bigint },
): void {
  const { contexts, firstDays, netFen } = held
  const [first] = rows
  if (first === undefined) return
  refuseTooLarge(figureAt(held, first), usedBeforeFen)
  const limitFen = amountOfLimit(figureAt(held, first), limit)
  const measured = measureDivision(held, rows, { limit, limitFen, usedBeforeFen })
  const window = year === null ? 'life' : String(year)
  const texts = {
    limit: `limit ${yuan(limitFen)} over ${key}, `,
    parts: ` × ${yuan(measured.leftFen)} / ${yuan(measured.totalFen)}, rounded down`,
  }
  const division: Division = { account, limit, key, window, limitFen, ...measured, texts }
  const number = met.divisions.push(division)
  // By the day of a figure's first record; within a day they stay as they come, by rule, key and year.
  if (limit.short !== 'pro_rata') rows.sort((a, b) => (firstDays[a] ?? 0) - (firstDays[b] ?? 0))
  let usedFen = usedBeforeFen
  for (const row of rows) {
    const beforeFen = fenAt(netFen, row)
    const roundTo = contexts[row]?.rule.roundTo ?? 1n
    const afterFen = shareOf(division, { grantedFen: fenAt(held.grantedFen, row), beforeFen, usedFen, roundTo })
    netFen[row] = afterFen
    met.divisionOf[row] = number
    met.usedBeforeFen[row] = limit.short === 'pro_rata' ? usedBeforeFen : usedFen
    met.beforeFen[row] = beforeFen
    met.afterFen[row] = afterFen
    usedFen += afterFen
  }
}

function amountOfLimit({ context }: FigureOf, { amount, id }: Limit | PackLimit): bigint {
  let chosen = amount
  while (typeof chosen === 'object' && 'choose' in chosen) chosen = chooseReading(context, chosen)
  if (typeof chosen !== 'bigint') throw new RangeError(`limit ${id} of rule ${context.rule.id} is no amount`)
  return chosen
}
