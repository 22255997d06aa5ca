/** What of a match does not fit or is not stated, briefly: what one would tell both sides beside why it matches. */
import { fitOf, type Reasons } from './explanation.ts'

export type Shortfall =
  | { kind: 'indicator'; wanted: string }
  /** Levels of readiness that the offer lacks. */
  | { kind: 'trl'; levels: number }
  | { kind: 'price'; isNear: boolean }
  | { kind: 'factor'; code: (typeof yesOrNo)[number] }
  | { kind: 'unstated'; code: (typeof askedFor)[number] }

/** Those that say nothing of degrees; of a region only another province counts. */
const yesOrNo = ['field', 'industry', 'region', 'waysOfTransfer', 'ip', 'integrity'] as const
/** What one asks the other side about first. */
const askedFor = ['price', 'trl', 'waysOfTransfer'] as const
const maxMissed = 2

interface Sides {
  /** The side that offers. */
  offering: 'query' | 'document'
  /** A person offers neither a price nor a readiness, so nothing of the kind is left open. */
  isPerson: boolean
}

/** What does not fit, then what the other side has not stated. */
export function shortfallsOf({ factors, indicators, missing }: Reasons, { offering, isPerson }: Sides): Shortfall[] {
  const missed = indicators.filter(({ satisfied }) => satisfied === false).slice(0, maxMissed)
  const unfit = factors.flatMap(({ code, value, queryValue, documentValue }): Shortfall[] => {
    const fit = fitOf(value)
    if (fit === 'fits') return []
    if (code === 'trl') {
      const levels = (Number(queryValue) - Number(documentValue)) * (offering === 'document' ? 1 : -1)
      return levels > 0 ? [{ kind: 'trl', levels }] : []
    }
    if (code === 'price') return [{ kind: 'price', isNear: fit === 'partly' }]
    const plain = yesOrNo.find(name => name === code)
    return plain && fit === 'notFits' ? [{ kind: 'factor', code: plain }] : []
  })
  const asked = isPerson ? [] : missing.facts.filter(({ side }) => side === 'document')
  const unstated = askedFor.filter(code => asked.some(fact => fact.code === code))
  return [
    ...missed.map(({ wanted }): Shortfall => ({ kind: 'indicator', wanted })),
    ...unfit,
    ...unstated.map((code): Shortfall => ({ kind: 'unstated', code })),
  ]
}
