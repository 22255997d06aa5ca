/** Which ranking a logged match came from: a digest of every number that it turns on. */
import { sha256 } from '#db/digest.ts'
import { canonicalJson } from '#domain/canonical.ts'
import * as weights from '#domain/matching/ranking/weights.ts'

export const rankingVersion = `weights-${sha256(canonicalJson({ ...weights })).slice(0, 12)}`
