/** What an amount of a pack comes to in one group, with the line of the trace that says how. Exact until rounded. */
import { formatRate } from '../../money.ts'
import type { Amount, Requirement } from '../pack/pack-amount.ts'
import { comparisons } from '../pack/pack-condition.ts'
import { isShared } from '../pack/rule-order.ts'
import { AmountTooLarge, isTooLarge } from './amount-too-large.ts'
import { compare } from './compile-test.ts'
import { evaluateStep, evaluateTiers } from './evaluate-tiers.ts'
import { add, compareExact, count, type Exact, floor, greatest, least, minus, money, show, times } from './exact.ts'
import type { RecordGroup, Tally } from './read-group.ts'
import { chooseReading, isRead, type RuleContext } from './rule-context.ts'
import type { RuleOutputs } from './rule-outputs.ts'
import type { StepLabel, TraceStep } from './trace.ts'

export interface AmountContext {
  rule: RuleContext
  group: RecordGroup
  outputs: RuleOutputs
  /** Whether lines are written, or only the value is wanted: the words are most of the work. */
  hasLines: boolean
}

export interface Evaluated {
  value: Exact
  /** `unwritten` where no lines are. */
  step: TraceStep
}

const unwritten: TraceStep = Object.freeze({ label: 'amount', expression: '', valueFen: null })

/** Only asks which kind it is: it is called for every figure, and what closures need is made where it is needed. */
export function evaluateAmount(context: AmountContext, amount: Amount): Evaluated {
  if (typeof amount === 'string') return evaluateMeasure(context, amount)
  if (typeof amount === 'bigint' || typeof amount === 'number') return evaluateStated(context, exactOfBound(amount))
  if ('rate' in amount) return evaluateRate(context, amount)
  if ('fraction' in amount) return evaluateFraction(context, amount)
  if ('least_of' in amount) return combine(context, 'least_of', amount.least_of, least, 'the least of')
  if ('greatest_of' in amount) return combine(context, 'greatest_of', amount.greatest_of, greatest, 'the greatest of')
  if ('sum' in amount) return combine(context, 'sum', amount.sum, add, 'the sum of')
  if ('minus' in amount) return evaluateMinus(context, amount)
  if ('each' in amount) return evaluateEach(context, amount)
  if ('tiers' in amount) return evaluateTiers(context, amount.tiers)
  if ('step' in amount) return evaluateStepOf(context, amount.step)
  if ('cases' in amount) return evaluateCases(context, amount)
  if ('rule' in amount) return evaluateOutputs(context, amount)
  return evaluateAmount(context, chooseReading(context.rule, amount))
}

type Of<K extends string> = Extract<Amount, { readonly [P in K]: unknown }>

function evaluateStated({ hasLines }: AmountContext, value: Exact): Evaluated {
  return { value, step: hasLines ? stepOf('amount', 'stated by the clause', value) : unwritten }
}

function evaluateRate(context: AmountContext, { rate, of: base }: Of<'rate'>): Evaluated {
  const of = evaluateAmount(context, base)
  const value = times(of.value, rate)
  refuseTooLargeIn(context, value)
  if (!context.hasLines) return { value, step: unwritten }
  return { value, step: stepOf('rate', `${show(of.value)} × ${formatRate(rate)}`, value, [of.step]) }
}

function evaluateFraction(context: AmountContext, { fraction: [part, whole], of: base }: Of<'fraction'>): Evaluated {
  const of = evaluateAmount(context, base)
  const value = {
    unit: of.value.unit,
    numerator: of.value.numerator * BigInt(part),
    denominator: of.value.denominator * BigInt(whole),
  }
  return line(context, 'fraction', () => `${show(of.value)} × ${part}/${whole}`, value, [of.step])
}

function evaluateMinus(context: AmountContext, { minus: [whole, part] }: Of<'minus'>): Evaluated {
  const [from, less] = [evaluateAmount(context, whole), evaluateAmount(context, part)]
  const text = () => `${show(from.value)} − ${show(less.value)}, not below 0`
  return line(context, 'minus', text, minus(from.value, less.value), [from.step, less.step])
}

/** A reported number may be below 0; money never is, or it would be taken back unpaid. */
function evaluateEach(context: AmountContext, amount: Of<'each'>): Evaluated {
  const [each, of] = [evaluateAmount(context, amount.each), evaluateAmount(context, amount.of)]
  const value = {
    unit: each.value.unit,
    numerator: each.value.numerator * (of.value.numerator < 0n ? 0n : of.value.numerator),
    denominator: each.value.denominator * of.value.denominator,
  }
  const bound = of.value.numerator < 0n ? ', not below 0' : ''
  return line(context, 'each', () => `${show(of.value)} × ${show(each.value)}${bound}`, value, [each.step, of.step])
}

function evaluateStepOf(context: AmountContext, step: Of<'step'>['step']): Evaluated {
  const of = evaluateAmount(context, step.of ?? 'base')
  const over = step.over === undefined ? { ...of.value, numerator: 0n } : exactOfBound(step.over)
  return evaluateStep(context, step, of, over)
}

