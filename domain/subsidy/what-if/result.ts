/**
 * The result of a what-if as it is kept and shown: plain JSON, amounts as whole 分. `format` names this shape; a stored
 * result is never rewritten, so a change of shape is a new format.
 */
import type { Plain } from '../evaluate/plain.ts'
import type { Bunching } from './bunching.ts'
import type { Change, ChangeTotals } from './changes.ts'
import type { Sensitivity } from './sensitivity.ts'
import type { AtLimit, Party, Summary } from './summary.ts'

export const whatIfFormat = 'jiebang-what-if/4'

export interface PolicyHead {
  id: string
  version: string
  title: string
  status: string
  jurisdiction: string
  rules: { id: string; title: string; clause: string }[]
}

type Named<T> = T & { name: string }
export type NamedChange = Plain<Change> & Party
export interface WhatIfSide extends Omit<Plain<Summary>, 'atLimits' | 'undetermined'> {
  /** Not in results before /4. */
  undetermined?: number
  policy: PolicyHead
  /** The figures from which a limit took most; `atLimitCount` says how many there are. */
  atLimits: Named<Plain<AtLimit>>[]
  atLimitCount: number
}

export interface WhatIfResult {
  format: typeof whatIfFormat | 'jiebang-what-if/3' | 'jiebang-what-if/2'
  subject: WhatIfSide
  /** Null where there is nothing to compare with. */
  compared: WhatIfSide | null
  changes: Plain<ChangeTotals> | null
  sensitivity: Plain<Sensitivity>[]
  /** Numbers that were not turned, so that the work ends; of fewer rules, more of them are. Not in results before /3. */
  notTurned?: { path: string; rule: string | null }[]
  /** At the thresholds of the subject, and at those of what it is compared with. */
  bunching: Plain<Bunching>[]
  comparedBunching: Plain<Bunching>[]
}

/** Figures at a limit that a result names. */
export const mostAtLimits = 500
