/** Which ranking a logged match came from: a digest of every number that it turns on, and of the meanings it compared. */
import { sha256 } from '#db/digest.ts'
import { canonicalJson } from '#domain/canonical.ts'
import type { Ranking } from '#domain/matching/rank.ts'
import * as constants from '#domain/matching/ranking/weights.ts'

export function rankingVersionOf({ plan: { weights }, space }: Pick<Ranking, 'plan' | 'space'>): string {
  return `weights-${sha256(canonicalJson({ ...constants, weights, ...(space && { space }) })).slice(0, 12)}`
}
