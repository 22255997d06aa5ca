/** One rule: what it measures, whom it is for, what it gives, and that nothing in it contradicts itself. */
import { type Rate, rateFraction } from '../../money.ts'
import type { FieldProblem } from '../../refusal.ts'
import { leadBase } from '../evaluate/rule-context.ts'
import { isOwnLimit, measuresOf, type ReadPack, type Rule } from '../pack/policy-pack.ts'
import { reachedFrom, sourcesOf } from '../pack/rule-order.ts'
import { checkAmount, checkRate, checkRequirements } from './check-amount.ts'
import { checkSharedAmount, checkSharing } from './check-between.ts'
import { checkCondition, checkConditions } from './check-condition.ts'
import { checkMeasure } from './check-measure.ts'
import { repeatedIds } from './check-pack.ts'
import { checkChoice, checkClause, checkField, placeOf, problem, refFields } from './check-reference.ts'
import { checkBasis } from './check-source.ts'

export function checkRule(pack: ReadPack, rule: Rule, path: string): FieldProblem[] {
  const measures = measuresOf(rule)
  if (measures.length === 0) return problem(`${path}.base`, 'the rule measures nothing', 'give base, or measures')
  return [
    ...measures.flatMap(([name, measure], index) =>
      checkMeasure(pack, rule, { name, measure, isFirst: index === 0 }, path),
    ),
    ...checkNames(rule, path),
    ...checkBeneficiary(pack, rule, path),
    ...checkConditions(rule, placeOf(pack, leadBase(rule)), rule.who, `${path}.who`, 'beneficiary'),
    ...checkReadings(rule, path),
    ...checkClause(pack, rule.clause, `${path}.clause`),
    ...checkFigure(pack, rule, path),
    ...checkLimits(pack, rule, path),
    ...checkTerms(pack, rule, path),
    ...checkCircle(pack, rule, path),
    ...checkBasis(pack, rule, path),
  ]
}

function checkNames(rule: Rule, path: string): FieldProblem[] {
  return Object.keys(rule.measures).flatMap(name => {
    const at = `${path}.measures.${name}`
    if (name === 'base') return problem(at, 'base has a place of its own', 'write it under base')
    return /^[A-Za-z_][\w-]*$/.test(name) ? [] : problem(at, `"${name}" is no name`, 'use letters, digits and _')
  })
}

/** Some measure's records name the beneficiary. */
function checkBeneficiary(pack: ReadPack, rule: Rule, path: string): FieldProblem[] {
  const bases = measuresOf(rule).map(([, { of }]) => of)
  const at = `${path}.beneficiary`
  const choice = typeof rule.beneficiary === 'string' ? [] : checkChoice(rule, rule.beneficiary, at)
  const wrong = refFields(rule.beneficiary).flatMap(field => {
    const problems = bases.map(base => checkField(placeOf(pack, base), at, field, ['id']))
    return problems.some(found => found.length === 0) ? [] : (problems[0] ?? [])
  })
  return [...wrong, ...choice]
}

function checkReadings(rule: Rule, path: string): FieldProblem[] {
  const problems = repeatedIds(rule.parameters, `${path}.parameters`)
  rule.parameters.forEach((parameter, index) => {
    const ids = parameter.readings.map(reading => reading.id)
    if (!ids.includes(parameter.default))
      problems.push(
        ...problem(
          `${path}.parameters.${index}.default`,
          `"${parameter.default}" is none of its readings`,
          `use one of: ${ids.join(', ')}`,
        ),
      )
  })
  return problems
}

function checkFigure(pack: ReadPack, rule: Rule, path: string): FieldProblem[] {
  const place = { pack, rule }
  const ofRate = rule.rate
    ? [
        ...checkRate(rule, rule.rate, `${path}.rate`),
        ...(rule.base
          ? checkAmount(place, 'base', `${path}.rate`, 'money')
          : problem(`${path}.rate`, 'a rate needs a base', 'give base, or write figure')),
      ]
    : []
  const ofFigure = rule.figure === undefined ? [] : checkAmount(place, rule.figure, `${path}.figure`, 'money')
  const share =
    rule.gives === 'share_floor' && (rule.cap || rule.limits.length > 0)
      ? problem(`${path}.cap`, 'a least share has no cap', 'remove the cap, or make it gives: ceiling')
      : []
  return [...ofRate, ...ofFigure, ...share, ...checkRequirements(place, rule.requires, `${path}.requires`)]
}

/** Who meant a budget and left out `per` would pay it to each. */
function checkNothingShared(path: string): FieldProblem[] {
  return problem(
    `${path}.short`,
    'nothing is shared: the limit is on the key of the rule',
    'write per: all for a budget of all, or leave short out',
  )
}

