/**
 * What the form of a pack cannot say by itself: ids are unique, rules name clauses, fields and readings that exist,
 * units fit, brackets have no hole, and no clause is left without a rule, an award or the reason why it has neither. A
 * pack that fails is not evaluated.
 */
import type { FieldProblem } from '../../refusal.ts'
import type { PolicyPack, ReadPack, Rule, WrittenRule } from '../pack/policy-pack.ts'
import { choicesOf, readingsFrom, readPack, readRule } from '../pack/read-pack.ts'
import { sourcesOf } from '../pack/rule-order.ts'
import { checkPackLimits, checkTogether } from './check-between.ts'
import { checkChoice, problem } from './check-reference.ts'
import { checkRule } from './check-rule.ts'

/** Every cross-reference of a pack that does not hold, with its path and remedy. */
export function checkPack(pack: PolicyPack): FieldProblem[] {
  return [
    ...repeatedIds(pack.clauses, 'clauses'),
    ...repeatedIds(pack.rules, 'rules'),
    ...repeatedIds(pack.together, 'together'),
    ...repeatedIds(pack.limits, 'limits'),
    ...repeatedIds(
      pack.fields.map(({ of, name }) => ({ id: `${of}.${name}` })),
      'fields',
    ),
    ...pack.clauses.flatMap((clause, index) => repeatedIds(clause.awards, `clauses.${index}.awards`)),
    ...uncoveredClauses(pack),
    ...pack.rules.flatMap((rule, index) => idleParts(rule, `rules.${index}`)),
    ...checkUnderReadings(pack),
  ]
}

/** A parameter or a measure on which nothing hangs would look as if it did. */
function idleParts({ parameters, ...rule }: WrittenRule, path: string): FieldProblem[] {
  const named = new Set(textsIn(rule))
  return [
    ...parameters.flatMap(({ id }, index) =>
      named.has(id)
        ? []
        : problem(`${path}.parameters.${index}`, `nothing hangs on "${id}"`, 'choose by it, or remove it'),
    ),
    ...Object.keys(rule.measures).flatMap(name =>
      named.has(name)
        ? []
        : problem(`${path}.measures.${name}`, `nothing uses "${name}"`, 'use its amount, or remove it'),
    ),
  ]
}

/** Every text that is a value somewhere inside. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** Everything that hangs on `per` and windows, under every reading of the parameters that choose between them. */
function checkUnderReadings(pack: PolicyPack): FieldProblem[] {
  const wrong = pack.rules.flatMap((rule, index) =>
    choicesOf(rule).flatMap(([path, choice]) => checkChoice(rule, choice, `rules.${index}.${path}`)),
  )
  if (wrong.length > 0) return wrong
  const usual = readPack(pack, readingsFrom({}))
  const found = new Map<string, FieldProblem>()
  const check = (read: ReadPack, concerned: ReadonlySet<number>) => {
    const problems = [
      ...read.rules.flatMap((rule, index) => (concerned.has(index) ? checkRule(read, rule, `rules.${index}`) : [])),
      ...checkTogether(read),
      ...checkPackLimits(read),
    ]
    for (const problem of problems) found.set(JSON.stringify(problem), problem)
  }
  check(usual, new Set(usual.rules.keys()))
  const sources = usual.rules.map(rule => new Set(sourcesOf(rule)))
  // One reading at a time beside the defaults: choices of one rule rarely meet, and never silently: evaluation checks too.
  for (const [index, written] of pack.rules.entries()) {
    const computeFromIt = sources.flatMap((ids, at) => (ids.has(written.id) ? [at] : []))
    for (const read of readInOtherWays(written))
      check({ ...usual, rules: usual.rules.with(index, read) }, new Set([index, ...computeFromIt]))
  }
  return [...found.values()]
}

/** A rule with one of the parameters that `per` and windows hang on read otherwise than usual. */
function readInOtherWays(written: WrittenRule): Rule[] {
  const chosenBy = new Set(choicesOf(written).map(([, { choose }]) => choose))
  return written.parameters
    .filter(({ id }) => chosenBy.has(id))
    .flatMap(({ id, default: usual, readings }) =>
      readings
        .filter(reading => reading.id !== usual)
        .map(reading => readRule(written, readingsFrom({ [`${written.id}.${id}`]: reading.id }))),
    )
}

export function repeatedIds(parts: readonly { id: string }[], path: string): FieldProblem[] {
  const seen = new Set<string>()
  return parts.flatMap(({ id }, index) => {
    if (!seen.has(id)) {
      seen.add(id)
      return []
    }
    return [
      { path: `${path}.${index}.id`, message: `"${id}" is used twice`, remedy: 'give every part an id of its own' },
    ]
  })
}

function uncoveredClauses(pack: PolicyPack): FieldProblem[] {
  const shared = new Set([...pack.together, ...pack.limits].map(({ clause }) => clause))
  return pack.clauses.flatMap((clause, index) => {
    const isCovered =
      clause.awards.length > 0 || shared.has(clause.id) || pack.rules.some(rule => coversClause(rule, clause.id))
    const path = `clauses.${index}`
    if (!isCovered && !clause.noRule)
      return [{ path, message: 'has no rule and no award', remedy: 'say why under noRule: "no computable rule: …"' }]
    if (isCovered && clause.noRule)
      return [{ path: `${path}.noRule`, message: 'the clause has a rule or an award', remedy: 'remove noRule' }]
    return []
  })
}

/** Whether a rule computes what a clause says, itself or by one of its limits. */
function coversClause(rule: PolicyPack['rules'][number], clause: string): boolean {
  return rule.clause === clause || rule.limits.some(limit => limit.clause === clause)
}
