/**
 * What was granted under a rule counts against it by the rule's name, key and window. A new version that gives the same
 * under another name, or for another key, would pay it again: it must keep them, or exclude what was granted.
 */
import type { FieldProblem } from '../../refusal.ts'
import { membersOf, type PolicyPack, type Together, type WrittenRule } from '../pack/policy-pack.ts'
import { readingsFrom } from '../pack/read-pack.ts'
import { problem } from './check-reference.ts'
import {
  type GrantedRule,
  type Identity,
  identities,
  identityChoice,
  identityOf,
  type Parameters,
  readingOfValue,
} from './granted-reading.ts'
import {
  computesFrom,
  excludes,
  givingRule,
  grantField,
  hasForm,
  isEqual,
  isRelated,
  sharesKey,
  sharesTable,
  standsBehind,
} from './pays-again.ts'

/**
 * Why the next version, read so, would pay again what was granted, by the paths of its text. Empty: it would not. What
 * identifies an entitlement is compared as it was read when it was granted.
 */
export function checkSuccession(
  next: PolicyPack,
  granted: readonly GrantedRule[],
  parameters: Parameters = {},
): FieldProblem[] {
  const active = new Set(granted.map(({ rule }) => rule))
  const found = granted.flatMap(one => {
    const { pack, rule } = one
    const old = pack.rules.find(({ id }) => id === rule)
    if (!old) return []
    const same = givingRule(next, rule)
    const rules = same
      ? [
          ...changesOf({ rule: old, parameters: one.parameters ?? {} }, { rule: same, parameters }, pathOf(next, same)),
          ...changesOfSets(old, pack, next),
        ]
      : []
    return [...rules, ...followersOf(old, { pack, next, active }), ...changesOfPackLimits(pack, next, rule)]
  })
  return onceEach(found)
}

/** What is found for several grants is said once. */
export function onceEach(found: readonly FieldProblem[]): FieldProblem[] {
  return [...new Map(found.map(one => [`${one.path} ${one.message}`, one])).values()]
}

/** Of what was found against the next version that which concerns one of its rules, or all of them. */
export function problemsOfRule(next: PolicyPack, rule: string, found: readonly FieldProblem[]): FieldProblem[] {
  const own = `rules.${next.rules.findIndex(({ id }) => id === rule)}.`
  return found.filter(({ path }) => path.startsWith(own) || !path.startsWith('rules.'))
}

const pathOf = (pack: PolicyPack, rule: WrittenRule) => `rules.${pack.rules.indexOf(rule)}`

/** A rule under these readings. */
interface ReadRule {
  rule: WrittenRule
  parameters: Parameters
}

function changesOf(old: ReadRule, next: ReadRule, path: string): FieldProblem[] {
  const changed = identities.filter(
    key => !isEqual(identityOf(old.rule, key, old.parameters), identityOf(next.rule, key, next.parameters)),
  )
  return [
    ...changed.flatMap(key => changeOf(old, next.rule, key, path)),
    ...changesOfLimits(old.rule.limits, next.rule.limits, `${path}.limits`),
  ]
}

function changeOf(old: ReadRule, next: WrittenRule, key: Identity, path: string): FieldProblem[] {
  const otherId = 'give the rule another id and exclude what was granted: funded under the old one'
  const was = identityChoice(old.rule, key)
  const read = was ? ` under reading ${readingsFrom(old.parameters)(old.rule, was.choose)} of ${was.choose}` : ''
  const message = `something was granted on rule ${next.id}${read}, and would be granted again under another ${key}`
  const choice = identityChoice(next, key)
  const reading = choice && readingOfValue(choice, identityOf(old.rule, key, old.parameters))
  if (!choice || reading === null) return problem(`${path}.${key}`, message, `keep it; or ${otherId}`)
  const at = next.parameters.findIndex(({ id }) => id === choice.choose)
  return problem(`${path}.parameters.${at}.default`, message, `make it ${reading}; or ${otherId}`)
}

