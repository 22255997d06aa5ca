/**
 * Structured factors: plain functions of two stated facts, 0 (does not fit) to 1 (fits). A factor is null when either
 * side does not state its fact: it then adds nothing and is listed as missing, because silence is not a bad fit.
 */
import { isWithinRegion, regionLevel } from '../../region.ts'
import type { MatchFacts } from '../document.ts'
import { factorWeights, regionValues, trlReach } from './weights.ts'

export const factorCodes = ['field', 'trl', 'price', 'region', 'waysOfTransfer'] as const
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
  /** What the factor multiplies the word score by, less one: weight × value, 0 when null. */
  lift: number
}

type FactorFunction = (wanted: MatchFacts, offered: MatchFacts) => number | null

const factorFunctions: Readonly<Record<FactorCode, FactorFunction>> = {
  field: (wanted, offered) => shareAny(wanted.fields, offered.fields),
  trl: (wanted, offered) => trlFactor(wanted.trl, offered.trl),
  price: priceFactor,
  region: (wanted, offered) => regionFactor(wanted.regionCode, offered.regionCode),
  waysOfTransfer: (wanted, offered) => shareAny(wanted.waysOfTransfer, offered.waysOfTransfer),
}

/** Every factor of one pair, in the order of {@link factorCodes}. */
export function evaluateFactors(query: MatchFacts, document: MatchFacts, seeker: Seeker): FactorResult[] {
  const [wanted, offered] = seeker === 'query' ? [query, document] : [document, query]
  return factorCodes.map(code => {
    const value = factorFunctions[code](wanted, offered)
    const weight = factorWeights[code]
    return { code, value, weight, lift: value === null ? 0 : weight * value }
  })
}

/** The fact behind a factor, as shown in an explanation. */
export function statedFact(facts: MatchFacts, code: FactorCode): FactValue {
  if (code === 'field') return facts.fields.length > 0 ? facts.fields : null
  if (code === 'trl') return facts.trl
  if (code === 'region') return facts.regionCode
  if (code === 'waysOfTransfer') return facts.waysOfTransfer.length > 0 ? facts.waysOfTransfer : null
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
