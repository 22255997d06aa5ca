/**
 * Structured factors: plain functions of two stated facts, 0 (does not fit) to 1 (fits). A factor is null when either
 * side does not state its fact: it then adds nothing and is listed as missing, because silence is not a bad fit.
 */

import { msPerDay } from '../../calendar.ts'
import type { IpWish } from '../../demand/demand.ts'
import { type WayOfTransfer, waysOfTransfer } from '../../listing.ts'
import { isWithinRegion, regionLevel } from '../../region.ts'
import type { MatchFacts } from '../document.ts'
import { compareQuantities } from '../text/compare-quantities.ts'
import type { Quantity } from '../text/quantities.ts'
import { freshDays, industryValues, regionValues, trlReach } from './weights.ts'

export const factorCodes = [
  'field',
  'industry',
  'trl',
  'price',
  'indicators',
  'region',
  'waysOfTransfer',
  'ip',
  'freshness',
  'completeness',
  'integrity',
] as const
export type FactorCode = (typeof factorCodes)[number]

/** Which side of the pair needs the technology (and pays); the other side offers it. */
export type Seeker = 'query' | 'document'

/** A stated fact as JSON: list of codes, level, code, or amounts in 分. Null: not stated. */
export type FactValue = readonly string[] | number | string | FactRange | null
export interface FactRange {
  minFen: number | null
  maxFen: number | null
}

export interface FactorResult {
  code: FactorCode
  /** 0..1, or null when one side is silent. */
  value: number | null
  weight: number
  /** What the factor multiplies text and meaning by, less one: weight × value, 0 when null. */
  lift: number
}

type FactorFunction = (wanted: MatchFacts, offered: MatchFacts) => number | null

/** Of the pair: what one side wants and the other offers. */
const pairFunctions = {
  field: (wanted, offered) => shareAny(wanted.fields, offered.fields),
  industry: (wanted, offered) => industryFactor(wanted.industryCode, offered.industryCode),
  trl: (wanted, offered) => trlFactor(wanted.trl, offered.trl),
  price: priceFactor,
  indicators: (wanted, offered) => indicatorsFactor(wanted.quantities, offered.quantities),
  region: (wanted, offered) => regionFactor(wanted.regionCode, offered.regionCode),
  waysOfTransfer: (wanted, offered) => shareAny(wanted.waysOfTransfer, offered.waysOfTransfer),
  ip: (wanted, offered) => ipFactor(wanted.ipWish, offered.waysOfTransfer),
} satisfies Partial<Record<FactorCode, FactorFunction>>

/** Of the ranked document alone, whoever seeks. */
const ownFunctions = {
  freshness: ({ publishedAt }: MatchFacts, nowAt: number) => freshnessFactor(publishedAt, nowAt),
  completeness: ({ completenessPercent }: MatchFacts) => completenessPercent / 100,
  integrity: ({ isInGoodStanding }: MatchFacts) => (isInGoodStanding === null ? null : Number(isInGoodStanding)),
}

/** Of the ranked document alone: what the query states of it is another matter. */
export const isOwn = (code: FactorCode): code is keyof typeof ownFunctions => code in ownFunctions

export interface FactorPair {
  query: MatchFacts
  document: MatchFacts
  seeker: Seeker
  /** Epoch milliseconds. */
  nowAt: number
}

/** Every factor of one pair, in the order of {@link factorCodes}. */
export function evaluateFactors(
  { query, document, seeker, nowAt }: FactorPair,
  weights: Readonly<Record<FactorCode, number>>,
): FactorResult[] {
  const [wanted, offered] = seeker === 'query' ? [query, document] : [document, query]
  return factorCodes.map(code => {
    const value = isOwn(code) ? ownFunctions[code](document, nowAt) : pairFunctions[code](wanted, offered)
    const weight = weights[code]
    return { code, value, weight, lift: value === null ? 0 : weight * value }
  })
}

/**
 * The fact behind a factor, as shown in an explanation. Under `ip` stand the wish for the rights of who wants the
 * technology, and the ways that the other offers.
 */
export function statedFact(facts: MatchFacts, code: FactorCode, isWanting: boolean): FactValue {
  const list = <T extends string>(words: readonly T[]) => (words.length > 0 ? words : null)
  if (code === 'field') return list(facts.fields)
  if (code === 'industry') return facts.industryCode
  if (code === 'trl') return facts.trl
  if (code === 'region') return facts.regionCode
  if (code === 'waysOfTransfer') return list(facts.waysOfTransfer)
  if (code === 'ip') return isWanting ? facts.ipWish : list(facts.waysOfTransfer)
  if (code === 'indicators') return list(facts.quantities.map(({ metric }) => metric).filter(metric => metric !== ''))
  if (code === 'freshness') return facts.publishedAt || null
  if (code === 'completeness') return facts.completenessPercent
  if (code === 'integrity') return facts.isInGoodStanding === null ? null : String(facts.isInGoodStanding)
  const { priceMinFen, priceMaxFen } = facts
  return priceMinFen === null && priceMaxFen === null
    ? null
    : { minFen: toNumber(priceMinFen), maxFen: toNumber(priceMaxFen) }
}

