/** How the parts of a score come together. Ranking and explanation both end here, so that shares add up. */
import type { FactorResult } from './factors.ts'
import type { MatchWeights } from './weights.ts'

/** Words and characters as one score of 0 … 1. */
export function textScore(words: number, characters: number, weights: MatchWeights): number {
  const { words: ofWords, characters: ofCharacters } = textShares(weights)
  return words * ofWords + characters * ofCharacters
}

/** What a point of the word score and a point of the character score count for. */
export function textShares({ characters }: MatchWeights): { words: number; characters: number } {
  return { words: 1 / (1 + characters.weight), characters: characters.weight / (1 + characters.weight) }
}

/**
 * What nearness in meaning adds. Cosines spread much wider than word scores do, so they are brought to the scale of the
 * list: `scale` is the weight of meaning times the best text score. Farther than a right angle adds nothing.
 */
export function meaningScore(similarity: number | null, scale: number): number {
  return similarity === null ? 0 : scale * Math.max(0, similarity)
}

/** Each factor lifts what text and meaning have found; none of them finds anything by itself. */
export function liftedScore(base: number, factors: readonly FactorResult[]): number {
  return factors.reduce((sum, { lift }) => sum + base * lift, base)
}
