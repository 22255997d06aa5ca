/**
 * Figures that wait for one another: what the others need of each, by column. A city has hundreds of thousands of them,
 * and as objects of their own they cost more to keep than to compute. A figure is a row; all rules share the rows.
 */
import { MissingFact } from '../facts/fact-view.ts'
import type { Entitlement } from './entitlement.ts'
import { dayAsNumber } from './place-in-time.ts'
import type { RecordGroup } from './read-group.ts'
import type { RuleContext } from './rule-context.ts'
import type { TraceStep } from './trace.ts'

/** What a figure is of, and under which rule. */
export interface FigureOf {
  context: RuleContext
  group: Pick<RecordGroup, 'key' | 'year' | 'beneficiary' | 'identities'>
}

/** Amounts in 分; none passes what is exact in a JSON number, so that each fits its column. */
export interface HeldFigures {
  length: number
  contexts: RuleContext[]
  keys: string[]
  years: (number | null)[]
  beneficiaries: string[]
  /** One column for each identity field. */
  identities: RecordGroup['identities'][]
  /** Under which the group of the figure is found again. */
  numbers: Int32Array
  /** Of its first record, to sort by: 20240131. */
  firstDays: Int32Array
  /** Before anything is taken off for earlier grants. */
  wholeFen: BigInt64Array
  grantedFen: BigInt64Array
  /** What may still be granted. */
  netFen: BigInt64Array
  /** What the others have refused, why nothing is determined, and what the others have to say: few figures have any of it. */
  refused: Set<number>
  undetermined: Map<number, string>
  steps: Map<number, TraceStep[]>
  /** Stages are computed from the records of the group; without any, those are not held. */
  staged: Map<number, Entitlement>
}

/** Room for so many figures. */
export function startHolding(room: number, identityFields: readonly string[]): HeldFigures {
  return {
    length: 0,
    contexts: new Array(room),
    keys: new Array(room),
    years: new Array(room),
    beneficiaries: new Array(room),
    identities: identityFields.map(() => new Array(room)),
    numbers: new Int32Array(room),
    firstDays: new Int32Array(room),
    wholeFen: new BigInt64Array(room),
    grantedFen: new BigInt64Array(room),
    netFen: new BigInt64Array(room),
    refused: new Set(),
    undetermined: new Map(),
    steps: new Map(),
    staged: new Map(),
  }
}

/** Takes down a figure whose group has this number; its row. */
export function holdFigure(held: HeldFigures, entitlement: Entitlement, number: number): number {
  const { context, group, wholeFen, grantedFen, isRefused, undetermined } = entitlement
  const row = held.length
  held.length = row + 1
  held.contexts[row] = context
  held.keys[row] = group.key
  held.years[row] = group.year
  held.beneficiaries[row] = group.beneficiary
  for (const [place, values] of held.identities.entries()) values[row] = group.identities[place] ?? null
  held.numbers[row] = number
  held.firstDays[row] = group.lead === null ? 0 : dayAsNumber(group.lead.date)
  held.wholeFen[row] = wholeFen
  held.grantedFen[row] = grantedFen
  if (isRefused) held.refused.add(row)
  if (undetermined !== null) held.undetermined.set(row, undetermined)
  if (context.rule.stages.length > 0) held.staged.set(row, entitlement)
  return row
}

export function figureAt(held: HeldFigures, row: number): FigureOf {
  const context = held.contexts[row]
  if (!context) throw new RangeError(`no figure is held in row ${row}`)
  const identities = held.identities.map(values => values[row] ?? null)
  const [key, beneficiary] = [held.keys[row] ?? '', held.beneficiaries[row] ?? '']
  return { context, group: { key, year: held.years[row] ?? null, beneficiary, identities } }
}

export function fenAt(column: BigInt64Array, row: number): bigint {
  return column[row] ?? 0n
}

export function ruleAt({ contexts }: HeldFigures, row: number): string {
  return contexts[row]?.rule.id ?? ''
}

/** Nothing is determined of a figure, as the rules deal with one another: the first reason stays. */
export function leaveOpen(held: HeldFigures, row: number, why: string): void {
  held.wholeFen[row] = 0n
  held.netFen[row] = 0n
  held.refused.add(row)
  if (held.undetermined.has(row)) return
  held.undetermined.set(row, why)
  addStep(held, row, { label: 'requires', expression: why, valueFen: 0n })
}

/** A rule computes from one whose figure for this key is not determined. */
export function outputOpen({ context: { pack, rule } }: FigureOf, source: string, key: string): MissingFact {
  const title = pack.rules.find(({ id }) => id === source)?.title ?? source
  return new MissingFact(rule.id, key, `what rule ${source} (${title}) gives`)
}

/** A line that rules add to a figure. */
export function addStep({ steps }: HeldFigures, row: number, step: TraceStep): void {
  const own = steps.get(row)
  if (own) own.push(step)
  else steps.set(row, [step])
}
