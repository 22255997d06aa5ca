/** Conditions ask a field that is there, of a type the test is for, for a value it can have. */
import type { FieldProblem } from '../../refusal.ts'
import type { ValueType } from '../facts/fact-fields.ts'
import { factTables } from '../facts/fact-tables.ts'
import {
  type Condition,
  innerTests,
  type Operand,
  type Operator,
  operatorOf,
  type Test,
} from '../pack/pack-condition.ts'
import type { Rule } from '../pack/policy-pack.ts'
import { checkField, checkWhen, type FieldPlace, findField, problem } from './check-reference.ts'

/** `beneficiary`: who. `record`: a measure. `both`: what is asked of the first record and its beneficiary. */
export type Side = 'beneficiary' | 'record' | 'both'

export function checkConditions(
  rule: Rule,
  place: FieldPlace,
  conditions: readonly Condition[],
  path: string,
  side: Side,
): FieldProblem[] {
  return conditions.flatMap((condition, index) => checkCondition(rule, place, condition, `${path}.${index}`, side))
}

export function checkCondition(
  rule: Rule,
  place: FieldPlace,
  condition: Condition,
  path: string,
  side: Side,
): FieldProblem[] {
  return [...checkTest(place, condition, path, side), ...checkWhen(rule, condition.when, path)]
}

const typesOfOperator: Readonly<Record<Operator, readonly ValueType[]>> = {
  is: ['id', 'text', 'yes_no'],
  in: ['id', 'text'],
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

function checkTest(place: FieldPlace, test: Test, path: string, side: Side): FieldProblem[] {
  const operator = operatorOf(test)
  if (operator === null || test.field === undefined)
    return innerTests(test).flatMap((inner, index) => {
      const at = test.not ? `${path}.not` : `${path}.${test.any ? 'any' : 'all'}.${index}`
      return checkTest(place, inner, at, side)
    })
  const { field } = test
  const wrong = checkField(place, `${path}.field`, field, typesOfOperator[operator])
  if (wrong.length > 0) return [...wrong, ...checkSide(side, field, path)]
  const sides = [field, ...comparedFields(test)].flatMap(name => checkSide(side, name, path))
  return [...sides, ...checkValue(place, test, operator, path)]
}

/** The other fields that a test looks at. */
function comparedFields({ same_as, since, ...test }: Test): string[] {
  const operand = test.at_least ?? test.above ?? test.at_most ?? test.below
  const compared = typeof operand === 'object' ? ('field' in operand ? operand.field : operand.of) : undefined
  return [same_as, since?.day, compared].filter(name => name !== undefined)
}

function checkSide(side: Side, field: string, path: string): FieldProblem[] {
  if (side === 'both' || field.startsWith('beneficiary.') === (side === 'beneficiary')) return []
  const remedy = 'test the beneficiary under who, the record under base.where or base.deduct'
  return problem(`${path}.field`, `${field} cannot be tested here`, remedy)
}

function checkValue(place: FieldPlace, test: Test, operator: Operator, path: string): FieldProblem[] {
  const found = findField(place, test.field ?? '')
  if (!found) return []
  const at = `${path}.${operator}`
  switch (operator) {
    case 'is':
      if ((found.type === 'yes_no') !== (typeof test.is === 'boolean'))
        return problem(
          at,
          `${test.field} is a ${found.type}`,
          found.type === 'yes_no' ? 'write true or false' : 'write a text, in quotes',
        )
      return typeof test.is === 'string' ? checkWord(found.words, test.is, at) : []
    case 'in':
      return (test.in ?? []).flatMap((word, index) => checkWord(found.words, word, `${at}.${index}`))
    case 'same_as':
      return checkField(place, at, test.same_as ?? '', ['id', 'text', 'region'])
    case 'evidence':
      return (test.evidence?.levels ?? []).flatMap((word, index) =>
        checkWord(factTables.evidence.level?.words, word, `${at}.levels.${index}`),
      )
    case 'since':
      return checkField(place, `${at}.day`, test.since?.day ?? '', ['day'])
    case 'during':
      return checkSpan(test, at)
    case 'at_least':
    case 'above':
    case 'at_most':
    case 'below':
      return checkOperand(place, found.type, test[operator], at)
    default:
      return []
  }
}

function checkWord(words: readonly string[] | undefined, word: string, path: string): FieldProblem[] {
  if (!words || words.includes(word)) return []
  return problem(path, `"${word}" is no value this field can have`, `use one of: ${words.join(', ')}`)
}

function checkSpan({ during }: Test, path: string): FieldProblem[] {
  if (!during || 'yearOffset' in during) return []
  const { from, to } = during
  if (typeof from === 'string' && typeof to === 'string' && from > to)
    return problem(path, `ends on ${to}, before it begins on ${from}`, 'exchange the days')
  if (from === undefined && to === undefined) return problem(path, 'has no days', 'give from, to or both')
  return []
}

function checkOperand(place: FieldPlace, type: ValueType, operand: Operand | undefined, path: string): FieldProblem[] {
  if (operand === undefined) return []
  if (typeof operand === 'bigint')
    return type === 'money' ? [] : problem(path, 'compares a number with money', 'write a whole number without a unit')
  if (typeof operand === 'number')
    return type === 'number'
      ? []
      : problem(path, 'compares money with a number', 'write an amount with its unit: 500万元')
  if ('field' in operand) return checkField(place, `${path}.field`, operand.field, [type])
  return checkField(place, `${path}.of`, operand.of, [type])
}
