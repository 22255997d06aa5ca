/** How strong a match is, in words that a technology manager would use to both sides: 强 · 较强 · 一般 · 弱 · 无. */
import { strengthBars } from './weights.ts'

export const strengths = ['strong', 'good', 'fair', 'weak', 'none'] as const
export type Strength = (typeof strengths)[number]

/** A stored word may be of a ranking that used others. */
export function isStrength(word: string): word is Strength {
  return (strengths as readonly string[]).includes(word)
}

/**
 * By coverage (`coverageOf`), 0..1: the bars are calibrated on judged pairs. Below the lowest it is no good match, and
 * so it is without any matching word; one lone word is never more than `weak`. Factors do not enter: a fitting region
 * does not make a weak match stronger.
 */
export function strengthOf(coverage: number, matchedWords: number): Strength {
  if (matchedWords === 0 || coverage < strengthBars.weak) return 'none'
  if (matchedWords === 1 || coverage < strengthBars.fair) return 'weak'
  if (coverage < strengthBars.good) return 'fair'
  return coverage < strengthBars.strong ? 'good' : 'strong'
}
