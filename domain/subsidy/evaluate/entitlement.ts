/**
 * What a rule gives one group before anything outside the group is looked at: who may receive, the figure, rounded
 * once, held to the limits on the rule's own key. Each line appends its own trace step, so the explanation is the
 * computation.
 */
import { formatRate } from '../../money.ts'
import { Refusal } from '../../refusal.ts'
import { viewOfParty } from '../facts/fact-view.ts'
import type { Grant } from '../facts/facts.ts'
import { measuresCompared } from '../pack/lowering.ts'
import { figureOf, isOwnLimit, type Limit, type Rule } from '../pack/policy-pack.ts'
import { askedOf } from '../pack/rule-order.ts'
import { AmountTooLarge, isTooLarge, refuseTooLarge } from './amount-too-large.ts'
import { type AmountContext, evaluateAmount, stepOf, testRequirement, valueOfTally } from './evaluate-amount.ts'
import { type Exact, floor, isWhole, money, round, show, yuan } from './exact.ts'
import { findUnclear, isGrounded, listLacking } from './lacking-facts.ts'
import { findUnknownPayer } from './payment-terms.ts'
import { windowName, yearOfWindow } from './place-in-time.ts'
import type { RecordGroup, Tally } from './read-group.ts'
import { compileConditions, type RuleContext } from './rule-context.ts'
import type { RuleOutputs } from './rule-outputs.ts'
import type { TraceLimit, TraceStep } from './trace.ts'

/** Why a beneficiary may not receive. `isUnknown` when the fact that decides was not given. */
export interface Bar {
  why: string
  isUnknown: boolean
}

/** What a rule gives one group before the others are looked at. */
export interface Entitlement {
  context: RuleContext
  group: RecordGroup
  bar: Bar | null
  /** A test of the group as a whole failed: nothing is due, not even in stages. */
  isRefused: boolean
  /** Which fact is missing, or not clear: nothing is due until it is given, and nothing comes back. */
  undetermined: string | null
  steps: TraceStep[]
  limits: TraceLimit[]
  cap: { limitFen: bigint; usedBeforeFen: bigint; binds: boolean } | null
  /** The least of the limits on the rule's own key, in 分; null without one. */
  ownLimitFen: bigint | null
  /** Before anything is taken off for earlier grants. */
  wholeFen: bigint
  grants: readonly Grant[]
  grantedFen: bigint
}

/** A limit and a least amount of the same figure that cannot both hold. */
export class MinimumOverLimit extends Refusal {
  readonly code = 'MINIMUM_OVER_LIMIT'
  readonly rule: string
  constructor(rule: string, minimumFen: bigint, limitFen: bigint) {
    super(`rule ${rule}: the least payment ${yuan(minimumFen)} is over the limit ${yuan(limitFen)}; correct the pack`)
    this.rule = rule
  }
}

/** `hasLines`: the group was read with its lines, and the computation is to have its own. */
type Entitle = (group: RecordGroup, hasLines: boolean) => Entitlement

