/**
 * A measure of a rule, made ready to look at records: the key, the day, whether a record counts and what it adds.
 * Amounts are whole numbers over one denominator per measure, so that a rate of a field stays exact in the sum.
 */
import { rateFraction } from '../../money.ts'
import { dayOfBase, entityOfBase, type FactBase } from '../facts/fact-tables.ts'
import { type FactView, MissingFact, type Read } from '../facts/fact-view.ts'
import { loweringMeasures } from '../pack/lowering.ts'
import { isReported, isYearly, keyFields, type Measure, type RecordAmount, type Window } from '../pack/policy-pack.ts'
import { addLength } from './day-arithmetic.ts'
import { unitOfMeasure } from './measure-unit.ts'
import { fullYears, windowIn } from './place-in-time.ts'
import { compileConditions, type RuleContext, readOf, resolveField } from './rule-context.ts'

export type Part = 'counted' | 'deducted' | 'left_out'

/** What a record is to a rule, in which words, and its amount over the measure's denominator. */
export interface Assessment {
  part: Part
  why: string
  amount: bigint | null
}

export interface CompiledMeasure {
  name: string
  base: FactBase
  entity: string
  what: 'sum' | 'count' | 'highest' | 'lowest' | 'distinct'
  denominator: bigint
  /** What is summed is a plain number, no money. */
  isNumber: boolean
  window: Window
  isYearly: boolean
  key(view: FactView): string | null
  date: Read
  /** Dated after the day of the evaluation, by the date of the window or by the record's own day. */
  isLate(view: FactView, date: string): boolean
  distinct: Read | null
  assess(view: FactView, year: number | null): Assessment
  /** The years of its window in each of which a record must be given; null where what is not given is 0. */
  yearsNeeded: ((year: number | null) => NeededYears) | null
}

/** Full years from the first day of a window; at least one. Without a first day it is one, of no beginning. */
export interface NeededYears {
  /** What is to be reported, as `rd_spend`; the name of the measure where it asks for no kind. */
  kind: string
  from: string | null
  to: string | null
  count: number
}

export function compileMeasure(context: RuleContext, name: string, measure: Measure): CompiledMeasure {
  const { rule } = context
  const base = measure.of
  const window = measure.window ?? rule.window
  const amount = compileAmount(context, measure)
  const { what } = measure
  return {
    name,
    base,
    entity: entityOfBase[base],
    what: typeof what === 'object' ? 'distinct' : what,
    denominator: amount.denominator,
    isNumber: unitOfMeasure(measure, context.pack.fields) === 'number',
    window,
    isYearly: isYearly(window),
    key: compileKey(context, base, measure.per ?? rule.per),
    date: readOf(context, base, window.date),
    isLate: compileLate(context, base, window),
    distinct: typeof what === 'object' ? readOf(context, base, what.distinct) : null,
    assess: compileAssessment(context, { name, measure }, amount),
    yearsNeeded:
      measure.missing === undefined && isReported(measure) ? compileYears(window, kindOf(name, measure)) : null,
  }
}

function kindOf(name: string, { where }: Measure): string {
  return where.find(({ field, is }) => field === 'figure.kind' && typeof is === 'string')?.is?.toString() ?? name
}

function compileYears(window: Window, kind: string): (year: number | null) => NeededYears {
  const known = new Map<number | null, NeededYears>()
  return year => {
    const found = known.get(year)
    if (found) return found
    const { from, to } = windowIn(window, year, null)
    const count = from === null || to === null ? 1 : Math.max(1, fullYears(from, addLength(to, { days: 1 })))
    const needed = { kind, from, to, count }
    known.set(year, needed)
    return needed
  }
}

function compileLate({ index }: RuleContext, base: FactBase, window: Window): CompiledMeasure['isLate'] {
  const { asOf } = index.facts
  if (asOf === null) return () => false
  const ownDay = dayOfBase[base]
  if (ownDay === null || window.date === `${entityOfBase[base]}.${ownDay}`) return (_view, date) => date > asOf
  return ({ record }, date) => {
    if (date > asOf) return true
    const own = record?.[ownDay]
    return typeof own === 'string' && own > asOf
  }
}

function compileKey(context: RuleContext, base: FactBase, per: string | readonly string[]) {
  const reads = keyFields(per).map(field => readOf(context, base, field))
  const [only] = reads
  if (only && reads.length === 1)
    return (view: FactView) => {
      const value = only(view)
      return value === null ? null : String(value)
    }
  return (view: FactView) => {
    const values = reads.map(read => read(view))
    return values.includes(null) ? null : values.map(String).join(' | ')
  }
}

interface CompiledAmount {
  denominator: bigint
  /** Null when the record lacks it, or the word it hangs on; `other` when the pack names no amount for its word. */
  read(view: FactView): bigint | null | 'other'
  field: string
}