/** 1 when both lists have an entry in common, else 0; null when one is empty. One common way is enough to deal. */
export function shareAny(wanted: readonly string[], offered: readonly string[]): number | null {
  if (wanted.length === 0 || offered.length === 0) return null
  return wanted.some(entry => offered.includes(entry)) ? 1 : 0
}

/** 1 when the offer is at least as mature as wanted; falls by a quarter for every level it lacks. */
export function trlFactor(wanted: number | null, offered: number | null): number | null {
  if (wanted === null || offered === null) return null
  return offered >= wanted ? 1 : Math.max(0, 1 - (wanted - offered) / trlReach)
}

/** 1 when the highest budget covers the lowest price; falls evenly to 0 where it covers half of it. Amounts in 分. */
export function priceFactor(wanted: MatchFacts, offered: MatchFacts): number | null {
  const budget = wanted.priceMaxFen ?? wanted.priceMinFen
  const price = offered.priceMinFen ?? offered.priceMaxFen
  if (budget === null || price === null) return null
  return budget >= price ? 1 : Math.max(0, (2 * Number(budget)) / Number(price) - 1)
}

/** Nearness by the tree of GB/T 2260: same county, city, province. Null as well when a code is no region code. */
export function regionFactor(wanted: string | null, offered: string | null): number | null {
  if (wanted === null || offered === null) return null
  if (regionLevel(wanted) === null || regionLevel(offered) === null) return null
  if (wanted === offered && regionLevel(wanted) === 'county') return regionValues.county
  const city = cityOf(wanted)
  if (city !== null && isWithinRegion(offered, city)) return regionValues.city
  return isWithinRegion(offered, provinceOf(wanted)) ? regionValues.province : regionValues.elsewhere
}

/** Nearness in the tree of GB/T 4754. Two listings that name the same section and nothing closer say little. */
export function industryFactor(wanted: string | null, offered: string | null): number | null {
  if (wanted === null || offered === null) return null
  const shorter = Math.min(wanted.length, offered.length)
  let common = 0
  while (common < shorter && wanted[common] === offered[common]) common++
  if (common === shorter && common >= 3) return industryValues.within
  if (common >= 4) return industryValues.group
  if (common === 3) return industryValues.division
  return common > 0 ? industryValues.section : industryValues.none
}

/**
 * The part of the wanted quantities that the offer says it fulfils, of those about which it says anything that can be
 * decided. Null when it says nothing of any: silence is not failure.
 */
export function indicatorsFactor(wanted: readonly Quantity[], offered: readonly Quantity[]): number | null {
  let [decided, satisfied] = [0, 0]
  for (const quantity of wanted) {
    const verdicts = offered.map(other => compareQuantities(quantity, other).satisfied)
    if (verdicts.includes(true)) satisfied++
    if (verdicts.includes(true) || verdicts.includes(false)) decided++
  }
  return decided === 0 ? null : satisfied / decided
}

/** Ways of transfer that leave the rights where a demand wishes them. */
const waysForWish: Readonly<Record<IpWish, readonly WayOfTransfer[]>> = {
  buyer: ['transfer'],
  shared: ['joint_development', 'equity'],
  seller: ['licence', 'joint_development'],
  negotiable: waysOfTransfer,
}

/** 1 when one of the offered ways leaves the rights where they are wished, else 0. */
export function ipFactor(wish: IpWish | null, offered: readonly WayOfTransfer[]): number | null {
  return wish === null || offered.length === 0 ? null : Number(offered.some(way => waysForWish[wish].includes(way)))
}

/** 1 for what was published lately, falling evenly to 0; null for what has no publishing day. */
export function freshnessFactor(publishedAt: number, nowAt: number): number | null {
  if (publishedAt === 0) return null
  const days = (nowAt - publishedAt) / msPerDay
  return Math.min(1, Math.max(0, (freshDays.gone - days) / (freshDays.gone - freshDays.full)))
}

const municipalities = ['110000', '120000', '310000', '500000']

function provinceOf(code: string): string {
  return `${code.slice(0, 2)}0000`
}

/** A municipality is one city. The middle pair 90 is no city: it groups counties that stand under their province. */
function cityOf(code: string): string | null {
  const province = provinceOf(code)
  if (municipalities.includes(province)) return province
  return regionLevel(code) === 'province' || code.slice(2, 4) === '90' ? null : `${code.slice(0, 4)}00`
}

function toNumber(amountFen: bigint | null): number | null {
  return amountFen === null ? null : Number(amountFen)
}
