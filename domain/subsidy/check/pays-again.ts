/**
 * Whether a rule of the next version pays anew what another rule has granted: it is new, or no longer what it was, and
 * neither excludes what was granted nor is held to it. A condition counts only where it cannot be passed by: outermost,
 * under every reading, on the field that a grant is named by.
 */
import { canonicalJson } from '../../canonical.ts'
import type { FactBase } from '../facts/fact-tables.ts'
import type { Condition } from '../pack/pack-condition.ts'
import { keyFields, type PolicyPack, type WrittenRule } from '../pack/policy-pack.ts'
import { isChoice, readingsFrom, readRule } from '../pack/read-pack.ts'
import { sourcesOf } from '../pack/rule-order.ts'

/** The rule of this id where something is given under it. */
export function givingRule(pack: PolicyPack, id: string): WrittenRule | undefined {
  return pack.rules.find(rule => rule.id === id && rule.gives !== 'basis')
}

const form = ['per', 'beneficiary', 'window', 'clause', 'base', 'measures'] as const

/** Whether the pack gives under this rule already, for the same from the same; amounts and rates may differ. */
export function hasForm(pack: PolicyPack, rule: WrittenRule): boolean {
  const known = givingRule(pack, rule.id)
  if (!known) return false
  const sources = sourcesIn(known)
  return form.every(key => isEqual(known[key], rule[key])) && sourcesIn(rule).every(id => sources.includes(id))
}

export function isEqual(one: unknown, other: unknown): boolean {
  return canonicalJson(one) === canonicalJson(other)
}

const sourcesIn = (rule: WrittenRule) => sourcesOf(readRule(rule, readingsFrom({})))

/** Whether both measure a table. */
export function sharesTable(one: WrittenRule, other: WrittenRule): boolean {
  const tables = new Set(measuresIn(one).map(({ of }) => of))
  return measuresIn(other).some(({ of }) => tables.has(of))
}

const measuresIn = ({ base, measures }: WrittenRule) => [...(base ? [base] : []), ...Object.values(measures)]

/** Whether both are for the same key, under one of the readings. */
export function sharesKey(one: WrittenRule, other: WrittenRule): boolean {
  const keys = keysIn(one)
  return keysIn(other).some(key => keys.includes(key))
}

function keysIn({ per }: WrittenRule): string[] {
  const readings = isChoice(per) ? Object.values(per.readings) : [per]
  return readings.map(reading => keyFields(reading).toSorted().join(' | '))
}

/** The one field that grants of a rule are named by; null where their key has several. */
export function grantField(rule: WrittenRule): string | null {
  const [key, ...others] = [...new Set(keysIn(rule))]
  return key === undefined || others.length > 0 || key.includes(' | ') ? null : key
}

/** Whether nothing that was granted on `old` is paid by the rule: neither by itself nor through a basis. */
export function excludes(next: PolicyPack, rule: WrittenRule, old: WrittenRule): boolean {
  const field = grantField(old)
  if (field === null) return false
  const isSaid = (conditions: readonly Condition[]) => conditions.some(one => isExclusion(one, field, old.id))
  if (isSaid(rule.who) && isEqual(rule.beneficiary, old.beneficiary)) return true
  const tables = new Set<FactBase>(measuresIn(old).map(({ of }) => of))
  const measures = measuresIn(rule).filter(measure => measure === rule.base || tables.has(measure.of))
  const sources = sourcesIn(rule)
  const bases = next.rules.filter(({ id, gives }) => gives === 'basis' && sources.includes(id))
  if (measures.length + bases.length === 0) return false
  return measures.every(({ where }) => isSaid(where)) && bases.every(basis => excludes(next, basis, old))
}

function isExclusion({ not, when }: Condition, field: string, id: string): boolean {
  const under = not?.field === field ? not.funded?.under : undefined
  return when === undefined && Array.isArray(under) && under.includes(id)
}

/** Whether what a rule gives is held to what `old` gives: what it has over it, or computed from it. */
export function isRelated(next: PolicyPack, rule: WrittenRule, old: WrittenRule): boolean {
  return standsBehind(next, rule.id, old.id) || asksFor(rule.figure, old.id)
}

function asksFor(part: unknown, id: string): boolean {
  if (typeof part !== 'object' || part === null) return false
  return ('rule' in part && part.rule === id) || Object.values(part).some(inner => asksFor(inner, id))
}

/** Whether the pack lets a rule give only what is left beside `old`. */
export function standsBehind(pack: PolicyPack, rule: string, old: string): boolean {
  return pack.together.some(one =>
    one.kind === 'exclusive'
      ? one.rules.includes(rule) && one.rules.includes(old)
      : one.rule === rule && one.less === old,
  )
}

/** Whether a rule computes from the figure of another, itself or by a limit or a test. */
export function computesFrom(rule: WrittenRule, id: string): boolean {
  return sourcesIn(rule).includes(id)
}
