/**
 * What the form of a pack cannot say by itself: ids are unique, rules name clauses, fields and readings that exist,
 * units fit, brackets have no hole, and no clause is left without a rule, an award or the reason why it has neither. A
 * pack that fails is not evaluated.
 */
import type { FieldProblem } from '../../refusal.ts'
import type { PolicyPack } from '../policy-pack.ts'
import { checkPackLimits, checkTogether } from './check-between.ts'
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
    ...pack.rules.flatMap((rule, index) => checkRule(pack, rule, `rules.${index}`)),
    ...checkTogether(pack),
    ...checkPackLimits(pack),
  ]
}

export function repeatedIds(parts: readonly { id: string }[], path: string): FieldProblem[] {
  return parts.flatMap(({ id }, index) =>
    parts.findIndex(part => part.id === id) === index
      ? []
      : [{ path: `${path}.${index}.id`, message: `"${id}" is used twice`, remedy: 'give every part an id of its own' }],
  )
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
