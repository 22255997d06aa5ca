/**
 * When a ranking that was learned from feedback may take over from the one whose weights were chosen. Too few judgements
 * teach the taste of a few viewers, so there is a number to reach first; and then the gain must have been measured on
 * demands that the learning has not seen.
 */
import { mean } from './ranking-metrics.ts'

export const blendGate = {
  /** Judged demands without which nothing is learned. */
  judgedDemands: 300,
  /** Held-out demands without which nothing is measured. */
  heldOutDemands: 50,
  /** Standard errors by which the mean gain must lie above 0: a one-sided level of 2.5 %. */
  standardErrors: 1.96,
} as const

/** nDCG@10 of one held-out demand, as it is ranked now and as the learned ranking would. */
export interface HeldOutPair {
  base: number
  blend: number
}

export type BlendVerdict =
  | { mayBeOn: false; why: 'too_few_judged'; judgedDemands: number; needed: number }
  | { mayBeOn: false; why: 'not_measured'; heldOutDemands: number; needed: number }
  | { mayBeOn: false; why: 'no_gain'; gain: number; gainAtLeast: number }
  | { mayBeOn: true; gain: number; gainAtLeast: number }

/** May the learned blend be switched on? `heldOut` is empty as long as nothing has been learned. */
export function judgeBlend(judgedDemands: number, heldOut: readonly HeldOutPair[]): BlendVerdict {
  if (judgedDemands < blendGate.judgedDemands)
    return { mayBeOn: false, why: 'too_few_judged', judgedDemands, needed: blendGate.judgedDemands }
  if (heldOut.length < blendGate.heldOutDemands)
    return { mayBeOn: false, why: 'not_measured', heldOutDemands: heldOut.length, needed: blendGate.heldOutDemands }
  const differences = heldOut.map(({ base, blend }) => blend - base)
  const gain = mean(differences) ?? 0
  const variance = differences.reduce((sum, value) => sum + (value - gain) ** 2, 0) / (differences.length - 1)
  const gainAtLeast = gain - blendGate.standardErrors * Math.sqrt(variance / differences.length)
  return gainAtLeast > 0 ? { mayBeOn: true, gain, gainAtLeast } : { mayBeOn: false, why: 'no_gain', gain, gainAtLeast }
}