/** Rules that pay what was granted on `old` once more: beside it, or where it is gone. */
function followersOf(old: WrittenRule, versions: Versions): FieldProblem[] {
  const { next } = versions
  const isKept = givingRule(next, old.id) !== undefined
  const isFollower = isKept ? isCopy : takesOver
  const field = grantField(old)
  const way = field && `exclude what was granted: not: { field: ${field}, funded: { under: [${old.id}] } }`
  const remedy = isKept
    ? [`put it into an exclusive set with ${old.id}, or give what it has over it`, ...(way ? [way] : [])]
    : [`keep rule ${old.id}, another may stand beside it`, ...(way ? [way] : [])]
  return next.rules.flatMap((rule, index) => {
    if (rule.gives === 'basis' || rule.id === old.id) return []
    if (!isFollower(rule, old, versions) || excludes(next, rule, old)) return []
    const message = `something was granted on rule ${old.id}, and would be granted again as ${rule.id}`
    return problem(`rules.${index}.id`, message, remedy.join('; or '))
  })
}

interface Versions {
  pack: PolicyPack
  next: PolicyPack
  /** Rules that something was granted on. */
  active: ReadonlySet<string>
}

const numberOf = ({ clauses }: PolicyPack, { clause }: WrittenRule) => clauses.find(({ id }) => id === clause)?.number

/** Beside the rule: new, and the same clause, key and records. */
function isCopy(rule: WrittenRule, old: WrittenRule, versions: Versions): boolean {
  const { pack, next } = versions
  const isSame = numberOf(next, rule) === numberOf(pack, old) && sharesKey(rule, old) && sharesTable(rule, old)
  return isSame && !hasForm(pack, rule) && !isRelated(next, rule, old) && !isOtherParty(rule, old, versions)
}

/** What the other party has been granted all along counts for itself: its conditions are as free as those of the rule. */
function isOtherParty(rule: WrittenRule, old: WrittenRule, { pack, active }: Versions): boolean {
  const known = givingRule(pack, rule.id)
  if (!known || !active.has(rule.id) || isEqual(rule.beneficiary, old.beneficiary)) return false
  return rule.clause === known.clause && identities.every(key => isEqual(known[key], rule[key]))
}

/** In place of the rule: new, and the same clause or records, or out of its basis; or what it stood before until now. */
function takesOver(rule: WrittenRule, old: WrittenRule, { pack, next }: Versions): boolean {
  const isSame =
    rule.clause === old.clause ||
    numberOf(next, rule) === numberOf(pack, old) ||
    sharesTable(rule, old) ||
    computesFrom(rule, old.id)
  return (isSame && !hasForm(pack, rule)) || standsBehind(pack, rule.id, old.id)
}

/** What stood in a set with the rule would be paid beside it. */
function changesOfSets(old: WrittenRule, pack: PolicyPack, next: PolicyPack): FieldProblem[] {
  return pack.together.flatMap(set => {
    const members = membersOf(set).filter(id => givingRule(next, id))
    if (members.length < 2 || !members.includes(old.id)) return []
    if (next.together.some(one => holds(one, set, members))) return []
    const index = next.together.findIndex(({ id }) => id === set.id)
    return problem(
      index < 0 ? 'together' : `together.${index}`,
      `something was granted on rule ${old.id}, which stood in set ${set.id} with ${partnersOf(old, members)}`,
      `keep a set of kind ${set.kind}, per ${set.per}, with ${members.join(', ')}`,
    )
  })
}

const partnersOf = ({ id }: WrittenRule, members: readonly string[]) => members.filter(one => one !== id).join(', ')

function holds(one: Together, set: Together, members: readonly string[]): boolean {
  if (one.per !== set.per) return false
  if (one.kind === 'difference' || set.kind === 'difference')
    return one.kind === set.kind && isEqual(membersOf(one), membersOf(set))
  return members.every(id => one.rules.includes(id))
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
