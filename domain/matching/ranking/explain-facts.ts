/** The facts of an explanation: factors with both values, facts that a side does not state, and wanted indicators. */
import type { MatchDocument, MatchQuery } from '../document.ts'
import { compareQuantities } from '../text/compare-quantities.ts'
import { highlightSpans } from '../text/highlight.ts'
import { type Quantity, quantitiesOf } from '../text/quantities.ts'
import { tokenize } from '../text/tokens.ts'
import type { FactorNode, IndicatorVerdict, Missing } from './explanation.ts'
import { type FactorResult, type Seeker, statedFact } from './factors.ts'

interface Sides {
  query: MatchQuery
  document: MatchDocument
  seeker: Seeker
}

export function factorNode({ query, document }: Sides, factor: FactorResult, base: number): FactorNode[] {
  const { code, value, weight, lift } = factor
  if (value === null) return []
  const [queryValue, documentValue] = [statedFact(query, code), statedFact(document, code)]
  return [{ kind: 'factor', contribution: base * lift, code, value, weight, queryValue, documentValue }]
}

export function missingFacts({ query, document }: Sides, factors: readonly FactorResult[]): Missing[] {
  return factors.flatMap(({ code, value }): Missing[] => {
    if (value !== null) return []
    const inQuery = statedFact(query, code) !== null
    const inDocument = statedFact(document, code) !== null
    return [{ kind: 'fact', code, side: inQuery ? 'document' : inDocument ? 'query' : 'both' }]
  })
}

/**
 * What the offering side says about each indicator that the other wants: the quantity of the same metric, and whether it
 * is enough. Null of `offered`: it says nothing that can be compared.
 */
export function indicatorVerdicts({ query, document, seeker }: Sides): IndicatorVerdict[] {
  const [wanting, offering] = seeker === 'query' ? [query, document] : [document, query]
  const text = `${offering.title}\n${offering.text}`
  const offered = quantitiesOf(text)
  return wanting.indicators.map(({ name, written, quantity }) => {
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

/** Wanted indicators about which the other side says nothing: neither the quantity nor any word of its name. */
export function missingIndicators(sides: Sides, verdicts: readonly IndicatorVerdict[]): Missing[] {
  const offering = sides.seeker === 'query' ? sides.document : sides.query
  const text = `${offering.title}\n${offering.text}`
  return verdicts.flatMap(({ name, wanted, offered }): Missing[] => {
    if (offered !== null || highlightSpans(text, new Set(tokenize(name))).length > 0) return []
    return [{ kind: 'indicator', name, text: wanted }]
  })
}
