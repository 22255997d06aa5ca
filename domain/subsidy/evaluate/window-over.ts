/** A year is paid when it is over: until then records come in, and a bracket, a limit or a share may turn out otherwise. */
import { Refusal } from '../../refusal.ts'
import { addLength } from './day-arithmetic.ts'
import type { DeterminationWindow, TraceStage } from './trace.ts'

export class WindowNotOver extends Refusal {
  readonly code = 'WINDOW_NOT_OVER'
  /** The last day of the window, YYYY-MM-DD. */
  readonly endsOn: string
  /** From this day on it can go further. */
  readonly fromDay: string
  constructor(endsOn: string) {
    const fromDay = addLength(endsOn, { days: 1 })
    super(`the year of this figure ends on ${endsOn}; it can be reviewed and approved from ${fromDay} on`)
    this.endsOn = endsOn
    this.fromDay = fromDay
  }
}

/**
 * Why a figure of this window goes no further today (YYYY-MM-DD), or null. A window without years is paid as it fills:
 * what was granted is taken off the next figure. So is an advance, which says by its stages that the rest is still to come.
 */
export function checkWindowOver(
  window: DeterminationWindow,
  stages: readonly Pick<TraceStage, 'isDue'>[],
  today: string,
): WindowNotOver | null {
  if (!('year' in window) || today > window.to) return null
  const isAdvance = stages.some(({ isDue }) => isDue) && stages.at(-1)?.isDue === false
  return isAdvance ? null : new WindowNotOver(window.to)
}
