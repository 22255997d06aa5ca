/** Which matches are put side by side, and what their table says of each indicator. */
import { type IndicatorLine, indicatorLines, type Reasons } from './explanation.ts'

export const minCompared = 2
export const maxCompared = 4

/** One more, or one less; more than fit beside one another are not taken. */
export function toggleChosen(chosen: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(chosen)
  if (!next.delete(id) && next.size < maxCompared) next.add(id)
  return next
}

export interface ComparedIndicator {
  name: string
  wanted: string
  /** One a match; null where it was not measured by this indicator. */
  cells: (IndicatorLine | null)[]
}

/** Every indicator that any of the matches was measured by, in the order of their first appearance. */
export function compareIndicators(all: readonly (Reasons | null)[]): ComparedIndicator[] {
  const compared = new Map<string, ComparedIndicator>()
  all.forEach((reasons, place) => {
    for (const line of reasons ? indicatorLines(reasons) : []) {
      const key = `${line.name} ${line.wanted}`
      const entry = compared.get(key) ?? { name: line.name, wanted: line.wanted, cells: all.map(() => null) }
      entry.cells[place] = line
      compared.set(key, entry)
    }
  })
  return [...compared.values()]
}