/** Ready for one rule; called for each of its groups. @throws MinimumOverLimit, AmountTooLarge */
export function compileEntitlement(context: RuleContext, outputs: RuleOutputs): Entitle {
  const { rule, grants } = context
  const who = compileConditions(context, 'contracts', rule.who)
  const ownLimits = listOwnLimits(rule).map(limit => ({ ...limit, account: `${rule.id}.${limit.id}` }))
  const figure = figureOf(rule)
  const asked = askedOf(rule)
  // The rate of a base has its line where it is rounded.
  const hasOwnLine = !rule.rate
  return (group, hasLines) => {
    const standing = grants.of(rule.id, group.key, yearOfWindow(group.window))
    const entitlement: Entitlement = {
      context,
      group,
      bar: findBar(context, who, group),
      isRefused: false,
      undetermined: null,
      steps: [],
      limits: [],
      cap: null,
      ownLimitFen: null,
      wholeFen: 0n,
      grants: standing,
      grantedFen: standing.length === 0 ? 0n : standing.reduce((sum, { amountFen }) => sum + amountFen, 0n),
    }
    if (standing.length > 0) refuseTooLarge(entitlement, entitlement.grantedFen)
    if (entitlement.bar) {
      if (entitlement.bar.isUnknown && (group.problem || isGrounded(entitlement)))
        entitlement.undetermined = entitlement.bar.why
      if (hasLines) entitlement.steps.push({ label: 'requires', expression: entitlement.bar.why, valueFen: 0n })
      return entitlement
    }
    const lacking = listLacking(entitlement)
    const missing = group.problem?.error ?? findUnclear(entitlement, outputs, asked) ?? findUnknownPayer(entitlement)
    if (missing) return leaveOpen(entitlement, missing, hasLines)
    const amounts: AmountContext = { rule: context, group, outputs, hasLines }
    for (const tally of group.tallies) {
      const { denominator } = tally.measure
      if (isTooLarge(tally.gross, denominator) || isTooLarge(tally.deducted, denominator))
        throw new AmountTooLarge(rule.id, group.key)
      if (hasLines) addTally(entitlement, tally)
    }
    const isFailed = findFailure(amounts, entitlement, lacking)
    const [first] = lacking.values()
    if (first && !isFailed) return leaveOpen(entitlement, first, hasLines)
    const bare: AmountContext = hasLines ? { rule: context, group, outputs, hasLines: false } : amounts
    const found = isFailed ? null : evaluateAmount(hasOwnLine ? amounts : bare, figure)
    if (hasLines && found && hasOwnLine) entitlement.steps.push(found.step)
    holdToOwnLimits(bare, { entitlement, hasLines }, ownLimits, found?.value ?? money(0n))
    return entitlement
  }
}

function findBar(
  context: RuleContext,
  who: ReturnType<typeof compileConditions>,
  { beneficiary, year: ofGroup }: RecordGroup,
): Bar | null {
  const year = ofGroup ?? context.index.facts.year
  if (who.length === 0) return null
  const view = viewOfParty(context.index, beneficiary)
  const verdicts = who.map(condition => ({ condition, verdict: condition.test(view, year) }))
  // What is known to fail decides; only where nothing does is it a matter of what is not known.
  const failed = verdicts.find(({ verdict }) => verdict === false) ?? verdicts.find(({ verdict }) => verdict === null)
  return failed ? { why: failed.condition.explain(view), isUnknown: failed.verdict === null } : null
}

function leaveOpen(entitlement: Entitlement, { message }: Refusal, hasLines: boolean): Entitlement {
  entitlement.isRefused = true
  entitlement.undetermined = message
  if (hasLines) entitlement.steps.push({ label: 'requires', expression: message, valueFen: 0n })
  return entitlement
}

function addTally({ steps }: Entitlement, tally: Tally): void {
  const { measure, gross, deducted, counted, struck } = tally
  const value = valueOfTally(tally)
  if (measure.what !== 'sum') {
    const step = stepOf('measure', `${measure.what} of ${counted} record(s)`, value)
    step.name = measure.name
    steps.push(step)
    return
  }
  const all = money(gross, measure.denominator)
  const off = money(deducted, measure.denominator)
  const first = stepOf('gross', `sum of ${counted + struck} record(s)`, all)
  const second = stepOf('deducted', `sum of ${struck} record(s) that fell away`, off)
  const text = `${show(all)} − ${show(off)}`
  if (measure.name === 'base') {
    steps.push(first, second, stepOf('base', text, value))
    return
  }
  const step = stepOf('measure', text, value, [first, second])
  step.name = measure.name
  steps.push(step)
}

/**
 * No record that counts, or a test of the group that fails: nothing is given, and the trace says why. What compares a
 * measure that is `lacking` is not tested.
 */
function findFailure(amounts: AmountContext, entitlement: Entitlement, lacking: ReadonlyMap<string, unknown>): boolean {
  const { context, steps } = entitlement
  if (!isGrounded(entitlement)) {
    if (amounts.hasLines) steps.push({ label: 'requires', expression: 'no record counts', valueFen: 0n })
    entitlement.isRefused = true
    return true
  }
  for (const requirement of context.rule.requires) {
    if (lacking.size > 0 && measuresCompared(requirement).some(name => lacking.has(name))) continue
    const { holds, step } = testRequirement(amounts, requirement)
    if (amounts.hasLines) steps.push(step)
    if (!holds) {
      entitlement.isRefused = true
      return true
    }
  }
  return false
}

