/**
 * What was granted under a rule counts against it by the rule's name, key and window. A new version that gives the same
 * under another name, or for another key, would pay it again: it must keep them, or exclude what was granted.
 */
import { canonicalJson } from '../../canonical.ts'
import type { FieldProblem } from '../../refusal.ts'
import type { PolicyPack, WrittenRule } from '../pack/policy-pack.ts'
import { problem } from './check-reference.ts'

/** A rule that something was granted on, in the version by which it was. */
export interface GrantedRule {
  pack: PolicyPack
  rule: string
}

/** Why the next version would pay again what was granted, by the paths of its text. Empty: it would not. */
export function checkSuccession(next: PolicyPack, granted: readonly GrantedRule[]): FieldProblem[] {
  const found = granted.flatMap(({ pack, rule }) => {
    const old = pack.rules.find(({ id }) => id === rule)
    if (!old) return []
    const index = next.rules.findIndex(({ id, gives }) => id === rule && gives !== 'basis')
    const same = next.rules[index]
    const rules = same ? changesOf(old, same, `rules.${index}`) : followersOf(old, pack, next)
    return [...rules, ...changesOfPackLimits(pack, next, rule)]
  })
  return [...new Map(found.map(one => [`${one.path} ${one.message}`, one])).values()]
}

const identities = ['per', 'beneficiary', 'window'] as const

function changesOf(old: WrittenRule, next: WrittenRule, path: string): FieldProblem[] {
  const changed = identities.filter(key => canonicalJson(old[key]) !== canonicalJson(next[key]))
  return [
    ...changed.flatMap(key =>
      problem(
        `${path}.${key}`,
        `something was granted on rule ${old.id}, and would be granted again under another ${key}`,
        'keep it; or give the rule another id and exclude what was granted: funded under the old one',
      ),
    ),
    ...changesOfLimits(old.limits, next.limits, `${path}.limits`),
  ]
}

/** Rules that are new and give the same: on the same clause, for the same key from the same records, or out of what it came to. */
function followersOf(old: WrittenRule, pack: PolicyPack, next: PolicyPack): FieldProblem[] {
  const number = numberOf(pack, old.clause)
  return next.rules.flatMap((rule, index) => {
    if (rule.gives === 'basis') return []
    const isNew = !pack.rules.some(({ id, gives }) => id === rule.id && gives !== 'basis')
    const isSame =
      rule.clause === old.clause ||
      computesFrom(rule, old.id) ||
      numberOf(next, rule.clause) === number ||
      (canonicalJson(rule.per) === canonicalJson(old.per) && rule.base?.of === old.base?.of)
    if (!isNew || !isSame || namesFunding(rule, old.id)) return []
    return problem(
      `rules.${index}.id`,
      `something was granted on rule ${old.id}, and would be granted again as ${rule.id}`,
      `keep the id ${old.id}; or exclude what was granted: not funded under ${old.id}`,
    )
  })
}

const numberOf = ({ clauses }: PolicyPack, clause: string) => clauses.find(({ id }) => id === clause)?.number

function computesFrom(part: unknown, id: string): boolean {
  if (typeof part !== 'object' || part === null) return false
  return ('rule' in part && part.rule === id) || Object.values(part).some(inner => computesFrom(inner, id))
}

function namesFunding(part: unknown, id: string): boolean {
  if (typeof part !== 'object' || part === null) return false
  const funded: unknown = 'funded' in part ? part.funded : null
  const under = typeof funded === 'object' && funded !== null && 'under' in funded ? funded.under : null
  return (Array.isArray(under) && under.includes(id)) || Object.values(part).some(inner => namesFunding(inner, id))
}

type AnyLimit = Pick<PolicyPack['limits'][number], 'id' | 'over'> & { per?: string | undefined }

/** What was used of a limit is kept under its id, per what and over which time. */
function changesOfLimits(old: readonly AnyLimit[], next: readonly AnyLimit[], path: string): FieldProblem[] {
  const known = new Set(old.map(({ id }) => id))
  return old.flatMap(limit =>
    next.flatMap((one, index) => {
      const isSameSum = one.per === limit.per && one.over === limit.over
      const remedy = `keep id ${limit.id}, per ${limit.per ?? 'the own key'} and over ${limit.over ?? 'the window'}`
      if (one.id === limit.id)
        return isSameSum
          ? []
          : problem(`${path}.${index}`, `what was used of limit ${limit.id} would not count`, remedy)
      const isFollower = isSameSum && !known.has(one.id) && !next.some(({ id }) => id === limit.id)
      return isFollower
        ? problem(`${path}.${index}.id`, `what was used of limit ${limit.id} would not count`, remedy)
        : []
    }),
  )
}

function changesOfPackLimits(pack: PolicyPack, next: PolicyPack, rule: string): FieldProblem[] {
  const old = pack.limits.filter(({ rules }) => rules.includes(rule))
  return changesOfLimits(old, next.limits, 'limits')
}
