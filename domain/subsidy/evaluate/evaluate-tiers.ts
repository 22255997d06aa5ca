/**
 * Tiers and steps. `whole`: the bracket an amount falls in decides about all of it; `marginal`: each slice has its own
 * rate. Which end of a bracket is in (含) is said by the word: from ≥, above >, below <, to ≤.
 */
import { formatRate } from '../../money.ts'
import type { Bracket, Step, Tiers } from '../pack/pack-amount.ts'
import { type AmountContext, type Evaluated, evaluateAmount, exactOfBound, line } from './evaluate-amount.ts'
import { add, compareExact, type Exact, floor, least, minus, money, show, times } from './exact.ts'
import type { TraceStep } from './trace.ts'

export function evaluateTiers(context: AmountContext, tiers: Tiers): Evaluated {
  const by = evaluateAmount(context, tiers.by)
  return tiers.kind === 'whole' ? wholeAmount(context, tiers, by) : marginal(context, tiers, by)
}

function wholeAmount(context: AmountContext, { of, brackets }: Tiers, by: Evaluated): Evaluated {
  const bracket = brackets.find(candidate => isIn(by.value, candidate))
  if (!bracket) return line(context, 'tiers', () => `${show(by.value)} is in no bracket`, money(0n), [by.step])
  const base = of === undefined ? by : evaluateAmount(context, of)
  const given = giveOfBracket(context, bracket, by, base)
  const capped = capOfBracket(context, bracket, given)
  const parts = of === undefined ? [by.step] : [by.step, base.step]
  return line(context, 'tiers', () => `${show(by.value)} is in the bracket ${describe(bracket)}`, capped.value, [
    ...parts,
    ...capped.steps,
  ])
}

function giveOfBracket(context: AmountContext, bracket: Bracket, by: Evaluated, base: Evaluated): Evaluated {
  if (bracket.rate) {
    const { rate } = bracket
    return line(context, 'bracket', () => `${show(base.value)} × ${formatRate(rate)}`, times(base.value, bracket.rate))
  }
  if (bracket.step) {
    const of = bracket.step.of === undefined ? by : evaluateAmount(context, bracket.step.of)
    const over = bracket.step.over === undefined ? lowerBound(bracket, of.value) : exactOfBound(bracket.step.over)
    return evaluateStep(context, bracket.step, of, over)
  }
  const amount = evaluateAmount(context, bracket.amount ?? 0n)
  if (!bracket.excess)
    return line(context, 'bracket', () => `given in this bracket: ${show(amount.value)}`, amount.value, [amount.step])
  const over = minus(base.value, lowerBound(bracket, base.value))
  const value = add(amount.value, times(over, bracket.excess))
  const { excess } = bracket
  return line(context, 'bracket', () => `${show(amount.value)} + ${show(over)} × ${formatRate(excess)}`, value, [
    amount.step,
  ])
}

function capOfBracket(
  context: AmountContext,
  { cap }: Bracket,
  given: Evaluated,
): { value: Exact; steps: TraceStep[] } {
  if (cap === undefined) return { value: given.value, steps: [given.step] }
  const limit = evaluateAmount(context, cap)
  const value = least(given.value, limit.value)
  return {
    value,
    steps: [
      given.step,
      line(
        context,
        'cap',
        () => `the lesser of ${show(given.value)} and the limit of the bracket ${show(limit.value)}`,
        value,
      ).step,
    ],
  }
}

function marginal(context: AmountContext, { brackets }: Tiers, by: Evaluated): Evaluated {
  let total = money(0n)
  const steps: TraceStep[] = []
  for (const bracket of brackets) {
    const lower = lowerBound(bracket, by.value)
    const upper = upperBound(bracket)
    const slice = minus(upper === null ? by.value : least(by.value, upper), lower)
    if (slice.numerator === 0n || !bracket.rate) continue
    const { rate } = bracket
    const capped = capOfBracket(
      context,
      bracket,
      line(context, 'bracket', () => `${describe(bracket)}: ${show(slice)} × ${formatRate(rate)}`, times(slice, rate)),
    )
    total = add(total, capped.value)
    steps.push(...capped.steps)
  }
  return line(context, 'tiers', () => `the slices of ${show(by.value)}`, total, [by.step, ...steps])
}

/** Nothing below `over`; at it `from`; then `add` for each further full or begun `every`. */
export function evaluateStep(context: AmountContext, step: Step, of: Evaluated, over: Exact): Evaluated {
  if (compareExact(of.value, over) < 0)
    return line(context, 'step', () => `${show(of.value)} is below ${show(over)}`, money(0n), [of.step])
  const rest = minus(of.value, over)
  const every = exactOfBound(step.every)
  const divided = {
    unit: 'number' as const,
    numerator: rest.numerator * every.denominator,
    denominator: rest.denominator * every.numerator,
  }
  const full = floor(divided)
  const steps = step.count === 'begun' && divided.numerator % divided.denominator !== 0n ? full + 1n : full
  const added = exactOfBound(step.add)
  const from = money(step.from ?? 0n)
  const value = { ...from, numerator: from.numerator + added.numerator * steps }
  return line(
    context,
    'step',
    () => `${show(from)} + ${steps} × ${show(added)} (${step.count} ${show(every)} over ${show(over)})`,
    value,
    [of.step],
  )
}

function isIn(value: Exact, { from, above, below, to }: Bracket): boolean {
  const at = (bound: bigint | number) => compareExact(value, exactOfBound(bound))
  if (from !== undefined && at(from) < 0) return false
  if (above !== undefined && at(above) <= 0) return false
  if (below !== undefined && at(below) >= 0) return false
  return to === undefined || at(to) <= 0
}

function lowerBound({ from, above }: Bracket, like: Exact): Exact {
  const bound = from ?? above
  return bound === undefined ? { unit: like.unit, numerator: 0n, denominator: 1n } : exactOfBound(bound)
}

function upperBound({ below, to }: Bracket): Exact | null {
  const bound = below ?? to
  return bound === undefined ? null : exactOfBound(bound)
}

function describe({ from, above, below, to }: Bracket): string {
  const words = [
    ['from', from],
    ['above', above],
    ['below', below],
    ['to', to],
  ] as const
  return words
    .flatMap(([word, bound]) => (bound === undefined ? [] : [`${word} ${show(exactOfBound(bound))}`]))
    .join(', ')
}
