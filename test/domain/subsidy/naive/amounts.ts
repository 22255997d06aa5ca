/** What an amount of a pack comes to for a group: plain recursion over its form. */
import type { Amount, Bracket, Requirement, Step, Tiers } from '#domain/subsidy/pack/pack-amount.ts'
import { applies, readingOf } from './conditions.ts'
import {
  down,
  type Fraction,
  fractionOfRate,
  greatest,
  isLess,
  least,
  minus,
  plus,
  times,
  up,
  whole,
  zero,
} from './fraction.ts'
import { type Group, measureOf } from './measures.ts'

/** A group, and how to ask what another rule gives. */
export interface Asked extends Group {
  given: (rule: string, match: string) => bigint
}

export function amountOf(asked: Asked, amount: Amount): Fraction {
  if (typeof amount === 'bigint' || typeof amount === 'number') return whole(amount)
  if (typeof amount === 'string') return measureOf(asked, amount)
  const value = (inner: Amount) => amountOf(asked, inner)
  if ('rate' in amount) return times(fractionOfRate(amount.rate), value(amount.of))
  if ('fraction' in amount) return times([BigInt(amount.fraction[0]), BigInt(amount.fraction[1])], value(amount.of))
  if ('least_of' in amount) return amount.least_of.map(value).reduce(least)
  if ('greatest_of' in amount) return amount.greatest_of.map(value).reduce(greatest)
  if ('sum' in amount) return amount.sum.map(value).reduce(plus)
  if ('minus' in amount) return greatest(zero, minus(value(amount.minus[0]), value(amount.minus[1])))
  if ('each' in amount) return times(value(amount.each), greatest(zero, value(amount.of)))
  if ('tiers' in amount)
    return amount.tiers.kind === 'whole' ? wholeTiers(asked, amount.tiers) : marginalTiers(asked, amount.tiers)
  if ('step' in amount) {
    const { step } = amount
    return stepOf(step, value(step.of ?? 'base'), whole(step.over ?? 0))
  }
  if ('cases' in amount) {
    const found = amount.cases.find(({ requires }) => requires.every(one => meets(asked, one)))
    if (found) return value(found.gives)
    return amount.otherwise === undefined ? zero : value(amount.otherwise)
  }
  if ('rule' in amount) return whole(asked.given(amount.rule, amount.match))
  return value(amount.readings[readingOf(asked, amount.choose)] ?? 0n)
}

export function meets(asked: Asked, requirement: Requirement): boolean {
  if (!applies(asked, requirement.when)) return true
  const { at_least, above, at_most, below } = requirement
  const value = amountOf(asked, requirement.amount)
  const other = amountOf(asked, at_least ?? above ?? at_most ?? below ?? 0n)
  if (at_least !== undefined) return !isLess(value, other)
  if (above !== undefined) return isLess(other, value)
  if (at_most !== undefined) return !isLess(other, value)
  return isLess(value, other)
}

function stepOf(step: Step, value: Fraction, over: Fraction): Fraction {
  if (isLess(value, over)) return zero
  const [numerator, denominator] = minus(value, over)
  const steps: Fraction = [numerator, denominator * BigInt(step.every)]
  const count = step.count === 'full' ? down(steps) : up(steps)
  return plus(whole(step.from ?? 0n), whole(BigInt(step.add) * count))
}

function isIn({ from, above, below, to }: Bracket, value: Fraction): boolean {
  if (from !== undefined && isLess(value, whole(from))) return false
  if (above !== undefined && !isLess(whole(above), value)) return false
  if (below !== undefined && !isLess(value, whole(below))) return false
  return to === undefined || !isLess(whole(to), value)
}

function wholeTiers(asked: Asked, { by, of, brackets }: Tiers): Fraction {
  const value = amountOf(asked, by)
  const bracket = brackets.find(one => isIn(one, value))
  if (!bracket) return zero
  const given = bracketOf(asked, bracket, value, () => amountOf(asked, of ?? by))
  return bracket.cap === undefined ? given : least(given, amountOf(asked, bracket.cap))
}

function bracketOf(asked: Asked, bracket: Bracket, value: Fraction, of: () => Fraction): Fraction {
  const lower = whole(bracket.from ?? bracket.above ?? 0)
  if (bracket.rate) return times(fractionOfRate(bracket.rate), of())
  if (bracket.step) {
    const stepped = bracket.step.of === undefined ? value : amountOf(asked, bracket.step.of)
    return stepOf(bracket.step, stepped, bracket.step.over === undefined ? lower : whole(bracket.step.over))
  }
  const amount = amountOf(asked, bracket.amount ?? 0n)
  return bracket.excess
    ? plus(amount, times(fractionOfRate(bracket.excess), greatest(zero, minus(of(), lower))))
    : amount
}

function marginalTiers(asked: Asked, { by, brackets }: Tiers): Fraction {
  const value = amountOf(asked, by)
  let total = zero
  for (const bracket of brackets) {
    const lower = whole(bracket.from ?? bracket.above ?? 0)
    const upper = bracket.below ?? bracket.to
    const top = upper === undefined ? value : least(value, whole(upper))
    if (!isLess(lower, top) || !bracket.rate) continue
    const slice = times(fractionOfRate(bracket.rate), minus(top, lower))
    total = plus(total, bracket.cap === undefined ? slice : least(slice, amountOf(asked, bracket.cap)))
  }
  return total
}
