/** Amounts of every form that a rule's measures allow, in money or in numbers. */
import { anyAmountText, anyRate } from './any-condition.ts'
import type { Plain } from './any-facts.ts'
import type { Dice } from './dice.ts'

export interface AmountPlace {
  dice: Dice
  /** Measures of the rule that come to money, and that count. */
  money: readonly string[]
  numbers: readonly string[]
  hasParameter: boolean
  /** Rules that can be asked what they give. */
  sources: readonly Plain[]
}

type Unit = 'money' | 'number'

export function anyAmount(place: AmountPlace, unit: Unit, depth: number): unknown {
  const { dice } = place
  const measures = unit === 'money' ? place.money : place.numbers
  if (depth === 0 || dice.once(4)) {
    if (measures.length > 0 && !dice.once(5)) return dice.pick(measures)
    return unit === 'money' ? anyAmountText(dice) : dice.upTo(8)
  }
  const inner = () => anyAmount(place, unit, depth - 1)
  const forms: (() => unknown)[] = [
    () => ({ rate: anyRate(dice), of: inner() }),
    () => ({ fraction: [1 + dice.upTo(3), 3], of: inner() }),
    () => ({ least_of: dice.some(2, 3, inner) }),
    () => ({ greatest_of: dice.some(2, 3, inner) }),
    () => ({ sum: dice.some(2, 3, inner) }),
    () => ({ minus: [inner(), inner()] }),
    () => anyCases(place, inner, depth),
  ]
  if (place.hasParameter) forms.push(() => ({ choose: 'p', readings: { r1: inner(), r2: inner() } }))
  if (unit === 'money')
    forms.push(
      () => ({ each: inner(), of: anyAmount(place, 'number', depth - 1) }),
      () => ({ tiers: anyTiers(place, depth) }),
      () => ({ tiers: anyTiers(place, depth) }),
      () => ({ step: anyStep(place, anyUnit(place), depth, true) }),
      ...(place.sources.length > 0 ? [() => dice.pick(place.sources), () => dice.pick(place.sources)] : []),
    )
  return dice.pick(forms)()
}

function anyUnit({ dice, numbers }: AmountPlace): Unit {
  return numbers.length > 0 && dice.once(3) ? 'number' : 'money'
}

function anyCases(place: AmountPlace, inner: () => unknown, depth: number): Plain {
  const { dice } = place
  const cases = dice.some(1, 2, () => ({
    requires: dice.some(1, 2, () => anyRequirement(place, depth - 1)),
    gives: inner(),
  }))
  return dice.once(2) ? { cases } : { cases, otherwise: inner() }
}

export function anyRequirement(place: AmountPlace, depth: number): Plain {
  const { dice } = place
  const unit = anyUnit(place)
  return {
    amount: anyAmount(place, unit, Math.max(0, depth)),
    [dice.pick(['at_least', 'above', 'at_most', 'below'])]: anyAmount(place, unit, Math.max(0, depth)),
    ...(place.hasParameter && dice.once(5) ? { when: { parameter: 'p', reading: dice.pick(['r1', 'r2']) } } : {}),
    why: 'not met',
  }
}

function anyBounds(dice: Dice, unit: Unit, most: number): unknown[] {
  const all =
    unit === 'money'
      ? ['1万元', '2万元', '5万元', '10万元', '50万元', '100万元', '500万元', '1000万元']
      : [0, 1, 2, 3, 5, 8]
  const chosen = all.filter(() => dice.once(2)).slice(0, most)
  return chosen.length > 0 ? chosen : [all[2]]
}

function anyStep(place: AmountPlace, unit: Unit, depth: number, needsOf: boolean): Plain {
  const { dice } = place
  const bound = () => (unit === 'money' ? anyAmountText(dice) : dice.upTo(5))
  const step: Plain = {
    every: unit === 'money' ? dice.pick(['1万元', '5万元', '33.33元', '100万元']) : 1 + dice.upTo(3),
    add: anyAmountText(dice),
  }
  if (needsOf || dice.once(3)) step.of = anyAmount(place, unit, depth - 1)
  if (dice.once(2)) step.over = bound()
  if (dice.once(2)) step.from = anyAmountText(dice)
  if (dice.once(3)) step.count = dice.pick(['full', 'begun'])
  return step
}

function anyTiers(place: AmountPlace, depth: number): Plain {
  const { dice } = place
  const kind = dice.pick(['whole', 'marginal'])
  const unit = kind === 'marginal' ? 'money' : anyUnit(place)
  const bounds = anyBounds(dice, unit, 4)
  const isFirstOpen = dice.once(3)
  const edges = [...(isFirstOpen ? [undefined] : []), ...bounds]
  const hasOf = kind === 'whole' && (unit === 'number' || dice.once(2))
  let isIn = dice.once(2)
  const brackets = edges.map((lower, index) => {
    const upper = edges[index + 1]
    const bracket: Plain = lower === undefined ? {} : { [isIn ? 'from' : 'above']: lower }
    isIn = dice.once(2)
    if (upper !== undefined) bracket[isIn ? 'below' : 'to'] = upper
    else if (dice.once(5)) bracket.to = unit === 'money' ? '5亿元' : 100
    return { ...bracket, ...anyGift(place, kind, unit, depth) }
  })
  return {
    kind,
    by: anyAmount(place, unit, depth - 1),
    ...(hasOf ? { of: anyAmount(place, 'money', depth - 1) } : {}),
    brackets,
  }
}

function anyGift(place: AmountPlace, kind: string, unit: Unit, depth: number): Plain {
  const { dice } = place
  const cap = dice.once(3) ? { cap: anyAmount(place, 'money', depth - 1) } : {}
  if (kind === 'marginal') return { rate: anyRate(dice), ...cap }
  const gift = dice.upTo(4)
  if (gift <= 1) return { rate: anyRate(dice), ...cap }
  if (gift === 2) return { step: anyStep(place, unit, depth, false), ...cap }
  const excess = unit === 'money' && dice.once(2) ? { excess: anyRate(dice) } : {}
  return { amount: anyAmount(place, 'money', depth - 1), ...excess, ...cap }
}
