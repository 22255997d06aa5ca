/** A pack with only the rules that are asked for and those they hang on, so that no other facts are needed. */
import type { PolicyPack } from '../pack/policy-pack.ts'
import { readingsFrom, readPack } from '../pack/read-pack.ts'
import { rulesHangingTogether, rulesNeededFor } from '../pack/rule-order.ts'
import { type PackVariable, segment } from './variables.ts'

/** Sets and limits over several rules stay whole: whoever needs one rule of them needs all. */
export function narrowPack(pack: PolicyPack, rules: readonly string[] | null): PolicyPack {
  if (rules === null) return pack
  const read = readPack(pack, readingsFrom({}))
  const needed = new Set(rules.flatMap(id => rulesNeededFor(read, id).map(rule => rule.id)))
  const kept = pack.rules.filter(({ id }) => needed.has(id))
  const together = pack.together.filter(one => needed.has(one.kind === 'exclusive' ? (one.rules[0] ?? '') : one.rule))
  const limits = pack.limits.filter(limit => limit.rules.some(id => needed.has(id)))
  const ofLimits = [...limits, ...kept.flatMap(rule => rule.limits)]
  const cited = new Set([...kept, ...together, ...ofLimits].map(({ clause }) => clause))
  // A clause without its rules would be one that nothing is computed from, which the language refuses.
  return { ...pack, clauses: pack.clauses.filter(({ id }) => cited.has(id)), rules: kept, together, limits }
}

export interface Together {
  /** The rules whose figures can change with a number; no others do. */
  of(variable: Pick<PackVariable, 'rule' | 'path'>): readonly string[]
}

/** Which rules hang together, for every number of a pack. */
export function listHangingTogether(pack: PolicyPack): Together {
  const hanging = rulesHangingTogether(readPack(pack, readingsFrom({})))
  const limits = new Map(pack.limits.map(limit => [segment(limit.id), limit.rules]))
  return {
    of({ rule, path }) {
      const rules = rule === null ? (limits.get(path.split('.')[1] ?? '') ?? []) : [rule]
      return [...new Set(rules.flatMap(id => [...(hanging.get(id) ?? [])]))]
    },
  }
}
