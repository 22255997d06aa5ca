/** Which ranking a logged match came from: a digest of every number that it turns on. */
import { sha256 } from '#db/digest.ts'
import { canonicalJson } from '#domain/canonical.ts'
import * as constants from '#domain/matching/ranking/weights.ts'

/** `weights`: those that ranked, from the plan of the ranking. */
export function rankingVersionOf(weights: constants.MatchWeights): string {
  return `weights-${sha256(canonicalJson({ ...constants, weights })).slice(0, 12)}`
}
