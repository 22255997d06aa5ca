/**
 * The explanation of one figure, down to clause and record. It is written by the evaluation itself, step by step, so
 * that the figure and its explanation cannot part ways. Amounts in 分; days as YYYY-MM-DD.
 */
import type { Rate } from '../money.ts'
import type { FactView } from './fact-view.ts'
import type { PolicyStatus } from './policy-pack.ts'

export type DeterminationWindow =
  | { kind: 'whole_life'; from: null; to: string | null }
  | { kind: 'calendar_year'; year: number; from: string; to: string }

/** One record that the rule looked at. `used` says whether it is in the base, `why` says why or why not. */
export interface TraceInput {
  record: string
  kind: FactView['kind']
  date: string
  amountFen: bigint | null
  used: boolean
  why: string
}

export interface TraceStep {
  label: 'gross' | 'deducted' | 'base' | 'rate' | 'cap' | 'granted_before' | 'result'
  expression: string
  valueFen: bigint
}

export interface TraceReading {
  parameter: string
  question: string
  reading: string
  text: string
  isDefault: boolean
}

export interface Trace {
  /** `subsidy`: resultFen is the most that may be granted. `share_floor`: the least that is due to the team. */
  kind: 'subsidy' | 'share_floor'
  rule: string
  title: string
  /** `quote` is the clause's own wording, `text` a paraphrase; a pack gives at least one. */
  clause: { id: string; number: string; title: string; quote: string | null; text: string | null }
  policy: { id: string; version: string; status: PolicyStatus; title: string; sha256: string | null }
  /** True for a draft: the figure may be shown, never paid. */
  simulationOnly: boolean
  /** What the figure is aggregated by: `{ field: 'project.id', value: 'P-1' }`. */
  key: { field: string; value: string }
  readings: TraceReading[]
  inputs: TraceInput[]
  steps: TraceStep[]
  rate: Rate
  rounding: 'down' | 'up'
  /** `binds` when the rate alone gives more than the limit. */
  cap: { limitFen: bigint; usedBeforeFen: bigint; binds: boolean } | null
  /** What was granted before beyond what the rule now gives: the figure of a claw-back. */
  excessGrantedFen: bigint
  resultFen: bigint
  notes: string[]
}

/**
 * What a rule gives one beneficiary in one window. `ceilingFen` is an upper bound that the bureau approves at or
 * under; for a `share_floor` it is the least due to the team. The approved figure is another fact, kept elsewhere.
 */
export interface Determination {
  rule: string
  beneficiary: string
  window: DeterminationWindow
  ceilingFen: bigint
  trace: Trace
}