function holdToOwnLimits(
  bare: AmountContext,
  { entitlement, hasLines }: { entitlement: Entitlement; hasLines: boolean },
  limits: readonly OwnLimit[],
  value: Exact,
): void {
  const { context } = entitlement
  const { rule } = context
  const unitFen = rule.roundTo ?? 1n
  let fen = round(value, rule.rounding, unitFen)
  refuseTooLarge(entitlement, fen)
  if (hasLines) addRounding(entitlement, value, fen)
  for (const limit of limits) {
    const { amount } = limit
    const limitFen = typeof amount === 'bigint' ? amount : floor(evaluateAmount(bare, amount).value)
    const beforeFen = fen
    // A limit that is no multiple of what is rounded to is not exceeded by rounding.
    if (fen > limitFen) fen = limitFen - (limitFen % unitFen)
    const { ownLimitFen } = entitlement
    entitlement.ownLimitFen = ownLimitFen === null || limitFen < ownLimitFen ? limitFen : ownLimitFen
    if (hasLines) addOwnLimit(entitlement, limit, { limitFen, beforeFen, afterFen: fen })
  }
  entitlement.wholeFen = applyMinimum(entitlement, fen, hasLines)
}

function addRounding({ context, group, steps }: Entitlement, value: Exact, fen: bigint): void {
  const { rate, rounding, roundTo = 1n } = context.rule
  const [base] = group.tallies
  const isRate = rate !== undefined && base !== undefined
  if (!isRate && isWhole(value) && roundTo === 1n) return
  const rounded = `rounded ${rounding.replace('_', ' ')} to ${roundTo === 1n ? 'the 分' : `whole ${yuan(roundTo)}`}`
  steps.push(
    isRate
      ? { label: 'rate', expression: `${show(valueOfTally(base))} × ${formatRate(rate)}, ${rounded}`, valueFen: fen }
      : { label: 'rounded', expression: rounded, valueFen: fen },
  )
}

function addOwnLimit(
  entitlement: Entitlement,
  { id, account }: OwnLimit,
  { limitFen, beforeFen, afterFen }: { limitFen: bigint; beforeFen: bigint; afterFen: bigint },
): void {
  const { group, grantedFen } = entitlement
  const binds = beforeFen > limitFen
  entitlement.cap ??= { limitFen, usedBeforeFen: grantedFen, binds }
  const expression = `the lesser of ${yuan(beforeFen)} and the limit ${yuan(limitFen)}`
  entitlement.steps.push(
    id === 'cap'
      ? { label: 'cap', expression, valueFen: afterFen }
      : { label: 'cap', name: id, expression, valueFen: afterFen },
  )
  entitlement.limits.push({
    account,
    key: group.key,
    window: windowName(group.window),
    limitFen,
    usedBeforeFen: grantedFen,
    beforeFen,
    afterFen,
    binds,
  })
}

function applyMinimum(entitlement: Entitlement, fen: bigint, hasLines: boolean): bigint {
  const { minimum, id } = entitlement.context.rule
  if (!minimum || fen >= minimum.amount) return fen
  const isRaised = minimum.below === 'raised' && fen > 0n
  const { ownLimitFen } = entitlement
  if (isRaised && ownLimitFen !== null && ownLimitFen < minimum.amount)
    throw new MinimumOverLimit(id, minimum.amount, ownLimitFen)
  const raisedFen = isRaised ? minimum.amount : 0n
  const words = isRaised ? 'raised to' : 'nothing is paid under'
  if (hasLines)
    entitlement.steps.push({
      label: 'minimum',
      expression: `${yuan(fen)}: ${words} ${yuan(minimum.amount)}`,
      valueFen: raisedFen,
    })
  return raisedFen
}

interface OwnLimit extends Limit {
  account: string
}

/** `cap`, then the limits on the rule's own key and window, in the order written. */
export function listOwnLimits(rule: Rule): Limit[] {
  const cap: Limit[] = rule.cap ? [{ id: 'cap', amount: rule.cap.amount, short: 'in_order' }] : []
  return [...cap, ...rule.limits.filter(limit => isOwnLimit(rule, limit))]
}
