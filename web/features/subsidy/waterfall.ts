/** The steps of a trace as the bars of a waterfall: what comes in, what falls away at each step, what is left. */
import type { Trace } from './determination-documents.ts'

export type BarLabel = Trace['steps'][number]['label'] | 'BY_RATE' | 'BY_CAP'

export interface Bar {
  label: BarLabel
  /** Where the bar begins and ends, in 分. */
  fromFen: number
  toFen: number
  /** A sum stands on the ground; a fall hangs from the sum before it. */
  kind: 'sum' | 'fall'
}

function sum(label: BarLabel, fen: number): Bar {
  return { label, fromFen: 0, toFen: fen, kind: 'sum' }
}

function fall(label: BarLabel, fromFen: number, toFen: number): Bar[] {
  return fromFen === toFen ? [] : [{ label, fromFen, toFen, kind: 'fall' }]
}

/** Gross → deducted → base → rate → cap → granted before → result; a step that changes nothing has no bar. */
export function waterfallOf(steps: Trace['steps']): Bar[] {
  const amountOf = (label: Trace['steps'][number]['label']) => steps.find(step => step.label === label)?.valueFen
  const gross = amountOf('GROSS') ?? 0
  const base = amountOf('BASE') ?? gross
  const rated = amountOf('RATE') ?? base
  const capped = amountOf('CAP') ?? rated
  const result = amountOf('RESULT') ?? capped
  return [
    sum('GROSS', gross),
    ...fall('DEDUCTED', gross, base),
    ...(gross === base ? [] : [sum('BASE', base)]),
    ...fall('BY_RATE', base, rated),
    sum('RATE', rated),
    ...fall('BY_CAP', rated, capped),
    ...fall('GRANTED_BEFORE', capped, result),
    sum('RESULT', result),
  ]
}