/** One by one where they are several. */
function evaluateOutputs(context: AmountContext, { rule, match }: Of<'rule'>): Evaluated {
  const given = context.outputs.of(rule, match, { context: context.rule, group: context.group })
  const sumFen = given.reduce((sum, { fen }) => sum + fen, 0n)
  const parts =
    context.hasLines && match !== 'key'
      ? given.map(({ key, fen }) => stepOf('rule', `rule ${rule} for ${key}`, money(fen)))
      : []
  const before = () => (isShared(context.rule.pack, rule) ? ', before what it shares with others' : '')
  return line(context, 'rule', () => `what rule ${rule} gives for the same ${match}${before()}`, money(sumFen), parts)
}

export function exactOfBound(bound: bigint | number): Exact {
  return typeof bound === 'bigint' ? money(bound) : count(BigInt(bound))
}

/** @throws AmountTooLarge */
function refuseTooLargeIn({ rule: { rule }, group: { key } }: AmountContext, value: Exact): void {
  if (isTooLarge(value.numerator, value.denominator)) throw new AmountTooLarge(rule.id, key)
}

/** A value with its line. @throws AmountTooLarge */
export function line(
  context: AmountContext,
  label: StepLabel,
  expression: () => string,
  value: Exact,
  parts: TraceStep[] = [],
): Evaluated {
  refuseTooLargeIn(context, value)
  return { value, step: context.hasLines ? stepOf(label, expression(), value, parts) : unwritten }
}

export function stepOf(label: StepLabel, expression: string, value: Exact, parts: TraceStep[] = []): TraceStep {
  const whole = floor(value)
  const step: TraceStep =
    value.unit === 'money'
      ? { label, expression, valueFen: whole }
      : { label, expression, valueFen: null, number: whole }
  if (parts.length > 0) step.parts = parts
  return step
}

function combine(
  context: AmountContext,
  label: StepLabel,
  amounts: readonly Amount[],
  join: (a: Exact, b: Exact) => Exact,
  words: string,
): Evaluated {
  const parts = amounts.map(inner => evaluateAmount(context, inner))
  const value = parts.map(part => part.value).reduce(join)
  return line(
    context,
    label,
    () => `${words} ${parts.map(part => show(part.value)).join(', ')}`,
    value,
    parts.map(({ step }) => step),
  )
}

function evaluateCases(context: AmountContext, amount: Extract<Amount, { cases: unknown }>): Evaluated {
  for (const [index, { requires, gives }] of amount.cases.entries()) {
    const failed = requires.map(requirement => testRequirement(context, requirement)).find(({ holds }) => !holds)
    if (failed) continue
    const given = evaluateAmount(context, gives)
    return line(context, 'case', () => `case ${index + 1}: ${requires.map(({ why }) => why).join('; ')}`, given.value, [
      given.step,
    ])
  }
  if (amount.otherwise === undefined) return line(context, 'case', noCase, money(0n))
  const given = evaluateAmount(context, amount.otherwise)
  return line(context, 'case', noCase, given.value, [given.step])
}

const noCase = () => 'none of the cases holds'

/** What a measure comes to, as its aggregate says. */
export function valueOfTally({ measure, gross, deducted, counted, highest, lowest, distinct }: Tally): Exact {
  switch (measure.what) {
    case 'count':
      return count(BigInt(counted))
    case 'distinct':
      return count(BigInt(distinct?.size ?? 0))
    case 'highest':
      return inUnitOf(measure, highest ?? 0n)
    case 'lowest':
      return inUnitOf(measure, lowest ?? 0n)
    case 'sum':
      return inUnitOf(measure, deducted === 0n ? gross : gross - deducted)
  }
}

function inUnitOf({ isNumber, denominator }: Tally['measure'], sum: bigint): Exact {
  return isNumber ? count(sum) : money(sum, denominator)
}

function evaluateMeasure({ group, rule, hasLines }: AmountContext, name: string): Evaluated {
  const tally = group.tallies.find(({ measure }) => measure.name === name)
  if (!tally) throw new RangeError(`rule ${rule.rule.id} has no measure ${name}`)
  const value = valueOfTally(tally)
  if (!hasLines) return { value, step: unwritten }
  const step = stepOf('measure', `measured: ${name}`, value)
  step.name = name
  return { value, step }
}

export interface Tested {
  holds: boolean
  step: TraceStep
}

/** A test of the whole group. Every amount is known here, so there are two answers only. */
export function testRequirement(context: AmountContext, requirement: Requirement): Tested {
  if (!isRead(context.rule, requirement.when))
    return { holds: true, step: line(context, 'requires', () => 'not asked', money(0n)).step }
  const comparison = comparisons.find(word => requirement[word] !== undefined)
  const bound = comparison && requirement[comparison]
  if (comparison === undefined || bound === undefined) throw new RangeError('a requirement without a test')
  const left = evaluateAmount(context, requirement.amount)
  const right = evaluateAmount(context, bound)
  const holds = compare[comparison](BigInt(compareExact(left.value, right.value)), 0n)
  return {
    holds,
    step: line(
      context,
      'requires',
      () =>
        `${show(left.value)} ${comparison.replace('_', ' ')} ${show(right.value)}: ${holds ? 'holds' : requirement.why}`,
      left.value,
      [left.step, right.step],
    ).step,
  }
}
