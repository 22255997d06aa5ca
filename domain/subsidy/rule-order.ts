/** Which rules a rule needs, and an order in which each comes after those it computes from. */
import { type Amount, innerAmounts, innerOfRequirement } from './pack-amount.ts'
import { figureOf, isOwnLimit, type ReadPack, type Rule } from './policy-pack.ts'

/** The ids of rules whose figures a rule computes from. */
export function sourcesOf(rule: Rule): string[] {
  const amounts = [
    figureOf(rule),
    ...(rule.cap ? [rule.cap.amount] : []),
    ...rule.limits.map(({ amount }) => amount),
    ...rule.stages.flatMap(({ amount }) => (amount === undefined ? [] : [amount])),
    ...rule.requires.flatMap(requirement => innerOfRequirement(requirement, '').map(([, inner]) => inner)),
  ]
  return [...new Set(amounts.flatMap(rulesIn))]
}

function rulesIn(amount: Amount): string[] {
  const own = typeof amount === 'object' && 'rule' in amount ? [amount.rule] : []
  return [...own, ...innerAmounts(amount).flatMap(([, inner]) => rulesIn(inner))]
}

/** Sources first. Rules in a circle, which the validation refuses, come out in the order written. */
export function orderRules(rules: readonly Rule[]): Rule[] {
  const ordered: Rule[] = []
  const seen = new Set<string>()
  const visit = (rule: Rule) => {
    if (seen.has(rule.id)) return
    seen.add(rule.id)
    for (const source of sourcesOf(rule)) {
      const found = rules.find(({ id }) => id === source)
      if (found) visit(found)
    }
    ordered.push(rule)
  }
  for (const rule of rules) visit(rule)
  return ordered
}

/** A rule with all that its figures hang on: its sources, and the rules that share a limit or a set with it. */
export function rulesNeededFor(pack: ReadPack, id: string): Rule[] {
  const needed = new Set([id])
  const sets = [
    ...pack.limits.map(({ rules }) => rules),
    ...pack.together.map(one => (one.kind === 'exclusive' ? one.rules : [one.rule, one.less])),
  ]
  for (let before = 0; before < needed.size; ) {
    before = needed.size
    for (const rule of pack.rules) if (needed.has(rule.id)) for (const source of sourcesOf(rule)) needed.add(source)
    for (const set of sets) if (set.some(rule => needed.has(rule))) for (const rule of set) needed.add(rule)
  }
  return pack.rules.filter(rule => needed.has(rule.id))
}

/** Rules whose figures others compute from, or that share a set or a limit over more than one figure. */
export function coupledRules(pack: ReadPack): ReadonlySet<string> {
  return new Set([
    ...pack.rules.flatMap(sourcesOf),
    ...pack.rules.filter(rule => rule.limits.some(limit => !isOwnLimit(rule, limit))).map(({ id }) => id),
    ...pack.limits.flatMap(({ rules }) => rules),
    ...pack.together.flatMap(one => (one.kind === 'exclusive' ? one.rules : [one.rule, one.less])),
  ])
}

/** Whether what other rules or policies gave decides what this one gives: grants made in the meantime change it. */
export function dealsWithOthers(pack: ReadPack, rule: Rule): boolean {
  const sets = pack.together.flatMap(one => (one.kind === 'exclusive' ? one.rules : [one.rule, one.less]))
  return sets.includes(rule.id) || sourcesOf(rule).length > 0 || asksForFunding(rule)
}

/** A test `funded` anywhere in it. */
function asksForFunding(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return false
  return ('funded' in part && part.funded !== undefined) || Object.values(part).some(asksForFunding)
}
