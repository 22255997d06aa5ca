/** Amounts are money where money is due and numbers where something is counted; the two never mix. */
import { compareRates, type Rate } from '../../money.ts'
import type { FieldProblem } from '../../refusal.ts'
import { unitOfMeasure } from '../evaluate/measure-unit.ts'
import {
  type Amount,
  type Bound,
  type Bracket,
  innerAmounts,
  type Requirement,
  type Step,
  type Tiers,
} from '../pack/pack-amount.ts'
import { comparisons } from '../pack/pack-condition.ts'
import { measuresOf, type ReadPack, type Rule } from '../pack/policy-pack.ts'
import { checkChoice, checkWhen, problem } from './check-reference.ts'
import { checkSource } from './check-source.ts'

export type Unit = 'money' | 'number'

export interface AmountPlace {
  pack: ReadPack
  rule: Rule
}

/** Every problem inside an amount that must be in `unit`. */
export function checkAmount(place: AmountPlace, amount: Amount, path: string, unit: Unit): FieldProblem[] {
  const inside = checkInside(place, amount, path)
  const found = unitOf(place, amount)
  if (inside.length > 0 || found === null || found === unit) return inside
  const remedy =
    unit === 'money' ? 'write an amount with its unit (500万元), or each: an amount for each' : 'write a whole number'
  return problem(path, found === 'number' ? 'is a number, not money' : 'is money, not a number', remedy)
}

/** Null where the unit cannot be told because something inside is wrong. */
function unitOf(place: AmountPlace, amount: Amount): Unit | null {
  if (typeof amount === 'bigint') return 'money'
  if (typeof amount === 'number') return 'number'
  if (typeof amount === 'string') return unitOfNamed(place, amount)
  if ('tiers' in amount || 'step' in amount || 'each' in amount || 'rule' in amount) return 'money'
  if ('cases' in amount) return amount.cases[0] ? unitOf(place, amount.cases[0].gives) : null
  const [first] = innerAmounts(amount)
  return first ? unitOf(place, first[1]) : null
}

function unitOfNamed({ pack, rule }: AmountPlace, name: string): Unit | null {
  const measure = measuresOf(rule).find(([known]) => known === name)?.[1]
  return measure ? unitOfMeasure(measure, pack.fields) : null
}

function checkInside(place: AmountPlace, amount: Amount, path: string): FieldProblem[] {
  const { rule } = place
  if (typeof amount === 'string') {
    const names = measuresOf(rule).map(([name]) => name)
    if (names.includes(amount)) return []
    return problem(path, `no measure "${amount}"`, `use one of: ${names.join(', ')}; an amount needs its unit: 500万元`)
  }
  if (typeof amount !== 'object') return []
  if ('rate' in amount)
    return [...checkRate(rule, amount.rate, `${path}.rate`), ...checkInside(place, amount.of, `${path}.of`)]
  if ('fraction' in amount) {
    const [part, whole] = amount.fraction
    const isOver = part > whole && !rule.overBase
    const over = isOver
      ? problem(`${path}.fraction`, 'gives more than its base', 'correct it, or say overBase: true')
      : []
    return [...over, ...checkInside(place, amount.of, `${path}.of`)]
  }
  if ('tiers' in amount) return checkTiers(place, amount.tiers, `${path}.tiers`)
  if ('step' in amount) return checkStep(place, amount.step, `${path}.step`, null)
  if ('each' in amount)
    return [
      ...checkAmount(place, amount.each, `${path}.each`, 'money'),
      ...checkAmount(place, amount.of, `${path}.of`, 'number'),
    ]
  if ('rule' in amount) return checkSource(place.pack, place.rule, amount, path)
  if ('cases' in amount) return checkCases(place, amount, path)
  const inner = innerAmounts(amount)
  const choice = 'choose' in amount ? checkChoice(rule, amount, path) : []
  return [
    ...choice,
    ...inner.flatMap(([at, one]) => checkInside(place, one, `${path}.${at}`)),
    ...checkSameUnit(place, inner, path),
  ]
}

function checkSameUnit(place: AmountPlace, inner: readonly [string, Amount][], path: string): FieldProblem[] {
  const units = new Set(inner.map(([, one]) => unitOf(place, one)).filter(unit => unit !== null))
  return units.size > 1 ? problem(path, 'mixes money and numbers', 'use each: for an amount for each of a number') : []
}

export function checkRate(rule: Rule, rate: Rate, path: string): FieldProblem[] {
  if (rule.overBase || compareRates(rate, { value: '100', unit: 'percent' }) <= 0) return []
  return problem(path, 'gives more than its base', 'check the unit: percent, permille, per10k; or say overBase: true')
}

function checkCases(place: AmountPlace, amount: Extract<Amount, { cases: unknown }>, path: string): FieldProblem[] {
  const gives: [string, Amount][] = [
    ...amount.cases.map(({ gives }, index): [string, Amount] => [`cases.${index}.gives`, gives]),
    ...(amount.otherwise === undefined ? [] : [['otherwise', amount.otherwise] as [string, Amount]]),
  ]
  return [
    ...amount.cases.flatMap(({ requires }, index) =>
      checkRequirements(place, requires, `${path}.cases.${index}.requires`),
    ),
    ...gives.flatMap(([at, one]) => checkInside(place, one, `${path}.${at}`)),
    ...checkSameUnit(place, gives, path),
  ]
}

