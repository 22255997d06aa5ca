/** When proposed weights may take over: after they were compared with those in force, and with open eyes if they lose. */
import { WrongState } from '../../lifecycle.ts'
import { Refusal } from '../../refusal.ts'
import type { WeightsComparison } from './compare-rankings.ts'

/** There is no comparison with the weights that are in force now. */
export class NotCompared extends Refusal {
  readonly code = 'NOT_COMPARED'
  constructor() {
    super('These weights have not been compared with those in force: compare them first')
  }
}

/** They ranked the judged demands worse than the weights in force. Figures are nDCG@10, proposed less active. */
export class MeasuredLoss extends Refusal {
  readonly code = 'MEASURED_LOSS'
  readonly gain: number
  readonly low: number
  readonly high: number
  constructor({ mean, low, high }: { mean: number; low: number; high: number }) {
    super('These weights rank the judged demands worse than those in force: say that you accept the loss')
    this.gain = mean
    this.low = low
    this.high = high
  }
}

export interface SwitchableWeights {
  comparison: WeightsComparison | null
  activatedAt: Date | null
  retiredAt: Date | null
}

export const weightsStates = ['proposed', 'active', 'retired'] as const
export type WeightsState = (typeof weightsStates)[number]

export function weightsStateOf({ activatedAt, retiredAt }: Omit<SwitchableWeights, 'comparison'>): WeightsState {
  if (activatedAt === null) return 'proposed'
  return retiredAt === null ? 'active' : 'retired'
}

/** Weights that were in force keep the comparison by which they came there. The same ones may be proposed again. */
export function checkProposed(weights: SwitchableWeights, event: 'compare' | 'activate'): WrongState | null {
  const state = weightsStateOf(weights)
  return state === 'proposed' ? null : new WrongState(state, event, [])
}

/** `activeId`: the weights in force, null for those of the program. A tie is no loss, and neither is nothing measured. */
export function checkSwitch(
  weights: SwitchableWeights,
  { activeId, acceptLoss }: { activeId: string | null; acceptLoss: boolean },
): Refusal | null {
  const refusal = checkProposed(weights, 'activate')
  if (refusal) return refusal
  const { comparison } = weights
  if (comparison === null || comparison.againstId !== activeId) return new NotCompared()
  return comparison.gain !== null && comparison.gain.mean < 0 && !acceptLoss ? new MeasuredLoss(comparison.gain) : null
}
