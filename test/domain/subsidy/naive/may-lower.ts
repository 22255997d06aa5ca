/** Whether a measure stands where more of it gives less, or may: under the second of a minus, an upper bound, a case. */
import type { Amount, Requirement } from '#domain/subsidy/pack/pack-amount.ts'
import { figureOf, type Measure, measuresOf, type Rule } from '#domain/subsidy/pack/policy-pack.ts'

type Sign = '+' | '-' | '?'
const turned: Readonly<Record<Sign, Sign>> = { '+': '-', '-': '+', '?': '?' }

export function mayLower(rule: Rule, measure: Measure): boolean {
  const name = measuresOf(rule).find(([, one]) => one === measure)?.[0]
  const given: unknown[] = [figureOf(rule), rule.cap?.amount, ...rule.limits.map(({ amount }) => amount)]
  for (const { amount } of rule.stages) given.push(amount)
  const signs = given.flatMap(amount => (amount === undefined ? [] : signsIn(amount as Amount, '+', name ?? '')))
  for (const one of rule.requires) signs.push(...signsOfTest(one, '+', name ?? ''))
  return signs.some(sign => sign !== '+')
}

/** The signs under which a name stands in an amount. */
function signsIn(amount: Amount, sign: Sign, name: string): Sign[] {
  if (amount === name) return [sign]
  if (typeof amount !== 'object') return []
  const same = (inner: Amount | undefined) => (inner === undefined ? [] : signsIn(inner, sign, name))
  if ('rate' in amount || 'fraction' in amount) return same(amount.of)
  if ('each' in amount) return [...same(amount.each), ...same(amount.of)]
  if ('least_of' in amount) return amount.least_of.flatMap(same)
  if ('greatest_of' in amount) return amount.greatest_of.flatMap(same)
  if ('sum' in amount) return amount.sum.flatMap(same)
  if ('minus' in amount) return [...same(amount.minus[0]), ...signsIn(amount.minus[1], turned[sign], name)]
  if ('step' in amount) return same(amount.step.of ?? 'base')
  if ('tiers' in amount) {
    const { by, of, brackets } = amount.tiers
    return [...same(by), ...same(of), ...brackets.flatMap(one => [one.amount, one.cap, one.step?.of].flatMap(same))]
  }
  if ('cases' in amount) {
    const tests = amount.cases.flatMap(({ requires }) => requires.flatMap(one => signsOfTest(one, '?', name)))
    return [...tests, ...amount.cases.flatMap(({ gives }) => same(gives)), ...same(amount.otherwise)]
  }
  return 'readings' in amount ? Object.values(amount.readings).flatMap(same) : []
}

function signsOfTest({ amount, at_least, above, at_most, below }: Requirement, sign: Sign, name: string): Sign[] {
  const lower = at_least ?? above
  const upper = at_most ?? below
  if (lower !== undefined) return [...signsIn(amount, sign, name), ...signsIn(lower, turned[sign], name)]
  return [...signsIn(amount, turned[sign], name), ...(upper === undefined ? [] : signsIn(upper, sign, name))]
}
