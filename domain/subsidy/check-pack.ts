/**
 * What the form of a pack cannot say by itself: ids are unique, rules name clauses, fields and readings that exist,
 * and no clause is left without a rule, an award or the reason why it has neither. A pack that fails is not evaluated.
 */
import { compareRates } from '../money.ts'
import type { FieldProblem } from '../refusal.ts'
import { type FieldType, listFields, typeOfField } from './fact-view.ts'
import type { Condition, FieldRef, PolicyPack, Rule } from './policy-pack.ts'

/** Every cross-reference of a pack that does not hold, with its path and remedy. */
export function checkPack(pack: PolicyPack): FieldProblem[] {
  return [
    ...repeatedIds(pack.clauses, 'clauses'),
    ...repeatedIds(pack.rules, 'rules'),
    ...pack.clauses.flatMap((clause, index) => repeatedIds(clause.awards, `clauses.${index}.awards`)),
    ...uncoveredClauses(pack),
    ...pack.rules.flatMap((rule, index) => checkRule(pack, rule, `rules.${index}`)),
  ]
}

function repeatedIds(parts: readonly { id: string }[], path: string): FieldProblem[] {
  return parts.flatMap(({ id }, index) =>
    parts.findIndex(part => part.id === id) === index
      ? []
      : [{ path: `${path}.${index}.id`, message: `"${id}" is used twice`, remedy: 'give every part an id of its own' }],
  )
}

function uncoveredClauses(pack: PolicyPack): FieldProblem[] {
  return pack.clauses.flatMap((clause, index) => {
    const isCovered = clause.awards.length > 0 || pack.rules.some(rule => rule.clause === clause.id)
    const path = `clauses.${index}`
    if (!isCovered && !clause.noRule)
      return [{ path, message: 'has no rule and no award', remedy: 'say why under noRule: "no computable rule: …"' }]
    if (isCovered && clause.noRule)
      return [{ path: `${path}.noRule`, message: 'the clause has a rule or an award', remedy: 'remove noRule' }]
    return []
  })
}

function checkRule(pack: PolicyPack, rule: Rule, path: string): FieldProblem[] {
  const field = (at: string, name: string, types: readonly FieldType[]) =>
    checkField(rule, `${path}.${at}`, name, types)
  const problems = [
    ...refFields(rule.base.amount).flatMap(name => field('base.amount', name, ['money'])),
    ...refFields(rule.beneficiary).flatMap(name => field('beneficiary', name, ['id'])),
    ...field('per', rule.per, ['id']),
    ...field('window.date', rule.window.date, ['day']),
    ...checkReadings(rule, path),
    ...checkConditions(rule, path),
  ]
  if (!pack.clauses.some(clause => clause.id === rule.clause))
    problems.push({
      path: `${path}.clause`,
      message: `no clause "${rule.clause}"`,
      remedy: 'name the id of a clause of this pack',
    })
  if (compareRates(rule.rate, { value: '100', unit: 'percent' }) > 0)
    problems.push({
      path: `${path}.rate`,
      message: 'gives more than its base',
      remedy: 'check the unit: percent, permille, per10k',
    })
  if (rule.gives === 'share_floor' && rule.cap)
    problems.push({
      path: `${path}.cap`,
      message: 'a least share has no cap',
      remedy: 'remove the cap, or make it gives: ceiling',
    })
  return problems
}

function refFields(ref: FieldRef): string[] {
  return typeof ref === 'string' ? [ref] : Object.values(ref.readings)
}

function checkField(rule: Rule, path: string, field: string, types: readonly FieldType[]): FieldProblem[] {
  const type = typeOfField(rule.base.of, field)
  if (type && types.includes(type)) return []
  const known = listFields(rule.base.of).filter(name => types.includes(typeOfField(rule.base.of, name) ?? 'id'))
  const message = type ? `${field} is a ${type}, not a ${types.join(' or ')}` : `no field "${field}" on ${rule.base.of}`
  return [{ path, message, remedy: `use one of: ${known.join(', ')}` }]
}

function checkReadings(rule: Rule, path: string): FieldProblem[] {
  const problems = repeatedIds(rule.parameters, `${path}.parameters`)
  rule.parameters.forEach((parameter, index) => {
    const ids = parameter.readings.map(reading => reading.id)
    if (!ids.includes(parameter.default))
      problems.push({
        path: `${path}.parameters.${index}.default`,
        message: `"${parameter.default}" is none of its readings`,
        remedy: `use one of: ${ids.join(', ')}`,
      })
  })
  for (const [at, ref] of [
    ['base.amount', rule.base.amount],
    ['beneficiary', rule.beneficiary],
  ] as const) {
    if (typeof ref === 'string') continue
    const ids =
      rule.parameters.find(parameter => parameter.id === ref.choose)?.readings.map(reading => reading.id) ?? []
    const given = Object.keys(ref.readings)
    if (ids.length === 0 || ids.length !== given.length || ids.some(id => !given.includes(id)))
      problems.push({
        path: `${path}.${at}`,
        message: `does not give a field for each reading of parameter "${ref.choose}"`,
        remedy: ids.length > 0 ? `give: ${ids.join(', ')}` : 'declare the parameter with its readings',
      })
  }
  return problems
}

const typesOfOperator = { is: ['id', 'text'], in: ['id', 'text'], within: ['region'], reached: ['day'] } as const

function checkConditions(rule: Rule, path: string): FieldProblem[] {
  const lists = [
    ['who', rule.who],
    ['base.where', rule.base.where],
    ['base.deduct', rule.base.deduct],
  ] as const
  return lists.flatMap(([at, conditions]) =>
    conditions.flatMap((condition, index) => {
      const here = `${path}.${at}.${index}`
      return [
        ...checkField(rule, `${here}.field`, condition.field, typesOfOperator[operatorOf(condition)]),
        ...checkSide(at === 'who', condition, here),
        ...checkWhen(rule, condition, here),
      ]
    }),
  )
}

function checkSide(isWho: boolean, condition: Condition, path: string): FieldProblem[] {
  if (condition.field.startsWith('beneficiary.') === isWho) return []
  const remedy = 'test the beneficiary under who, the record under base.where or base.deduct'
  return [{ path: `${path}.field`, message: `${condition.field} cannot be tested here`, remedy }]
}

function checkWhen(rule: Rule, { when }: Condition, path: string): FieldProblem[] {
  if (!when) return []
  const parameter = rule.parameters.find(candidate => candidate.id === when.parameter)
  if (parameter?.readings.some(reading => reading.id === when.reading)) return []
  const message = `no reading "${when.reading}" of a parameter "${when.parameter}"`
  return [{ path: `${path}.when`, message, remedy: 'declare the parameter with its readings' }]
}

function operatorOf(condition: Condition): keyof typeof typesOfOperator {
  if (condition.within !== undefined) return 'within'
  if (condition.reached !== undefined) return 'reached'
  return condition.in === undefined ? 'is' : 'in'
}
