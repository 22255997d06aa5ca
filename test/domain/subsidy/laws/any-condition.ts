/** Conditions of every kind on every field that a table's records reach. */
import { type DeclaredField, type FactBase, fieldsOf, type KnownField } from '#domain/subsidy/facts/fact-tables.ts'
import { type Operator, operators } from '#domain/subsidy/pack/pack-condition.ts'
import { anyDay, anyRegion, anyText, type Plain } from './any-facts.ts'
import type { Dice } from './dice.ts'

export type Side = 'beneficiary' | 'record' | 'both'

export interface ConditionPlace {
  dice: Dice
  table: FactBase
  declared: readonly DeclaredField[]
  side: Side
  ruleIds: readonly string[]
}

const wan = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
export const anyAmountText = (dice: Dice) => (dice.once(4) ? `${dice.upTo(100_000)}元` : `${dice.pick(wan)}万元`)

export function anyRate(dice: Dice) {
  const unit = dice.pick(['percent', 'percent', 'permille', 'per10k'])
  return { value: dice.pick(['1', '2', '5', '10', '30', '50', '80', '100', '0.5', '33.3']), unit }
}

const monthDays = ['01-01', '12-31', '10-31', '11-01', '06-15']

export function anySpan(dice: Dice): Plain {
  const kind = dice.upTo(3)
  if (kind === 0) return { yearOffset: dice.pick([-1, 0, 1]) }
  if (kind === 1) return { from: { day: dice.pick(monthDays), yearOffset: -1 }, to: { day: dice.pick(monthDays) } }
  const days = [anyDay(dice), anyDay(dice)].sort()
  if (dice.once(3)) return dice.once(2) ? { from: days[0] } : { to: days[1] }
  return { from: days[0], to: days[1] }
}

function fields({ table, declared, side }: ConditionPlace, types: readonly string[]) {
  return [...fieldsOf(table, declared)].filter(
    ([name, { type }]) =>
      types.includes(type) && (side === 'both' || name.startsWith('beneficiary.') === (side === 'beneficiary')),
  )
}

const typesOf: Readonly<Record<Operator, readonly string[]>> = {
  is: ['id', 'text', 'yes_no'],
  in: ['text'],
  has: ['texts'],
  within: ['region'],
  outside: ['region'],
  reached: ['day'],
  elapsed: ['day'],
  given: ['id', 'text', 'texts', 'region', 'day', 'money', 'number', 'yes_no'],
  at_least: ['money', 'number'],
  above: ['money', 'number'],
  at_most: ['money', 'number'],
  below: ['money', 'number'],
  same_as: ['id', 'text', 'region'],
  during: ['day'],
  since: ['day'],
  funded: ['id'],
  evidence: ['id'],
}

/** One test; null where no field of the table can be asked so. */
function anyOneTest(place: ConditionPlace): Plain | null {
  const { dice } = place
  const operator = dice.pick(operators)
  const possible = fields(place, typesOf[operator])
  if (possible.length === 0) return null
  const [field, known] = dice.pick(possible)
  const value = anyValueOf(place, operator, field, known)
  return value === null ? null : { field, [operator]: value }
}

function anyValueOf(place: ConditionPlace, operator: Operator, field: string, known: KnownField): unknown {
  const { dice } = place
  switch (operator) {
    case 'is':
      if (known.type === 'yes_no') return dice.once(2)
      return known.type === 'id'
        ? dice.pick(['org0', 'con0', 'pro1', 'groupId0'])
        : anyText(dice, known.property, known.words)
    case 'in':
      return [...new Set(dice.some(1, 3, () => anyText(dice, known.property, known.words)))]
    case 'has':
      return anyText(dice, known.property)
    case 'within':
    case 'outside':
      return anyRegion(dice)
    case 'reached':
    case 'given':
      return !dice.once(3)
    case 'same_as': {
      const other = fields(place, [known.type]).filter(([name]) => name !== field)
      if (other.length === 0) return null
      const alike = other.filter(([, { property }]) => property === known.property)
      return dice.pick(alike.length > 0 && !dice.once(3) ? alike : other)[0]
    }
    case 'during':
      return anySpan(dice)
    case 'elapsed':
      return anyLength(dice)
    case 'since':
      return anySince(place)
    case 'funded':
      return { under: dice.once(2) ? 'any' : [dice.pick([...place.ruleIds, 'elsewhere', 'generated'])] }
    case 'evidence':
      return anyEvidence(dice)
    default:
      return anyOperand(place, known.type)
  }
}

function anyLength(dice: Dice): Plain {
  return dice.pick([{ days: 31 }, { days: 400 }, { months: 1 }, { months: 6 }, { months: 24 }, { years: 1 }])
}

function anySince(place: ConditionPlace): Plain {
  const { dice } = place
  const day = dice.pick(fields(place, ['day']))[0]
  const length = anyLength(dice)
  return dice.once(2) ? { day, atMost: length } : { day, atLeast: length }
}

function anyEvidence(dice: Dice): Plain {
  const evidence: Plain = { kind: dice.pick(['k1', 'k2']) }
  if (dice.once(3))
    evidence.levels = [...new Set(dice.some(1, 2, () => dice.pick(['national', 'provincial', 'municipal'])))]
  if (dice.once(3)) evidence.results = ['r1']
  if (dice.once(4)) evidence.yearOffset = dice.pick([-1, 0])
  return evidence
}

function anyOperand(place: ConditionPlace, type: string): unknown {
  const { dice } = place
  const field = dice.pick(fields(place, [type]))[0]
  const kind = dice.upTo(4)
  if (kind === 0) return { field }
  if (kind === 1) return { rate: anyRate(dice), of: field }
  return type === 'money' ? anyAmountText(dice) : dice.upTo(8)
}

function anyTest(place: ConditionPlace, depth: number): Plain | null {
  const { dice } = place
  if (depth === 0 || !dice.once(5)) return anyOneTest(place)
  const inner = () =>
    anyTest(place, depth - 1) ?? {
      all: [{ field: place.side === 'beneficiary' ? 'beneficiary.regionCode' : 'contract.id', given: true }],
    }
  const kind = dice.upTo(3)
  if (kind === 0) return { not: inner() }
  const tests = dice.some(1, 3, inner)
  return kind === 1 ? { any: tests } : { all: tests }
}

/** Conditions with what the trace says, some only under a reading of parameter `p`. */
export function anyConditions(place: ConditionPlace, most: number, hasParameter: boolean): Plain[] {
  const { dice } = place
  return dice
    .some(0, most, () => anyTest(place, 2))
    .flatMap(test => {
      if (test === null) return []
      const when = hasParameter && dice.once(4) ? { when: { parameter: 'p', reading: dice.pick(['r1', 'r2']) } } : {}
      return [{ ...test, ...when, why: 'turned away' }]
    })
}
