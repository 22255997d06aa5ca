/**
 * Reads one group: what each of its records is to the rule, whom they name, what each measure comes to. Records come out
 * sorted by day and id, in whatever order they are given.
 */
import { Refusal } from '../../refusal.ts'
import { entityOfBase, fieldsOf } from '../facts/fact-tables.ts'
import { type FactView, MissingFact, type Read } from '../facts/fact-view.ts'
import { keyFields, measuresOf } from '../pack/policy-pack.ts'
import { refuseTooLarge } from './amount-too-large.ts'
import { compareText } from './compare-text.ts'
import type { CompiledMeasure, NeededYears, Part } from './measure-records.ts'
import type { Members, PlannedGroup } from './open-groups.ts'
import { fullYears } from './place-in-time.ts'
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
  /** The years that must have a record, and which of them have; no list where it is one year. */
  needed: NeededYears | null
  yearsGiven: Set<number> | null
  inputs: TraceInput[]
}

export interface RecordGroup {
  key: string
  /** Year of application; null for a rule without years. */
  year: number | null
  window: DeterminationWindow
  beneficiary: string
  tallies: Tally[]
  /** The first record that counts, by day and then by id, of the first measure that has one. */
  lead: { view: FactView; date: string; order: number } | null
  /** What its records name for each of the identity fields: nothing, the one value, or the several. */
  identities: (null | string | string[])[]
  /** The first fact that is missing: nothing is determined, unless the group receives nothing anyway. */
  problem: { date: string; record: string; error: MissingFact } | null
}

/** What the records of a group name for the field at a place among the identity fields, sorted. */
export function namedFor(identities: RecordGroup['identities'], place: number): readonly string[] {
  const named = identities[place] ?? null
  return named === null ? [] : typeof named === 'string' ? [named] : named.toSorted()
}

/** Its beneficiary is empty until a record names one. */
interface OpenGroup extends RecordGroup {
  /** Other beneficiaries that its records name. */
  rivals: Set<string> | null
  hasLines: boolean
}

/**
 * Reads a group, with a line for each record or only for its figure; null where no record names a beneficiary.
 * @throws AmbiguousBeneficiary, AmountTooLarge
 */
export type ReadGroup = (group: PlannedGroup, hasLines: boolean) => RecordGroup | null

/** Records that must be counted together would go to different beneficiaries. */
export class AmbiguousBeneficiary extends Refusal {
  readonly code = 'AMBIGUOUS_BENEFICIARY'
  readonly rule: string
  readonly key: string
  readonly beneficiaries: readonly string[]
  constructor(rule: string, key: string, beneficiaries: readonly string[]) {
    super(
      `rule ${rule}: the records of ${key} name several beneficiaries: ${beneficiaries.join(', ')}; correct the facts, or what the rule aggregates by`,
    )
    this.rule = rule
    this.key = key
    this.beneficiaries = beneficiaries
  }
}

/** Ready for the groups of one rule. */
export function compileReader(context: RuleContext, measures: readonly CompiledMeasure[], members: Members): ReadGroup {
  const { identityFields } = context
  const isKeyBeneficiary = isKeyed(context)
  const collectors = measures.map((measure, at) => compileCollector(context, measure, at))
  const tables = measures.map(({ base }) => context.index.base(base))
  return ({ key, year, window, number }, hasLines) => {
    const group: OpenGroup = {
      key,
      year,
      window,
      beneficiary: '',
      rivals: null,
      tallies: measures.map(measure => startTally(measure, year ?? context.index.facts.year)),
      lead: null,
      identities: identityFields.map(() => null),
      problem: null,
      hasLines,
    }
    for (let at = 0; at < collectors.length; at += 1) {
      const [collect, table, own] = [collectors[at], tables[at], members[at]]
      if (!collect || !table || !own) continue
      const end = own.starts[number + 1] ?? 0
      for (let from = own.starts[number] ?? 0; from < end; from += 1) collect(group, table.view(own.places[from] ?? -1))
    }
    return closeGroup(context, group, isKeyBeneficiary)
  }
}

function startTally(measure: CompiledMeasure, year: number | null): Tally {
  const needed = measure.yearsNeeded ? measure.yearsNeeded(year) : null
  return {
    measure,
    gross: 0n,
    deducted: 0n,
    counted: 0,
    struck: 0,
    highest: null,
    lowest: null,
    distinct: measure.what === 'distinct' ? new Set<string>() : null,
    needed,
    yearsGiven: needed !== null && needed.count > 1 ? new Set() : null,
    inputs: [],
  }
}

type Collector = (group: OpenGroup, view: FactView) => void