export function checkRequirements(place: AmountPlace, requires: readonly Requirement[], path: string): FieldProblem[] {
  return requires.flatMap((requirement, index) => {
    const here = `${path}.${index}`
    const comparison = comparisons.find(word => requirement[word] !== undefined)
    const bound = comparison && requirement[comparison]
    const unit = unitOf(place, requirement.amount)
    // What something is compared with gives nothing: 120 % of last year is no slip.
    const compared = { pack: place.pack, rule: { ...place.rule, overBase: true as const } }
    return [
      ...checkInside(place, requirement.amount, `${here}.amount`),
      ...(bound === undefined || unit === null ? [] : checkAmount(compared, bound, `${here}.${comparison}`, unit)),
      ...checkWhen(place.rule, requirement.when, here),
    ]
  })
}

function checkStep(place: AmountPlace, step: Step, path: string, unitOfBracket: Unit | null): FieldProblem[] {
  const of = step.of ?? 'base'
  const unit = unitOfBracket ?? unitOf(place, of)
  const inner = unitOfBracket !== null && step.of === undefined ? [] : checkInside(place, of, `${path}.of`)
  const bounds = [
    ['every', step.every],
    ['over', step.over],
  ] as const
  const wrongUnits = bounds.flatMap(([name, bound]) =>
    bound === undefined || unit === null ? [] : checkBoundUnit(bound, unit, `${path}.${name}`),
  )
  const wrongEvery =
    BigInt(step.every) <= 0n ? problem(`${path}.every`, 'is not above 0', 'give the size of a step') : []
  return [...inner, ...wrongUnits, ...wrongEvery, ...checkBoundUnit(step.add, 'money', `${path}.add`)]
}

function checkBoundUnit(bound: Bound, unit: Unit, path: string): FieldProblem[] {
  if ((typeof bound === 'bigint') === (unit === 'money')) return []
  return unit === 'money'
    ? problem(path, 'is a number, not money', 'write it with its unit, as 500万元')
    : problem(path, 'is money, not a number', 'write a whole number without a unit')
}

function checkTiers(place: AmountPlace, tiers: Tiers, path: string): FieldProblem[] {
  const unit = unitOf(place, tiers.by)
  const problems = checkInside(place, tiers.by, `${path}.by`)
  if (tiers.of !== undefined) {
    if (tiers.kind === 'marginal')
      problems.push(
        ...problem(`${path}.of`, 'marginal tiers cut up what picks them', 'remove of, or write kind: whole'),
      )
    else problems.push(...checkAmount(place, tiers.of, `${path}.of`, 'money'))
  }
  if (tiers.kind === 'marginal' && unit === 'number')
    problems.push(...problem(`${path}.by`, 'marginal tiers of a number', 'use kind: whole, or each'))
  return [
    ...problems,
    ...tiers.brackets.flatMap((bracket, index) =>
      checkBracket(place, tiers, bracket, unit, `${path}.brackets.${index}`),
    ),
    ...checkSequence(tiers.brackets, unit, `${path}.brackets`),
  ]
}

function checkBracket(
  place: AmountPlace,
  tiers: Tiers,
  bracket: Bracket,
  unit: Unit | null,
  path: string,
): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (tiers.kind === 'marginal' && !bracket.rate)
    problems.push(...problem(path, 'a slice has a rate', 'write rate, or kind: whole'))
  if (bracket.rate && unit === 'number' && tiers.of === undefined)
    problems.push(...problem(`${path}.rate`, 'a rate of a number', 'say of what under of'))
  if (bracket.excess && unit === 'number') problems.push(...problem(`${path}.excess`, 'a rate of a number', 'use step'))
  if (bracket.rate) problems.push(...checkRate(place.rule, bracket.rate, `${path}.rate`))
  if (bracket.excess) problems.push(...checkRate(place.rule, bracket.excess, `${path}.excess`))
  if (bracket.amount !== undefined) problems.push(...checkAmount(place, bracket.amount, `${path}.amount`, 'money'))
  if (bracket.step)
    problems.push(...checkStep(place, bracket.step, `${path}.step`, bracket.step.of === undefined ? unit : null))
  if (bracket.cap !== undefined) problems.push(...checkAmount(place, bracket.cap, `${path}.cap`, 'money'))
  return problems
}

/** In order, each beginning where the one before ends: 含 on exactly one side. */
function checkSequence(brackets: readonly Bracket[], unit: Unit | null, path: string): FieldProblem[] {
  return brackets.flatMap((bracket, index) => {
    const here = `${path}.${index}`
    const lower = bracket.from ?? bracket.above
    const upper = bracket.below ?? bracket.to
    const bounds = [lower, upper].filter(bound => bound !== undefined)
    if (unit !== null) {
      const wrong = bounds.flatMap(bound => checkBoundUnit(bound, unit, here))
      if (wrong.length > 0) return wrong
    }
    const next = brackets[index + 1]
    const problems: FieldProblem[] = []
    if (index > 0 && lower === undefined)
      problems.push(
        ...problem(here, 'has no lower bound', 'write from (含) or above (不含): only the first may lack it'),
      )
    if (lower !== undefined && upper !== undefined && lower >= upper)
      problems.push(...problem(here, 'ends before it begins', 'correct the bounds'))
    if (!next) return problems
    if (upper === undefined)
      return [
        ...problems,
        ...problem(here, 'has no upper bound', 'write below (不含) or to (含): only the last may lack it'),
      ]
    const nextLower = next.from ?? next.above
    if (nextLower !== undefined && nextLower !== upper)
      problems.push(
        ...problem(
          `${path}.${index + 1}`,
          nextLower > upper ? 'leaves a hole after the bracket before' : 'overlaps the bracket before',
          'let it begin where the bracket before ends',
        ),
      )
    else if ((bracket.to !== undefined) === (next.from !== undefined) && nextLower !== undefined)
      problems.push(
        ...problem(
          `${path}.${index + 1}`,
          'the bound is in both brackets or in neither',
          'pair below with from, or to with above',
        ),
      )
    return problems
  })
}
