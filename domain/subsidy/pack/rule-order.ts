/** Which rules a rule needs, and an order in which each comes after those it computes from. */
import { type Amount, innerAmounts, innerOfRequirement } from './pack-amount.ts'
import { figureOf, isOwnLimit, membersOf, type ReadPack, type Rule } from './policy-pack.ts'

export interface Asked {
  rule: string
  /** `key`, `beneficiary`, or a field that the records of both rules have. */
  match: string
}

/** What a rule asks of others, wherever in it and under whatever reading. */
export function askedOf(rule: Rule): Asked[] {
  const amounts = [
    figureOf(rule),
    ...(rule.cap ? [rule.cap.amount] : []),
    ...rule.limits.map(({ amount }) => amount),
    ...rule.stages.flatMap(({ amount }) => (amount === undefined ? [] : [amount])),
    ...rule.requires.flatMap(requirement => innerOfRequirement(requirement, '').map(([, inner]) => inner)),
  ]
  return amounts.flatMap(askedIn)
}

function askedIn(amount: Amount): Asked[] {
  const own = typeof amount === 'object' && 'rule' in amount ? [amount] : []
  return [...own, ...innerAmounts(amount).flatMap(([, inner]) => askedIn(inner))]
}

/** By a field of records, not by what a figure is of or for. */
export function isFieldMatch({ match }: Asked): boolean {
  return match !== 'key' && match !== 'beneficiary'
}

/** The ids of rules whose figures a rule computes from. */
export function sourcesOf(rule: Rule): string[] {
  return [...new Set(askedOf(rule).map(({ rule: source }) => source))]
}

/** Sources first. Rules in a circle, which the validation refuses, come out in the order written. */
export function orderRules(rules: readonly Rule[]): Rule[] {
  const ordered: Rule[] = []
  const seen = new Set<string>()
  const byId = new Map(rules.map(rule => [rule.id, rule]))
  const visit = (rule: Rule) => {
    if (seen.has(rule.id)) return
    seen.add(rule.id)
    for (const source of sourcesOf(rule)) {
      const found = byId.get(source)
      if (found) visit(found)
    }
    ordered.push(rule)
  }
  for (const rule of rules) visit(rule)
  return ordered
}

/** A rule with all that its figures hang on: its sources, and the rules that share a limit or a set with it. */
export function rulesNeededFor(pack: ReadPack, id: string): Rule[] {
  const needed = reachedFrom(pack.rules, [id], setsOf(pack))
  return pack.rules.filter(rule => needed.has(rule.id))
}

/** These ids, and all that lies behind them: sources, and whoever is in a set with one of them. */
export function reachedFrom(
  rules: readonly Rule[],
  ids: readonly string[],
  sets: readonly (readonly string[])[] = [],
): ReadonlySet<string> {
  const byId = new Map(rules.map(rule => [rule.id, rule]))
  const reached = new Set(ids)
  // A set goes on growing while it is gone through.
  for (const id of reached) {
    const rule = byId.get(id)
    if (rule) for (const source of sourcesOf(rule)) reached.add(source)
    for (const set of sets) if (set.includes(id)) for (const other of set) reached.add(other)
  }
  return reached
}

/** Rules that share a limit, or are what `together` speaks of. */
function setsOf(pack: ReadPack): (readonly string[])[] {
  return [...pack.limits.map(({ rules }) => rules), ...pack.together.map(membersOf)]
}

/**
 * For each rule those that hang together with it: what its figures hang on, and what hangs on them. A number turned in
 * one of them changes nothing outside.
 */
export function rulesHangingTogether(pack: ReadPack): ReadonlyMap<string, ReadonlySet<string>> {
  const sets = [...setsOf(pack), ...pack.rules.map(rule => [rule.id, ...sourcesOf(rule)])]
  const setsOfRule = new Map<string, (readonly string[])[]>()
  for (const set of sets) for (const id of set) setsOfRule.set(id, (setsOfRule.get(id) ?? []).concat([set]))
  const found = new Map<string, ReadonlySet<string>>()
  for (const { id } of pack.rules) {
    if (found.has(id)) continue
    const together = new Set([id])
    for (const one of together)
      for (const set of setsOfRule.get(one) ?? []) for (const other of set) together.add(other)
    for (const one of together) found.set(one, together)
  }
  return found
}

/**
 * Rules whose figures may be less when one of these rules gives less: those that compute from it, and those in a set or
 * under a limit with it. A limit that is a fixed sum is not meant: what one leaves of it is free for the others.
 */
export function rulesFollowing(pack: ReadPack, ids: readonly string[]): ReadonlySet<string> {
  const sets = [
    ...pack.together.map(membersOf),
    ...pack.limits.filter(isVariable).map(({ rules }) => rules),
    ...pack.rules
      .filter(rule => rule.limits.some(limit => !isOwnLimit(rule, limit) && isVariable(limit)))
      .map(({ id }) => [id]),
  ]
  const following = new Set<string>()
  const reached = new Set(ids)
  // It goes on growing while it is gone through.
  for (const id of reached) {
    const next = [
      ...pack.rules.filter(rule => sourcesOf(rule).includes(id)).map(rule => rule.id),
      ...sets.filter(set => set.includes(id)).flat(),
    ]
    for (const other of next) {
      following.add(other)
      reached.add(other)
    }
  }
  return following
}

const isVariable = ({ amount }: { amount: Amount }) => typeof amount !== 'bigint' && typeof amount !== 'number'

/** Rules whose figures others compute from, or that share a set or a limit over more than one figure. */
export function coupledRules(pack: ReadPack): ReadonlySet<string> {
  return new Set([
    ...pack.rules.flatMap(sourcesOf),
    ...pack.rules.filter(rule => rule.limits.some(limit => !isOwnLimit(rule, limit))).map(({ id }) => id),
    ...pack.limits.flatMap(({ rules }) => rules),
    ...pack.together.flatMap(membersOf),
  ])
}

/** Whether a rule's figures may be cut by a set, a difference or a limit over several figures. */
export function isShared(pack: ReadPack, id: string): boolean {
  const rule = pack.rules.find(one => one.id === id)
  const sets = [...pack.limits.map(({ rules }) => rules), ...pack.together.map(membersOf)]
  return rule?.limits.some(limit => !isOwnLimit(rule, limit)) === true || sets.some(set => set.includes(id))
}

/** Whether a figure hangs on nothing but the records of its own key: others need not be read for it. */
export function standsAlone(pack: ReadPack, rule: Rule): boolean {
  return !coupledRules(pack).has(rule.id) && sourcesOf(rule).length === 0
}

/** Whether what other rules, policies or payers gave decides what this one gives: grants made meanwhile change it. */
export function dealsWithOthers(pack: ReadPack, rule: Rule): boolean {
  const sets = pack.together.flatMap(membersOf)
  return sets.includes(rule.id) || sourcesOf(rule).length > 0 || rule.payers.length > 0 || asksForFunding(rule)
}

/** A test `funded` anywhere in it. */
function asksForFunding(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return false
  return ('funded' in part && part.funded !== undefined) || Object.values(part).some(asksForFunding)
}