/** Takes one record into its group: what it adds, its line in the trace, whom it names. */
function compileCollector(context: RuleContext, measure: CompiledMeasure, at: number): Collector {
  const { rule, index, identityFields } = context
  const readable = fieldsOf(measure.base, context.pack.fields)
  const beneficiaryField = resolveField(context, rule.beneficiary)
  // A table with a key of its own need not name the beneficiary in each record: those of the rule's own key do.
  const hasOwnKey = measuresOf(rule)[at]?.[1].per !== undefined
  const beneficiary: Read | null = readable.has(beneficiaryField)
    ? readOf(context, measure.base, beneficiaryField)
    : null
  const identities = identityFields
    .filter(field => readable.has(field))
    .map(field => ({ place: identityFields.indexOf(field), read: readOf(context, measure.base, field) }))
  const nameBeneficiary = (group: OpenGroup, view: FactView, date: string, id: unknown) => {
    if (typeof id === 'string') {
      if (group.beneficiary === '') group.beneficiary = id
      else if (group.beneficiary !== id) {
        group.rivals ??= new Set()
        group.rivals.add(id)
      }
    } else if (!hasOwnKey)
      keepProblem(
        group,
        view,
        date,
        new MissingFact(rule.id, `${entityOfBase[view.base]} ${view.recordId}`, beneficiaryField),
      )
  }
  const late = `dated after ${index.facts.asOf}, the day of this evaluation`
  return (group, view) => {
    const tally = group.tallies[at]
    const date = String(measure.date(view))
    if (!tally) return
    if (measure.isLate(view, date)) {
      if (group.hasLines) tally.inputs.push(inputOf(measure, view, date, null, false, late))
      return
    }
    if (beneficiary) nameBeneficiary(group, view, date, beneficiary(view))
    for (const { place, read } of identities) addIdentity(group.identities, place, read(view))
    const part = assessInto(group, tally, view, date, group.year ?? index.facts.year)
    if (part === 'counted' && isEarlier(view, date, at, group.lead)) group.lead = { view, date, order: at }
  }
}

function assessInto(group: OpenGroup, tally: Tally, view: FactView, date: string, year: number | null): Part {
  const { measure } = tally
  try {
    const { part, why, amount } = measure.assess(view, year)
    if (group.hasLines) tally.inputs.push(inputOf(measure, view, date, amount, part === 'counted', why))
    if (part === 'left_out') return part
    if (tally.needed?.from && tally.yearsGiven && part === 'counted')
      tally.yearsGiven.add(fullYears(tally.needed.from, date))
    addAmount(tally, part === 'counted', amount ?? 0n)
    const value = part === 'counted' && measure.distinct ? measure.distinct(view) : null
    if (value !== null) tally.distinct?.add(String(value))
    return part
  } catch (error) {
    if (!(error instanceof MissingFact)) throw error
    keepProblem(group, view, date, error)
    if (group.hasLines) tally.inputs.push(inputOf(measure, view, date, null, false, error.message))
    return 'left_out'
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

function addIdentity(values: RecordGroup['identities'], place: number, value: unknown): void {
  if (value === null) return
  const named = String(value)
  const known = values[place] ?? null
  if (known === null) values[place] = named
  else if (typeof known === 'string') values[place] = known === named ? known : [known, named]
  else if (!known.includes(named)) known.push(named)
}

function isEarlier(view: FactView, date: string, order: number, lead: OpenGroup['lead']): boolean {
  if (!lead || order !== lead.order) return !lead || order < lead.order
  return compareText(date, lead.date) < 0 || (date === lead.date && compareText(view.recordId, lead.view.recordId) < 0)
}

/** Whether what the rule is per is its beneficiary. */
function isKeyed(context: RuleContext): boolean {
  const { rule } = context
  const [only, ...others] = keyFields(rule.per)
  return others.length === 0 && only === resolveField(context, rule.beneficiary)
}

/** No beneficiary named by any record: the key, where that is what the rule is per; else there is nobody to give to. */
function closeGroup(context: RuleContext, group: OpenGroup, isKeyBeneficiary: boolean): RecordGroup | null {
  const { key, tallies, rivals } = group
  if (rivals) throw new AmbiguousBeneficiary(context.rule.id, key, [group.beneficiary, ...rivals].sort())
  if (group.beneficiary === '' && isKeyBeneficiary) group.beneficiary = key
  if (group.beneficiary === '') return null
  for (const { measure, inputs } of tallies) {
    if (!isSorted(inputs)) inputs.sort(byDate)
    // Amounts of records are in range, but for those that a rate multiplies.
    if (measure.denominator !== 1n)
      for (const { amountFen } of inputs) refuseTooLarge({ context, group }, amountFen ?? 0n)
  }
  return group
}

function isSorted(inputs: readonly TraceInput[]): boolean {
  for (let at = 1; at < inputs.length; at += 1) {
    const [one, next] = [inputs[at - 1], inputs[at]]
    if (one && next && byDate(one, next) > 0) return false
  }
  return true
}

function byDate(a: TraceInput, b: TraceInput): number {
  return compareText(a.date, b.date) || compareText(a.record, b.record)
}
