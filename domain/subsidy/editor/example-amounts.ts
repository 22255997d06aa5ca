/**
 * Amounts that show what a rule does: typical ones, and for each threshold and limit the amount itself, one 分 under it
 * and one 分 over it. "不满、达到、超过" are told apart there, and nowhere else. Amounts in 分.
 */
import { isAmountFen, type Rate, rateFraction } from '../../money.ts'
import { type Amount, type Bracket, innerAmounts, type Requirement, type Step } from '../pack/pack-amount.ts'
import { comparisons, innerTests, type Test } from '../pack/pack-condition.ts'
import { figureOf, measuresOf, type Rule } from '../pack/policy-pack.ts'

export interface ExampleAmount {
  amountFen: bigint
  /** Where it stands to the edge that it shows; `typical` shows none. */
  place: 'typical' | 'under' | 'at' | 'over'
}

const wan = 1_000_000n
const typical = [10n * wan, 100n * wan, 1_000n * wan, 10_000n * wan]
const mostEdges = 20

/** Typical amounts and those around every edge, each once, in order. An amount that is an edge is called one. */
export function exampleAmounts(rule: Rule): ExampleAmount[] {
  const found = new Map<bigint, ExampleAmount['place']>(typical.map(fen => [fen, 'typical']))
  const edges = edgesOf(rule).slice(0, mostEdges)
  for (const edge of edges) {
    if (!found.has(edge - 1n) || found.get(edge - 1n) === 'typical') found.set(edge - 1n, 'under')
    if (!found.has(edge + 1n) || found.get(edge + 1n) === 'typical') found.set(edge + 1n, 'over')
  }
  for (const edge of edges) found.set(edge, 'at')
  return [...found]
    .filter(([fen]) => fen > 0n && isAmountFen(fen))
    .map(([amountFen, place]) => ({ amountFen, place }))
    .toSorted((a, b) => (a.amountFen < b.amountFen ? -1 : 1))
}

/** Every amount of the base at which the rule begins to say something else, in order. */
export function edgesOf(rule: Rule): bigint[] {
  const edges = new Set<bigint>()
  const add = (fen: unknown) => {
    if (typeof fen === 'bigint' && fen > 0n && isAmountFen(fen)) edges.add(fen)
  }
  const amounts = amountsIn(figureOf(rule))
  for (const requirement of rule.requires) addRequirement(requirement, add)
  for (const [, measure] of measuresOf(rule))
    for (const condition of [...measure.where, ...measure.deduct]) addTest(condition, add)
  for (const amount of amounts) addAmount(amount, add)
  const rates = amounts.flatMap(ratesOf)
  for (const limit of limitsOf(rule, amounts)) for (const rate of rates) add(reaching(limit, rate))
  return [...edges].toSorted((a, b) => (a < b ? -1 : 1))
}

/** The least base of which a rate gives the limit. */
function reaching(limitFen: bigint, rate: Rate): bigint | null {
  const { numerator, denominator } = rateFraction(rate)
  return numerator === 0n ? null : (limitFen * denominator + numerator - 1n) / numerator
}

/** The amount and all amounts in it. */
function amountsIn(amount: Amount): Amount[] {
  return [amount, ...innerAmounts(amount).flatMap(([, inner]) => amountsIn(inner))]
}

function ratesOf(amount: Amount): Rate[] {
  if (typeof amount !== 'object') return []
  if ('rate' in amount) return [amount.rate]
  return 'tiers' in amount ? amount.tiers.brackets.flatMap(({ rate }) => rate ?? []) : []
}

/** Amounts that the figure is held to, wherever they stand; those of a bracket are reached by its own rate. */
function limitsOf(rule: Rule, amounts: readonly Amount[]): bigint[] {
  const written: unknown[] = [
    rule.cap?.amount,
    rule.minimum?.amount,
    ...rule.limits.map(({ amount }) => amount),
    ...amounts.flatMap(amount => (typeof amount === 'object' && 'least_of' in amount ? amount.least_of : [])),
  ]
  return written.filter(amount => typeof amount === 'bigint')
}

type Add = (fen: unknown) => void

function addRequirement(requirement: Requirement, add: Add): void {
  for (const comparison of comparisons) add(requirement[comparison])
}

function addTest(test: Test, add: Add): void {
  for (const comparison of comparisons) add(test[comparison])
  for (const inner of innerTests(test)) addTest(inner, add)
}

function addAmount(amount: Amount, add: Add): void {
  if (typeof amount !== 'object') return
  if ('tiers' in amount) for (const bracket of amount.tiers.brackets) addBracket(bracket, add)
  if ('step' in amount) addStep(amount.step, amount.step.over, add)
  if ('cases' in amount)
    for (const { requires } of amount.cases) for (const requirement of requires) addRequirement(requirement, add)
}

function addBracket({ from, above, below, to, rate, cap, step }: Bracket, add: Add): void {
  for (const bound of [from, above, below, to]) add(bound)
  if (rate && typeof cap === 'bigint') add(reaching(cap, rate))
  if (step) addStep(step, from ?? above, add)
}

/** The threshold, and the first two steps over it. */
function addStep({ every }: Step, over: unknown, add: Add): void {
  const start = typeof over === 'bigint' ? over : 0n
  add(start)
  if (typeof every === 'bigint') for (const times of [1n, 2n]) add(start + times * every)
}