function checkLimits(pack: ReadPack, rule: Rule, path: string): FieldProblem[] {
  const place = { pack, rule }
  const cap = rule.cap ? checkAmount(place, rule.cap.amount, `${path}.cap.amount`, 'money') : []
  const named = rule.limits.map(({ id }) => ({ id }))
  const wrong = rule.limits.flatMap((limit, index) => {
    const here = `${path}.limits.${index}`
    const clause = checkClause(pack, limit.clause, `${here}.clause`)
    if (limit.id === 'cap')
      return [...clause, ...problem(`${here}.id`, '"cap" is the name of the limit on the key', 'give it another id')]
    if (isOwnLimit(rule, limit))
      return [
        ...clause,
        ...checkAmount(place, limit.amount, `${here}.amount`, 'money'),
        ...(limit.short === 'pro_rata' ? checkNothingShared(here) : []),
      ]
    return [
      ...clause,
      ...checkSharedAmount(rule, limit.amount, `${here}.amount`),
      ...checkSharing(pack, rule, limit.per, `${here}.per`),
    ]
  })
  const { minimum, cap: ownCap } = rule
  const contradiction =
    minimum && typeof ownCap?.amount === 'bigint' && minimum.below === 'raised' && minimum.amount > ownCap.amount
      ? problem(`${path}.minimum`, 'is over the cap', 'correct one of them')
      : []
  return [...cap, ...repeatedIds(named, `${path}.limits`), ...wrong, ...contradiction]
}

function checkTerms(pack: ReadPack, rule: Rule, path: string): FieldProblem[] {
  const place = placeOf(pack, leadBase(rule))
  return [
    ...checkStages(pack, rule, path),
    ...repeatedIds(rule.uses, `${path}.uses`),
    ...rule.payers.flatMap((payer, index) =>
      checkConditions(rule, place, payer.where ?? [], `${path}.payers.${index}.where`, 'both'),
    ),
    ...checkPayers(rule, path),
  ]
}

function checkStages(pack: ReadPack, rule: Rule, path: string): FieldProblem[] {
  const last = rule.stages.length - 1
  if (last < 0) return []
  const place = placeOf(pack, leadBase(rule))
  const stages = rule.stages.flatMap((stage, index) => {
    const here = `${path}.stages.${index}`
    const parts = [stage.share, stage.amount].filter(part => part !== undefined).length
    const due = stage.due ? checkCondition(rule, place, stage.due, `${here}.due`, 'both') : []
    const amount =
      stage.amount === undefined ? [] : checkAmount({ pack, rule }, stage.amount, `${here}.amount`, 'money')
    if (index === last && parts > 0)
      return [...due, ...problem(here, 'the last stage gives the rest', 'remove share and amount')]
    if (index < last && parts !== 1) return [...due, ...problem(here, 'must say how much', 'give share or amount')]
    return [...due, ...amount]
  })
  const one = last === 0 ? problem(`${path}.stages`, 'one stage is no stage', 'remove stages, or add the others') : []
  const shares = rule.stages.flatMap(({ share }) => share ?? [])
  return [...repeatedIds(rule.stages, `${path}.stages`), ...stages, ...one, ...checkSum(shares, `${path}.stages`)]
}

function checkPayers(rule: Rule, path: string): FieldProblem[] {
  const at = `${path}.payers`
  const shares = rule.payers.flatMap(({ share }) => share ?? [])
  const rests = rule.payers.filter(({ rest }) => rest).length
  if (rests > 1) return problem(at, 'two payers pay the rest', 'keep rest at one')
  if (shares.length > 0 && rests === 0) return problem(at, 'nobody pays the rest', 'add a payer with rest: true')
  return checkSum(shares, at)
}

function checkSum(rates: readonly Rate[], path: string): FieldProblem[] {
  const fractions = rates.map(rateFraction)
  const denominator = fractions.reduce((product, one) => product * one.denominator, 1n)
  const numerator = fractions.reduce((sum, one) => sum + (one.numerator * denominator) / one.denominator, 0n)
  if (numerator <= denominator) return []
  return problem(path, 'the shares come to more than the whole', 'correct the shares')
}

function checkCircle(pack: ReadPack, rule: Rule, path: string): FieldProblem[] {
  const direct = sourcesOf(rule)
  if (direct.length === 0 || !reachedFrom(pack.rules, direct).has(rule.id)) return []
  return problem(`${path}.figure`, `rule ${rule.id} computes from itself`, 'break the circle of { rule }')
}
