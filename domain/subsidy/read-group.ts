/**
 * Reads one group: what each of its records is to the rule, whom they name, what each measure comes to. Records come out
 * sorted by day and id, in whatever order they are given.
 */
import { Refusal } from '../refusal.ts'
import { compareText } from './compare-text.ts'
import { dayOfBase, entityOfBase, fieldsOf } from './fact-tables.ts'
import { type FactView, MissingFact, type Read } from './fact-view.ts'
import type { CompiledMeasure } from './measure-records.ts'
import { keyFields, measuresOf } from './policy-pack.ts'
import { type RuleContext, readOf, resolveField } from './rule-context.ts'
import type { DeterminationWindow, TraceInput } from './trace.ts'

/** What one measure comes to in a group; `gross` and `deducted` over the measure's denominator. */
export interface Tally {
  measure: CompiledMeasure
  gross: bigint
  deducted: bigint
  counted: number
  struck: number
  highest: bigint | null
  lowest: bigint | null
  distinct: Set<string> | null
  inputs: TraceInput[]
}

export interface RecordGroup {
  key: string
  /** Year of application; null for a rule without years. */
  year: number | null
  window: DeterminationWindow
  beneficiary: string
  tallies: Tally[]
  /** The first record, by day and then by id, of the first measure that has one. */
  lead: { view: FactView; date: string; order: number } | null
  /** Values of the fields that wide limits and other rules ask for. */
  identities: ReadonlyMap<string, ReadonlySet<string>>
  /** The first fact that is missing: it stops the evaluation, unless the group receives nothing anyway. */
  problem: { date: string; record: string; error: MissingFact } | null
}

interface OpenGroup extends Omit<RecordGroup, 'beneficiary' | 'identities'> {
  beneficiaries: string[]
  identities: Map<string, Set<string>>
}

/** Which records a group has: places in the table of each measure. */
export interface PlannedGroup {
  key: string
  year: number | null
  window: DeterminationWindow
  places: readonly (readonly number[])[]
}

/** Records that must be counted together would go to different beneficiaries. */
export class AmbiguousBeneficiary extends Refusal {
  readonly code = 'AMBIGUOUS_BENEFICIARY'
  readonly rule: string
  readonly key: string
  readonly beneficiaries: readonly string[]
  constructor(rule: string, key: string, beneficiaries: readonly string[]) {
    super(
      `rule ${rule}: the records of ${key} name several beneficiaries: ${beneficiaries.join(', ')}; correct the facts`,
    )
    this.rule = rule
    this.key = key
    this.beneficiaries = beneficiaries
  }
}

/** Ready for the groups of one rule; null where no record names a beneficiary. */
export function compileReader(
  context: RuleContext,
  measures: readonly CompiledMeasure[],
  identityFields: readonly string[],
): (group: PlannedGroup) => RecordGroup | null {
  const { index } = context
  const collectors = measures.map((measure, at) => compileCollector(context, measure, at, identityFields))
  const tables = measures.map(({ base }) => index.views(base))
  return ({ key, year, window, places }) => {
    const group: OpenGroup = {
      key,
      year,
      window,
      beneficiaries: [],
      tallies: measures.map(startTally),
      lead: null,
      identities: new Map(),
      problem: null,
    }
    for (const [at, collect] of collectors.entries())
      for (const place of places[at] ?? []) {
        const view = tables[at]?.[place]
        if (view) collect(group, view)
      }
    return closeGroup(context, group)
  }
}

function startTally(measure: CompiledMeasure): Tally {
  const distinct = measure.what === 'distinct' ? new Set<string>() : null
  const sums = { gross: 0n, deducted: 0n, counted: 0, struck: 0, highest: null, lowest: null }
  return { measure, ...sums, distinct, inputs: [] }
}

type Collector = (group: OpenGroup, view: FactView) => void

