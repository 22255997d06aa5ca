/** How strong a match is, in words that a technology manager would use to both sides: 强 · 较强 · 一般 · 弱 · 无. */
import { strengthBars } from './weights.ts'

export const strengths = ['strong', 'good', 'fair', 'weak', 'none'] as const
export type Strength = (typeof strengths)[number]

/**
 * Cautious: coverage must reach the bar, one lone word is never more than `weak`, and no matching word at all is
 * `none`. Factors do not enter: a fitting region does not make a weak match stronger.
 */
export function strengthOf(coverage: number, matchedWords: number): Strength {
  if (matchedWords === 0) return 'none'
  if (matchedWords === 1) return 'weak'
  if (coverage >= strengthBars.strong) return 'strong'
  if (coverage >= strengthBars.good) return 'good'
  return coverage >= strengthBars.fair ? 'fair' : 'weak'
}
