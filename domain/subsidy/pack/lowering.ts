/** Which measures of a rule may lower what it gives: a record that is left out of one of these is in the unit's favour. */
import { type Amount, innerAmounts, innerOfRequirement, type Requirement } from './pack-amount.ts'
import { figureOf, type Rule } from './policy-pack.ts'

/** More of it gives more (1), gives less (-1), or may do either (0). */
type Sense = 1 | -1 | 0

/** What is subtracted, an upper bound, what decides between cases. */
export function loweringMeasures(rule: Rule): ReadonlySet<string> {
  const found = new Set<string>()
  const amounts = [
    figureOf(rule),
    ...(rule.cap ? [rule.cap.amount] : []),
    ...rule.limits.map(({ amount }) => amount),
    ...rule.stages.flatMap(({ amount }) => (amount === undefined ? [] : [amount])),
  ]
  for (const amount of amounts) findLowering(amount, 1, found)
  for (const requirement of rule.requires) findInRequirement(requirement, 1, found)
  return found
}

function findLowering(amount: Amount, sense: Sense, found: Set<string>): void {
  if (typeof amount === 'string') {
    if (sense !== 1) found.add(amount)
    return
  }
  if (typeof amount !== 'object') return
  if ('minus' in amount) {
    findLowering(amount.minus[0], sense, found)
    findLowering(amount.minus[1], opposite(sense), found)
    return
  }
  if ('cases' in amount) {
    for (const { requires, gives } of amount.cases) {
      for (const requirement of requires) findInRequirement(requirement, 0, found)
      findLowering(gives, sense, found)
    }
    if (amount.otherwise !== undefined) findLowering(amount.otherwise, sense, found)
    return
  }
  if ('step' in amount && amount.step.of === undefined) findLowering('base', sense, found)
  for (const [, inner] of innerAmounts(amount)) findLowering(inner, sense, found)
}

/** `at_least` and `above` hold the sooner the more is compared, `at_most` and `below` the less. */
function findInRequirement(requirement: Requirement, sense: Sense, found: Set<string>): void {
  const isUpper = requirement.at_most !== undefined || requirement.below !== undefined
  const compared = innerOfRequirement(requirement, '').map(([, inner]) => inner)
  for (const [at, inner] of compared.entries())
    findLowering(inner, (at === 0) === isUpper ? opposite(sense) : sense, found)
}

const opposite = (sense: Sense): Sense => (sense === 0 ? 0 : sense === 1 ? -1 : 1)

/** Every measure that a requirement compares, under whatever reading. */
export function measuresCompared(requirement: Requirement): string[] {
  return innerOfRequirement(requirement, '').flatMap(([, inner]) => measuresIn(inner))
}

function measuresIn(amount: Amount): string[] {
  if (typeof amount === 'string') return [amount]
  const ofStep = typeof amount === 'object' && 'step' in amount && amount.step.of === undefined ? ['base'] : []
  return [...ofStep, ...innerAmounts(amount).flatMap(([, inner]) => measuresIn(inner))]
}
