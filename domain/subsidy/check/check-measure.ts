/** One measure of a rule: its table, key, window and days, and what is summed of its records. */
import type { FieldProblem } from '../../refusal.ts'
import { entityOfBase, fieldsOf } from '../facts/fact-tables.ts'
import {
  isReported,
  keyFields,
  type Measure,
  type ReadPack,
  type RecordAmount,
  type Rule,
} from '../pack/policy-pack.ts'
import { checkRate } from './check-amount.ts'
import { checkConditions } from './check-condition.ts'
import { checkChoice, checkField, type FieldPlace, findField, placeOf, problem, refFields } from './check-reference.ts'
import { checkLongWindow, checkWindow } from './check-window.ts'

interface MeasurePlace {
  name: string
  measure: Measure
  isFirst: boolean
}

export function checkMeasure(
  pack: ReadPack,
  rule: Rule,
  { name, measure, isFirst }: MeasurePlace,
  path: string,
): FieldProblem[] {
  const place = placeOf(pack, measure.of)
  const here = name === 'base' ? `${path}.base` : `${path}.measures.${name}`
  const per = measure.per ?? rule.per
  const perPath = measure.per ? `${here}.per` : isFirst ? `${path}.per` : here
  const windowPath = measure.window ? `${here}.window` : isFirst ? `${path}.window` : here
  const sameLength = keyFields(per).length === keyFields(rule.per).length
  return [
    ...keyFields(per).flatMap(field => checkField(place, perPath, field, ['id', 'text', 'region'])),
    ...(sameLength
      ? []
      : problem(`${here}.per`, 'has another number of fields than per of the rule', 'give one for each')),
    ...checkWindow(place, measure.window ?? rule.window, windowPath),
    ...checkLongWindow(rule, { name, window: measure.window ?? rule.window }, windowPath),
    ...checkRecordAmount(rule, place, measure, here),
    ...(measure.missing === undefined || isReported(measure)
      ? []
      : problem(`${here}.missing`, 'is only for amounts of figures', 'remove it: what the register lacks is 0 anyway')),
    ...checkConditions(rule, place, measure.where, `${here}.where`, 'record'),
    ...checkConditions(rule, place, measure.deduct, `${here}.deduct`, 'record'),
  ]
}

function checkRecordAmount(rule: Rule, place: FieldPlace, { amount, what }: Measure, path: string): FieldProblem[] {
  const at = `${path}.amount`
  const counts = what === 'count' || typeof what === 'object'
  const distinct =
    typeof what === 'object'
      ? checkField(place, `${path}.what.distinct`, what.distinct, ['id', 'text', 'region', 'day'])
      : []
  if (counts)
    return amount === undefined ? distinct : problem(at, 'what is counted has no amount', 'remove amount, or what')
  if (amount === undefined)
    return problem(at, 'is missing', 'name the money field that is summed, or write what: count')
  const repeated = what === 'sum' ? checkOwnFields(place, amount, at) : []
  return [...checkAmountOfRecord(rule, place, amount, at), ...repeated]
}

/** Two payments on one contract would count its amount twice: what is summed is the record's own. */
function checkOwnFields(place: FieldPlace, amount: RecordAmount, at: string): FieldProblem[] {
  return fieldsOfAmount(amount).flatMap(field => {
    const found = findField(place, field)
    if (!found || found.entity === entityOfBase[place.base]) return []
    return problem(
      at,
      `${field} would count once for each of the ${place.base}`,
      'measure the table it is in; or write what: highest, in a measure of its own',
    )
  })
}

function fieldsOfAmount(amount: RecordAmount): string[] {
  if (typeof amount === 'bigint') return []
  if (typeof amount === 'string') return [amount]
  if ('choose' in amount) return Object.values(amount.readings)
  if ('least_of' in amount) return amount.least_of
  if ('greatest_of' in amount) return amount.greatest_of
  return 'of' in amount ? [amount.of] : []
}

function checkAmountOfRecord(rule: Rule, place: FieldPlace, amount: RecordAmount, at: string): FieldProblem[] {
  if (typeof amount === 'bigint') return []
  if (typeof amount === 'string') return checkField(place, at, amount, ['money', 'number'])
  if ('choose' in amount)
    return [
      ...refFields(amount).flatMap(field => checkField(place, at, field, ['money'])),
      ...checkChoice(rule, amount, at),
    ]
  if ('rate' in amount)
    return [...checkField(place, `${at}.of`, amount.of, ['money']), ...checkRate(rule, amount.rate, `${at}.rate`)]
  if ('rates' in amount)
    return [
      ...checkWords(place, amount.by, amount.rates, at, 'rates'),
      ...checkField(place, `${at}.of`, amount.of, ['money']),
      ...Object.entries(amount.rates).flatMap(([word, rate]) => checkRate(rule, rate, `${at}.rates.${word}`)),
    ]
  if ('by' in amount) return checkWords(place, amount.by, amount.amounts, at, 'amounts')
  const fields = 'least_of' in amount ? amount.least_of : amount.greatest_of
  const word = 'least_of' in amount ? 'least_of' : 'greatest_of'
  return fields.flatMap((field, index) => checkField(place, `${at}.${word}.${index}`, field, ['money']))
}

/** What hangs on a word of a record is given for words that the field can have. */
function checkWords(
  place: FieldPlace,
  by: string,
  given: Readonly<Record<string, unknown>>,
  at: string,
  name: string,
): FieldProblem[] {
  const words = fieldsOf(place.base, place.declared).get(by)?.words
  const unknown = words ? Object.keys(given).filter(word => !words.includes(word)) : []
  return [
    ...checkField(place, `${at}.by`, by, ['text', 'id']),
    ...unknown.flatMap(word =>
      problem(`${at}.${name}.${word}`, `"${word}" is no value this field can have`, `use one of: ${words?.join(', ')}`),
    ),
  ]
}
