/** The steps of a trace as the bars of a waterfall: what comes in, what falls away at each step, what is left. */
import type { Trace } from './determination-documents.ts'

export type BarLabel = Trace['steps'][number]['label'] | 'BY_RATE' | 'BY_CAP' | 'BY_MINUS'

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

type Label = Trace['steps'][number]['label']

/** What is measured and tested before the figure; it is shown in the table. */
const beforeFigure: ReadonlySet<Label> = new Set(['GROSS', 'DEDUCTED', 'BASE', 'MEASURE', 'REQUIRES'])

/** What comes in, the figure, then what each limit takes of it, down to the result; what changes nothing has no bar. */
export function waterfallOf(steps: Trace['steps']): Bar[] {
  const top = steps.flatMap(({ label, depth, valueFen }) =>
    depth === 0 && valueFen !== null ? [{ label, fen: valueFen }] : [],
  )
  const amountOf = (label: Label) => top.find(step => step.label === label)?.fen
  const chain = top.filter(({ label }) => !beforeFigure.has(label))
  const [figure, ...rest] = chain
  if (!figure) return []
  const before =
    figure.label === 'TIERS'
      ? barsOfTiers(steps, figure.fen)
      : (barsOfGrowth(steps, figure) ?? barsOfBase(amountOf('GROSS'), amountOf('BASE'), figure))
  const bars = [...before, sum(figure.label, figure.fen)]
  let atFen = figure.fen
  for (const { label, fen } of rest.slice(0, -1)) {
    const toFen = label === 'GRANTED_BEFORE' ? Math.max(0, atFen - fen) : fen
    bars.push(...fall(label === 'CAP' ? 'BY_CAP' : label, atFen, toFen))
    atFen = toFen
  }
  const last = rest.at(-1) ?? figure
  return [...bars, ...fall('GRANTED_BEFORE', atFen, last.fen), sum('RESULT', last.fen)]
}

/** Brackets begin with the amount that they are a part of: what lies outside their rate falls away, then what is over their limit. */
function barsOfTiers(steps: Trace['steps'], figureFen: number): Bar[] {
  const at = steps.findIndex(({ label, depth }) => label === 'TIERS' && depth === 0)
  const end = steps.findIndex(({ depth }, index) => index > at && depth === 0)
  const parts = steps.slice(at + 1, end).filter(({ depth }) => depth === 1)
  const first = parts.findIndex(({ label }) => label === 'BRACKET')
  const base = parts[first - 1]
  const bracketsFen = parts.reduce((fen, { label, valueFen }) => (label === 'BRACKET' ? fen + (valueFen ?? 0) : fen), 0)
  if (!base || base.valueFen === null || bracketsFen > base.valueFen || figureFen > bracketsFen) return []
  const isCut = bracketsFen !== figureFen
  return [
    sum(base.label, base.valueFen),
    ...fall('BY_RATE', base.valueFen, bracketsFen),
    ...(isCut ? [sum('BRACKET', bracketsFen), ...fall('BY_CAP', bracketsFen, figureFen)] : []),
  ]
}

/** A rate of what one amount has over another: what is subtracted falls away first. Null for any other figure. */
function barsOfGrowth(steps: Trace['steps'], figure: { label: Label; fen: number }): Bar[] | null {
  const at = steps.findIndex(({ label, depth }) => label === 'RATE' && depth === 0)
  const [growth, from] = steps.slice(at + 1)
  if (figure.label !== 'RATE' || growth?.label !== 'MINUS' || from?.depth !== 2) return null
  if (growth.valueFen === null || from.valueFen === null) return null
  return [
    sum(from.label, from.valueFen),
    ...fall('BY_MINUS', from.valueFen, growth.valueFen),
    ...(growth.valueFen === from.valueFen ? [] : [sum('MINUS', growth.valueFen)]),
    ...fall('BY_RATE', growth.valueFen, figure.fen),
  ]
}

/** A rule that is a rate of its base begins with what came in and what fell away. */
function barsOfBase(gross: number | undefined, base: number | undefined, figure: { label: Label; fen: number }): Bar[] {
  if (gross === undefined || base === undefined || figure.label !== 'RATE') return []
  return [
    sum('GROSS', gross),
    ...fall('DEDUCTED', gross, base),
    ...(gross === base ? [] : [sum('BASE', base)]),
    ...fall('BY_RATE', base, figure.fen),
  ]
}