function compileAmount(context: RuleContext, { of: base, amount, what }: Measure): CompiledAmount {
  if (amount === undefined || what === 'count' || typeof what === 'object')
    return { denominator: 1n, read: () => 0n, field: '' }
  if (typeof amount === 'bigint') return { denominator: 1n, read: () => amount, field: '' }
  if (typeof amount === 'string' || 'choose' in amount) {
    const field = resolveField(context, amount)
    const read = readOf(context, base, field)
    return { denominator: 1n, field, read: view => money(read(view)) }
  }
  return compileComputedAmount(context, base, amount)
}

function compileComputedAmount(
  context: RuleContext,
  base: FactBase,
  amount: Exclude<RecordAmount, string | bigint | { choose: string }>,
): CompiledAmount {
  if ('rates' in amount) return compileRateByWord(context, base, amount)
  if ('by' in amount) {
    const read = readOf(context, base, amount.by)
    const amounts = new Map(Object.entries(amount.amounts))
    return { denominator: 1n, field: amount.by, read: view => ofWord(amounts, read(view)) }
  }
  if ('rate' in amount) {
    const read = readOf(context, base, amount.of)
    const { numerator, denominator } = rateFraction(amount.rate)
    return {
      denominator,
      field: amount.of,
      read: view => {
        const value = money(read(view))
        return value === null ? null : value * numerator
      },
    }
  }
  const isLeast = 'least_of' in amount
  const fields = isLeast ? amount.least_of : amount.greatest_of
  const reads = fields.map(field => readOf(context, base, field))
  return {
    denominator: 1n,
    field: fields.join(', '),
    read: view => {
      let chosen: bigint | null = null
      for (const read of reads) {
        const value = money(read(view))
        if (value === null) return null
        if (chosen === null || (isLeast ? value < chosen : value > chosen)) chosen = value
      }
      return chosen
    },
  }
}

function ofWord(given: ReadonlyMap<string, bigint>, word: ReturnType<Read>): bigint | null | 'other' {
  return word === null ? null : (given.get(String(word)) ?? 'other')
}

/** A rate by the record's word, all over one denominator. */
function compileRateByWord(
  context: RuleContext,
  base: FactBase,
  { by, rates, of }: Extract<RecordAmount, { rates: unknown }>,
): CompiledAmount {
  const [word, amount] = [readOf(context, base, by), readOf(context, base, of)]
  const fractions = Object.entries(rates).map(([name, rate]) => ({ name, ...rateFraction(rate) }))
  const denominator = fractions.reduce((product, one) => product * one.denominator, 1n)
  const numerators = new Map(fractions.map(one => [one.name, (one.numerator * denominator) / one.denominator]))
  return {
    denominator,
    field: by,
    read: view => {
      const numerator = ofWord(numerators, word(view))
      if (typeof numerator !== 'bigint') return numerator
      const value = money(amount(view))
      return value === null ? null : value * numerator
    },
  }
}

/** Money in 分, or a plain number. */
function money(value: ReturnType<Read>): bigint | null {
  return typeof value === 'bigint' ? value : typeof value === 'number' ? BigInt(value) : null
}

interface NamedMeasure {
  name: string
  measure: Measure
}

const counts = 'meets every condition of the rule'

function compileAssessment(context: RuleContext, { name, measure }: NamedMeasure, amount: CompiledAmount) {
  const { rule } = context
  const isLowering = loweringMeasures(rule).has(name)
  const where = compileConditions(context, measure.of, measure.where)
  const deduct = compileConditions(context, measure.of, measure.deduct)
  const missing = (view: FactView, field: string) =>
    new MissingFact(rule.id, `${entityOfBase[view.base]} ${view.recordId}`, field)
  return (view: FactView, year: number | null): Assessment => {
    const value = amount.read(view)
    const shown = value === 'other' ? null : value
    // A record that may count is not left out where that would give more.
    let open: string | null = null
    for (const condition of where) {
      const verdict = condition.test(view, year)
      if (verdict === true) continue
      if (verdict === false || !isLowering) return { part: 'left_out', why: condition.explain(view), amount: shown }
      open ??= condition.lacking(view)
    }
    if (open !== null) throw missing(view, open)
    if (value === 'other')
      return { part: 'left_out', why: `the rule names no amount for this ${amount.field}`, amount: null }
    if (value === null) throw missing(view, amount.field)
    // One that holds decides, whatever else is not known; what is not known may not be skipped.
    let unknown: string | null = null
    for (const condition of deduct) {
      const verdict = condition.test(view, year)
      if (verdict === true) return { part: 'deducted', why: condition.explain(view), amount: value }
      if (verdict === null) unknown ??= condition.lacking(view)
    }
    if (unknown !== null) throw missing(view, unknown)
    return { part: 'counted', why: counts, amount: value }
  }
}