/** Takes one record into its group: what it adds, its line in the trace, whom it names. */
function compileCollector(
  context: RuleContext,
  measure: CompiledMeasure,
  at: number,
  identityFields: readonly string[],
): Collector {
  const { rule, index } = context
  const readable = fieldsOf(measure.base, context.pack.fields)
  const beneficiaryField = resolveField(context, rule.beneficiary)
  // A table with a key of its own need not name the beneficiary in each record: those of the rule's own key do.
  const hasOwnKey = measuresOf(rule)[at]?.[1].per !== undefined
  const beneficiary: Read | null = readable.has(beneficiaryField)
    ? readOf(context, measure.base, beneficiaryField)
    : null
  const identities = identityFields
    .filter(field => readable.has(field))
    .map(field => [field, readOf(context, measure.base, field)] as const)
  const nameBeneficiary = (group: OpenGroup, view: FactView, date: string, id: unknown) => {
    if (typeof id === 'string') {
      if (!group.beneficiaries.includes(id)) group.beneficiaries.push(id)
    } else if (!hasOwnKey)
      keepProblem(
        group,
        view,
        date,
        new MissingFact(rule.id, `${entityOfBase[view.base]} ${view.recordId}`, beneficiaryField),
      )
  }
  return (group, view) => {
    const tally = group.tallies[at]
    const date = String(measure.date(view))
    if (!tally) return
    if (isLate(context, view, date)) {
      const why = `dated after ${index.facts.asOf}, the day of this evaluation`
      tally.inputs.push(inputOf(measure, view, date, null, false, why))
      return
    }
    if (beneficiary) nameBeneficiary(group, view, date, beneficiary(view))
    for (const [field, read] of identities) addIdentity(group.identities, field, read(view))
    if (isEarlier(view, date, at, group.lead)) group.lead = { view, date, order: at }
    assessInto(group, tally, view, date, group.year ?? index.facts.year)
  }
}

function assessInto(group: OpenGroup, tally: Tally, view: FactView, date: string, year: number | null): void {
  const { measure } = tally
  try {
    const { part, why, amount } = measure.assess(view, year)
    tally.inputs.push(inputOf(measure, view, date, amount, part === 'counted', why))
    if (part === 'left_out') return
    addAmount(tally, part === 'counted', amount ?? 0n)
    const value = part === 'counted' && measure.distinct ? measure.distinct(view) : null
    if (value !== null) tally.distinct?.add(String(value))
  } catch (error) {
    if (!(error instanceof MissingFact)) throw error
    keepProblem(group, view, date, error)
    tally.inputs.push(inputOf(measure, view, date, null, false, error.message))
  }
}

function addAmount(tally: Tally, isCounted: boolean, amount: bigint): void {
  tally.gross += amount
  if (!isCounted) {
    tally.deducted += amount
    tally.struck += 1
    return
  }
  tally.counted += 1
  if (tally.highest === null || amount > tally.highest) tally.highest = amount
  if (tally.lowest === null || amount < tally.lowest) tally.lowest = amount
}

function inputOf(
  measure: CompiledMeasure,
  view: FactView,
  date: string,
  amount: bigint | null,
  used: boolean,
  why: string,
): TraceInput {
  const hasAmount = amount !== null && !measure.isNumber
  const { denominator } = measure
  const amountFen = hasAmount ? (denominator === 1n ? amount : amount / denominator) : null
  return { measure: measure.name, record: view.recordId, kind: measure.entity, date, amountFen, used, why }
}

/** The same one in whatever order the records come. */
function keepProblem(group: OpenGroup, view: FactView, date: string, error: MissingFact): void {
  const { problem } = group
  const isFirst =
    problem === null || (compareText(date, problem.date) || compareText(view.recordId, problem.record)) < 0
  if (isFirst) group.problem = { date, record: view.recordId, error }
}

function addIdentity(identities: Map<string, Set<string>>, field: string, value: unknown): void {
  if (value === null) return
  const known = identities.get(field)
  if (known) known.add(String(value))
  else identities.set(field, new Set([String(value)]))
}

function isEarlier(view: FactView, date: string, order: number, lead: OpenGroup['lead']): boolean {
  if (!lead || order !== lead.order) return !lead || order < lead.order
  return compareText(date, lead.date) < 0 || (date === lead.date && compareText(view.recordId, lead.view.recordId) < 0)
}

/** No beneficiary named by any record: the key, where that is what the rule is per; else there is nobody to give to. */
function closeGroup(context: RuleContext, group: OpenGroup): RecordGroup | null {
  const { rule } = context
  const found = group.beneficiaries
  if (found.length > 1) throw new AmbiguousBeneficiary(rule.id, group.key, found.toSorted())
  const isKey = keyFields(rule.per).length === 1 && keyFields(rule.per)[0] === resolveField(context, rule.beneficiary)
  const beneficiary = found[0] ?? (isKey ? group.key : undefined)
  if (beneficiary === undefined) {
    if (group.problem) throw group.problem.error
    return null
  }
  for (const { inputs } of group.tallies) if (inputs.length > 1) inputs.sort(byDate)
  return { ...group, beneficiary }
}

function byDate(a: TraceInput, b: TraceInput): number {
  return compareText(a.date, b.date) || compareText(a.record, b.record)
}

/** Dated after the day of the evaluation, by the date of the window or by the record's own day. */
export function isLate({ index }: RuleContext, { base, record }: FactView, date: string): boolean {
  const { asOf } = index.facts
  if (asOf === null) return false
  const ownDay = dayOfBase[base]
  const own = ownDay === null ? null : record?.[ownDay]
  return date > asOf || (typeof own === 'string' && own > asOf)
}
