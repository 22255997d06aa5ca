/** The facts of an explanation: factors with both values, facts that a side does not state, and wanted indicators. */
import type { Library } from '../../listing.ts'
import type { MatchDocument, MatchQuery } from '../document.ts'
import { compareQuantities } from '../text/compare-quantities.ts'
import { type Quantity, quantitiesOf } from '../text/quantities.ts'
import { type PlacedText, tokenize } from '../text/tokens.ts'
import type { FactorNode, IndicatorVerdict, Missing } from './explanation.ts'
import { type FactorCode, type FactorResult, isOwn, type Seeker, statedFact } from './factors.ts'

/** A demand has no more (check-demand.ts); whatever comes in, an explanation stays within bounds. */
export const maxIndicators = 30

interface Sides {
  query: MatchQuery
  document: MatchDocument
  seeker: Seeker
  offering: Library
}

/** What is no fact of a person: an expert is not asked for it. */
const notOfExperts: ReadonlySet<FactorCode> = new Set([
  'industry',
  'trl',
  'price',
  'indicators',
  'waysOfTransfer',
  'ip',
])

export function factorNode(sides: Sides, factor: FactorResult, base: number): FactorNode[] {
  const { code, value, weight, lift } = factor
  if (value === null) return []
  const { queryValue, documentValue } = statedValues(sides, code)
  return [{ kind: 'factor', contribution: base * lift, code, value, weight, queryValue, documentValue }]
}

/** Whoever is silent; where both speak and yet cannot be compared, the offer does not answer the wish. */
export function missingFacts(sides: Sides, factors: readonly FactorResult[]): Missing[] {
  return factors.flatMap(({ code, value }): Missing[] => {
    if (value !== null || (sides.offering === 'expert' && notOfExperts.has(code))) return []
    const { queryValue, documentValue } = statedValues(sides, code)
    if (isOwn(code)) return [{ kind: 'fact', code, side: 'document' }]
    if (queryValue === null) return [{ kind: 'fact', code, side: documentValue === null ? 'both' : 'query' }]
    const side = documentValue === null || sides.seeker === 'query' ? 'document' : 'query'
    return [{ kind: 'fact', code, side }]
  })
}

function statedValues({ query, document, seeker }: Sides, code: FactorCode) {
  return {
    queryValue: statedFact(query, code, seeker === 'query'),
    documentValue: statedFact(document, code, seeker === 'document'),
  }
}

/**
 * What the offering side says about each indicator that the other wants: the quantity of the same metric, and whether it
 * is enough. Null of `offered`: it says nothing that can be compared.
 */
export function indicatorVerdicts({ query, document, seeker }: Sides): IndicatorVerdict[] {
  const [wanting, offering] = seeker === 'query' ? [query, document] : [document, query]
  if (wanting.indicators.length === 0) return []
  const text = `${offering.title}\n${offering.text}`
  const offered = quantitiesOf(text)
  return wanting.indicators.slice(0, maxIndicators).map(({ name, written, quantity }) => {
    const best = quantity && bestOffer(quantity, offered)
    const said = best && `${best.offer.metric} ${text.slice(best.offer.start, best.offer.end)}`.trim()
    return { name, wanted: written, offered: said, satisfied: best ? best.satisfied : null }
  })
}

/** One that fulfils the wish before one that does not, and that before one nobody can decide. */
function bestOffer(
  wanted: Quantity,
  offers: readonly Quantity[],
): { offer: Quantity; satisfied: boolean | null } | null {
  const same = offers.flatMap(offer => {
    const { sameMetric, satisfied } = compareQuantities(wanted, offer)
    return sameMetric ? [{ offer, satisfied }] : []
  })
  const wish = [true, false, null].find(verdict => same.some(({ satisfied }) => satisfied === verdict))
  return same.find(({ satisfied }) => satisfied === wish) ?? null
}

interface Texts {
  /** The query's text. */
  asked: PlacedText
  /** The document's words. */
  counts: ReadonlyMap<string, unknown>
}

/**
 * Wanted indicators about which the other side says nothing: neither the quantity nor any word of its name. An expert
 * offers knowledge and no product, and is not asked for them.
 */
export function missingIndicators(
  { query, seeker, offering }: Sides,
  verdicts: readonly IndicatorVerdict[],
  { asked, counts }: Texts,
): Missing[] {
  if (offering === 'expert' || verdicts.every(({ offered }) => offered !== null)) return []
  const said = seeker === 'query' ? counts : new Set([...tokenize(query.title), ...asked.words.map(({ word }) => word)])
  return verdicts.flatMap(({ name, wanted, offered }): Missing[] => {
    if (offered !== null || tokenize(name).some(word => said.has(word))) return []
    return [{ kind: 'indicator', name, text: wanted }]
  })
}
