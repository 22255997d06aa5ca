/**
 * The explanation of one figure, down to clause and record. It is written by the evaluation itself, step by step, so
 * that the figure and its explanation cannot part ways. Amounts in 分; days as YYYY-MM-DD.
 */
import type { Rate } from '../../money.ts'
import type { PolicyStatus, Rule } from '../pack/policy-pack.ts'

export type DeterminationWindow =
  | { kind: 'whole_life'; from: null; to: string | null }
  | { kind: 'calendar_year'; year: number; from: string; to: string }
  | { kind: 'yearly'; year: number; from: string; to: string }
  | { kind: 'range'; from: string | null; to: string | null }

/** One record that the rule looked at. `used` says whether it is in the measure, `why` says why or why not. */
export interface TraceInput {
  measure: string
  record: string
  kind: string
  date: string
  amountFen: bigint | null
  used: boolean
  why: string
}

export const stepLabels = [
  'gross',
  'deducted',
  'base',
  'measure',
  'requires',
  'amount',
  'rate',
  'fraction',
  'least_of',
  'greatest_of',
  'sum',
  'minus',
  'each',
  'tiers',
  'bracket',
  'step',
  'case',
  'rule',
  'rounded',
  'cap',
  'minimum',
  'together',
  'limit',
  'stage',
  'granted_before',
  'result',
] as const
export type StepLabel = (typeof stepLabels)[number]

/** A line of the computation with the lines it comes from. Money in `valueFen`, a plain number in `number`. */
export interface TraceStep {
  label: StepLabel
  /** What the pack calls it: a measure, a limit, a rule. */
  name?: string
  expression: string
  valueFen: bigint | null
  number?: bigint
  parts?: TraceStep[]
}

export interface TraceReading {
  /** Where the parameter is of another rule, on which this one's figure hangs. */
  rule?: string
  parameter: string
  question: string
  reading: string
  text: string
  isDefault: boolean
}

/**
 * A limit the figure was held to. `account` is kept across evaluations: what is approved is booked on it, so that a
 * limit holds over everything that shares it. The first is always the figure's own entitlement.
 */
export interface TraceLimit {
  account: string
  key: string
  window: string
  /** Null: what may be granted has no upper end here ("不低于"), see `limitOfEntitlement`. */
  limitFen: bigint | null
  usedBeforeFen: bigint
  /** What the limit met, and what it left. */
  beforeFen: bigint
  afterFen: bigint
  binds: boolean
}

export interface TraceStage {
  id: string
  title: string
  amountFen: bigint
  isDue: boolean
  why: string
}

export interface TracePayer {
  payer: string
  /** Of all that may be granted so far, earlier grants included; null where only the whole is limited ("不低于"), or nothing is determined. */
  partFen: bigint | null
  amountFen: bigint
  /** What this payer granted before beyond its part. */
  excessFen: bigint
  why: string
}

/** A condition on the use of one grant. `open` until its day has come or it is met. */
export interface TraceUse {
  id: string
  text: string
  grant: string
  purpose: string
  bound: 'at_least' | 'at_most'
  boundFen: bigint
  spentFen: bigint
  dueOn: string | null
  state: 'open' | 'met' | 'breached'
}

export interface Trace {
  /** `subsidy`: resultFen is the most, or by `gives` the least, that is granted. `share_floor`: the least due to the team. */
  kind: 'subsidy' | 'share_floor'
  gives: Exclude<Rule['gives'], 'basis'>
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
  /** The rate of a rule that is a rate of its base. */
  rate: Rate | null
  rounding: Rule['rounding']
  /** The limit on the rule's own key. `binds` when the figure alone is more than the limit. */
  cap: { limitFen: bigint; usedBeforeFen: bigint; binds: boolean } | null
  limits: TraceLimit[]
  /** The whole entitlement, before what was granted is taken off. */
  wholeFen: bigint
  stages: TraceStage[]
  payers: TracePayer[]
  uses: TraceUse[]
  /** What was granted before beyond what the rule now gives: the figure of a claw-back. */
  excessGrantedFen: bigint
  resultFen: bigint
  /** Which fact is missing, or not clear, so that nothing is determined: the figure is 0 until it is given. */
  undetermined?: string
  notes: string[]
}

/**
 * What a rule gives one beneficiary in one window. `ceilingFen` is an upper bound that the bureau approves at or
 * under; for `at_least` a lower one, for a `share_floor` the least due to the team. The approved figure is another fact,
 * kept elsewhere.
 */
export interface Determination {
  rule: string
  beneficiary: string
  window: DeterminationWindow
  ceilingFen: bigint
  trace: Trace
}

/** What may be granted so far, earlier grants included, in 分: the limit of the figure's own entitlement; null without. */
export function payableOf({ limits: [own] }: Pick<Trace, 'limits'>): bigint | null {
  if (!own) throw new RangeError('an explanation names the account of its own entitlement first')
  return own.limitFen
}

interface OverGranted {
  excessGrantedFen: bigint | number
  /** Old explanations do not say it of payers. */
  payers?: readonly { excessFen?: bigint | number }[]
}

/** Whether more was granted before than the rule now gives: of the whole, or of a payer's part. */
export function isOverGranted({ excessGrantedFen, payers = [] }: OverGranted): boolean {
  return excessGrantedFen > 0 || payers.some(({ excessFen = 0 }) => excessFen > 0)
}

/** What of a figure this payer has to pay, in 分; all of it where the rule names no payers. */
export function partOfPayer({ ceilingFen, trace }: Determination, payer: string | null): bigint {
  if (trace.payers.length === 0) return ceilingFen
  return trace.payers.reduce((sum, part) => (part.payer === payer ? sum + part.amountFen : sum), 0n)
}
