/**
 * Which ranking a logged match came from: a digest of its weights, of the constants beside them, and of the meanings it
 * compared. The rules that use them are not in it.
 */
import { sha256 } from '#db/digest.ts'
import { canonicalJson } from '#domain/canonical.ts'
import type { Ranking } from '#domain/matching/rank.ts'
import * as constants from '#domain/matching/ranking/weights.ts'

export function rankingVersionOf({ plan: { weights }, space }: Pick<Ranking, 'plan' | 'space'>): string {
  return `weights-${sha256(canonicalJson({ ...constants, weights, ...(space && { space }) })).slice(0, 12)}`
}
