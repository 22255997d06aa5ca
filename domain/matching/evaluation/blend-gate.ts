/**
 * When a ranking that was learned from feedback may take over from the one whose weights were chosen. Too few judgements
 * teach the taste of a few viewers, so there is a number to reach first; and then the gain must have been measured on
 * demands that the learning has not seen.
 */
import type { RankingComparison } from './compare-rankings.ts'

export const blendGate = {
  /** Judged demands without which nothing is learned. */
  judgedDemands: 300,
  /** Held-out demands without which nothing is measured. */
  heldOutDemands: 50,
} as const

/** The learned ranking against the one in force, over held-out demands alone. */
export type HeldOutComparison = Pick<RankingComparison, 'demands' | 'gain'>

export type BlendVerdict =
  | { mayBeOn: false; why: 'too_few_judged'; judgedDemands: number; needed: number }
  | { mayBeOn: false; why: 'not_measured'; heldOutDemands: number; needed: number }
  | { mayBeOn: false; why: 'no_gain'; gain: number; gainAtLeast: number }
  | { mayBeOn: true; gain: number; gainAtLeast: number }

/** May the learned ranking be switched on? Its gain is sure when the whole interval of the comparison lies above 0. */
export function judgeBlend(judgedDemands: number, { demands, gain }: HeldOutComparison): BlendVerdict {
  if (judgedDemands < blendGate.judgedDemands)
    return { mayBeOn: false, why: 'too_few_judged', judgedDemands, needed: blendGate.judgedDemands }
  if (demands < blendGate.heldOutDemands || gain === null)
    return { mayBeOn: false, why: 'not_measured', heldOutDemands: demands, needed: blendGate.heldOutDemands }
  const measured = { gain: gain.mean, gainAtLeast: gain.low }
  return gain.low > 0 ? { mayBeOn: true, ...measured } : { mayBeOn: false, why: 'no_gain', ...measured }
}
