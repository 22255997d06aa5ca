/**
 * Bunching at thresholds: where a step in the rule is worth money, amounts gather on its better side. Amounts from half
 * the threshold to one and a half times it are counted in twenty bins of a twentieth of the threshold; the two bins
 * beside the threshold are compared with the mean of the others.
 */

import type { Determination } from '../evaluate/trace.ts'
import { entityOfBase, type FactBase, factTables } from '../facts/fact-tables.ts'
import type { Facts } from '../facts/facts.ts'
import type { PackVariable } from './variables.ts'

export const binCount = 20
const middle = binCount / 2

export interface Bunching {
  path: string
  variable: PackVariable
  thresholdFen: bigint
  /** Ascending; the threshold lies between the tenth and the eleventh. */
  counts: number[]
  below: number
  above: number
  /** Mean of the bins that are not beside the threshold, in thousandths. */
  expectedPermille: number
  /** Count beside the threshold over what was expected there, in thousandths; null where nothing was expected. */
  excessBelowPermille: number | null
  excessAbovePermille: number | null
}

export interface OpenBunching {
  /** Records of the facts, for thresholds that single records are compared with. */
  begin(facts: Facts): void
  /** A group, for thresholds on what is measured in it. */
  add(found: Determination): void
  finish(): Bunching[]
}

interface Counter {
  variable: PackVariable
  thresholdFen: bigint
  counts: number[]
}

/** Over the thresholds among these variables that are amounts of a measure or of a record's own field. */
export function startBunching(variables: readonly PackVariable[]): OpenBunching {
  const counters = variables
    .filter(({ kind, unit, of, value }) => kind === 'threshold' && unit === 'fen' && of !== null && value !== '0')
    .map(variable => ({ variable, thresholdFen: BigInt(variable.value), counts: new Array<number>(binCount).fill(0) }))
  const byRule = new Map<string, { counter: Counter; measure: string }[]>()
  for (const counter of counters) {
    const { rule, of } = counter.variable
    if (rule === null || of === null || !('measure' in of)) continue
    byRule.set(rule, [...(byRule.get(rule) ?? []), { counter, measure: of.measure }])
  }
  // The facts of two years may hold the same record.
  const seen = new Set<string>()
  return {
    begin(facts) {
      const known = new Set(seen)
      for (const counter of counters) {
        const { of } = counter.variable
        if (!of || !('field' in of)) continue
        for (const { id, fen } of valuesOf(facts, of.field)) {
          if (!known.has(id)) count(counter, fen)
          seen.add(id)
        }
      }
    },
    add(found) {
      for (const { counter, measure } of byRule.get(found.rule) ?? []) {
        const fen = measuredIn(found, measure)
        if (fen !== null) count(counter, fen)
      }
    },
    finish: () => counters.map(finish),
  }
}

/** What a measure came to, as the trace has it. */
function measuredIn({ trace }: Determination, measure: string): bigint | null {
  const step = trace.steps.find(
    ({ label, name }) => (measure === 'base' && label === 'base') || (label === 'measure' && name === measure),
  )
  return step?.valueFen ?? null
}

/** Amounts of a field of its own table, as `contract.contractAmountFen`; none for a field of another record. */
function* valuesOf(facts: Facts, field: string): Generator<{ id: string; fen: bigint }> {
  const [entity, property = ''] = field.split('.')
  const base = (Object.keys(entityOfBase) as FactBase[]).find(known => entityOfBase[known] === entity)
  if (!base || !(property in factTables[base])) return
  for (const record of facts[base] as readonly { id: string }[]) {
    const value = (record as { id: string } & Record<string, unknown>)[property]
    if (typeof value === 'bigint') yield { id: record.id, fen: value }
  }
}

/** Doubled, so that half of an odd threshold is whole. The threshold itself lies above or below, as its bound says. */
function count({ variable, thresholdFen, counts }: Counter, fen: bigint): void {
  const shifted = variable.isAboveFrom ? fen : fen - 1n
  const from = 2n * shifted - thresholdFen
  if (from < 0n) return
  const bin = Number((from * BigInt(middle)) / thresholdFen)
  if (bin < binCount) counts[bin] = (counts[bin] ?? 0) + 1
}

function finish({ variable, thresholdFen, counts }: Counter): Bunching {
  const [below, above] = [counts[middle - 1] ?? 0, counts[middle] ?? 0]
  const others = counts.reduce((sum, one) => sum + one, 0) - below - above
  const expectedPermille = Math.floor((others * 1000) / (binCount - 2))
  const excess = (beside: number) => (others === 0 ? null : Math.floor((beside * 1000 * (binCount - 2)) / others))
  return {
    path: variable.path,
    variable,
    thresholdFen,
    counts,
    below,
    above,
    expectedPermille,
    excessBelowPermille: excess(below),
    excessAbovePermille: excess(above),
  }
}
