/**
 * Evaluates a policy pack on facts: for every rule, who may get how much, with the explanation of each figure. Pure
 * and exact: whole 分, one rounding per figure, stated by the rule. Same pack and facts, same bytes.
 */
import { type FieldProblem, InvalidInput } from '../refusal.ts'
import { compileEntitlement, type Entitlement } from './entitlement.ts'
import type { RuleOutputs } from './evaluate-amount.ts'
import { indexFacts } from './fact-view.ts'
import type { Facts } from './facts.ts'
import { groupBy } from './group-by.ts'
import { planGroups } from './group-records.ts'
import { listStages, type Payable } from './payment-terms.ts'
import { isYearly, type PolicyPack, type ReadPack, type Rule } from './policy-pack.ts'
import { readingsFrom, readPack } from './read-pack.ts'
import { chooseReadings, type RuleContext, refuseUnknownParameters } from './rule-context.ts'
import { coupledRules, orderRules, rulesNeededFor } from './rule-order.ts'
import { createOutputs, type KeptOutputs } from './rule-outputs.ts'
import { indexGrants } from './standing-grants.ts'
import { applyTogether } from './together.ts'
import type { Determination } from './trace.ts'
import { applyWideLimits, listIdentityFields } from './wide-limits.ts'
import { compileWriter } from './write-determination.ts'

export interface EvaluationOptions {
  /** Only this rule. */
  rule?: string
  /**
   * Also those who may not receive, with a ceiling of 0 and the reason among the notes. Listed in any case: who lacks
   * the fact that decides, and who was granted something before.
   */
  includeIneligible?: boolean
  /** Digest of the pack's text, for the trace. */
  policySha256?: string
}

/** A figure on its way, with what may be granted of it so far. */
export interface OpenFigure {
  entitlement: Entitlement
  payable: Payable
  netFen: bigint
  /** The entitlement again with all its lines, where only what others need of it was held. */
  reread: (() => Entitlement) | null
}

/**
 * The determinations of a pack, in the order of its rules, then by aggregation key and window.
 * Takes facts that `parseFacts` has admitted; amounts in 分.
 * @throws InvalidInput for wrong parameters, an unknown rule, an unclear grant or a missing year; MissingFact,
 * AmbiguousBeneficiary, MinimumOverLimit, WrongFactType.
 */
export function evaluatePolicy(pack: PolicyPack, facts: Facts, options: EvaluationOptions = {}): Determination[] {
  return [...evaluateInSteps(pack, facts, options)].filter(found => found !== null)
}

/**
 * As `evaluatePolicy`, one determination after another, and null now and then, so that whoever evaluates a whole city
 * can do something else in between and need not hold what is already stored.
 */
export function* evaluateInSteps(
  pack: PolicyPack,
  facts: Facts,
  options: EvaluationOptions = {},
): Generator<Determination | null, void> {
  if (options.rule !== undefined && !pack.rules.some(({ id }) => id === options.rule))
    throw unknownRule(pack, options.rule)
  refuseUnknownParameters(pack, facts)
  const read = readPack(pack, readingsFrom(facts.parameters))
  refuseUnclearGrants(read, facts)
  const rules = options.rule === undefined ? read.rules : rulesNeededFor(read, options.rule)
  const evaluation = startEvaluation(read, facts, rules)
  const held = yield* evaluateHeld(evaluation, rules)
  const write = compileWriter(options.policySha256 ?? null)
  for (const rule of rules) {
    if (options.rule !== undefined && rule.id !== options.rule) continue
    const figures = held.get(rule.id) ?? streamRule(evaluation, rule)
    for (const figure of figures) yield figure && isListed(figure.entitlement, options) ? write(complete(figure)) : null
  }
}

/** A grant that is not recognised would be paid again: its rule must be known, and its year be there where the rule has one. */
function refuseUnclearGrants(pack: ReadPack, facts: Facts): void {
  const problems = facts.grants.flatMap((grant, index): FieldProblem[] => {
    if (grant.policy !== null && grant.policy !== pack.id) return []
    const rule = pack.rules.find(({ id }) => id === grant.rule)
    const path = `grants.${index}`
    if (!rule) {
      if (grant.policy !== null) return []
      const remedy = `use one of: ${pack.rules.map(({ id }) => id).join(', ')}; or name its policy`
      return [{ path: `${path}.rule`, message: `the policy has no rule "${grant.rule}"`, remedy }]
    }
    if (isYearly(rule.window) === (grant.year !== null)) return []
    const message = `rule ${rule.id} has ${grant.year === null ? '' : 'no '}years`
    const remedy = grant.year === null ? 'give the year of its window' : 'remove the year'
    return [{ path: `${path}.year`, message, remedy }]
  })
  if (problems.length > 0) throw new InvalidInput(problems)
}

interface Evaluation {
  pack: ReadPack
  contextOf(rule: Rule): RuleContext
  identityFields: readonly string[]
  outputs: KeptOutputs
}

function startEvaluation(pack: ReadPack, facts: Facts, rules: readonly Rule[]): Evaluation {
  const index = indexFacts(facts)
  const grants = indexGrants(facts, pack.id)
  const contexts = new Map(
    rules.map(rule => [rule, { pack, rule, readings: chooseReadings(rule, facts), index, grants }]),
  )
  return {
    pack,
    contextOf(rule) {
      const context = contexts.get(rule)
      if (!context) throw new RangeError(`rule ${rule.id} is not evaluated`)
      return context
    },
    identityFields: listIdentityFields(pack),
    outputs: createOutputs(),
  }
}

/**
 * Rules whose figures depend on one another, or share a wide limit, are evaluated before any of them is written. Of each
 * only what the others need is held; its records are read again when it is written.
 */
function* evaluateHeld(evaluation: Evaluation, rules: readonly Rule[]): Generator<null, Map<string, OpenFigure[]>> {
  const { pack, outputs } = evaluation
  const kept = new Map<string, Entitlement[]>()
  const coupled = coupledRules(pack)
  const rereads = new Map<Entitlement, () => Entitlement>()
  for (const rule of orderRules(rules)) {
    if (!coupled.has(rule.id)) continue
    const entitlements: Entitlement[] = []
    const isSlim = rule.stages.length === 0
    for (const found of entitlementsOf(evaluation, rule)) {
      if (!found) {
        yield null
        continue
      }
      const entitlement = isSlim ? slim(found.entitlement) : found.entitlement
      if (isSlim) rereads.set(entitlement, found.again)
      entitlements.push(entitlement)
    }
    kept.set(rule.id, entitlements)
    outputs.keep(rule.id, entitlements)
  }
  const entitlements = rules.flatMap(rule => kept.get(rule.id) ?? [])
  applyTogether(pack.together, entitlements)
  const figures = entitlements.map(entitlement => openFigure(entitlement, outputs, rereads.get(entitlement) ?? null))
  applyWideLimits(pack, figures)
  const held = groupBy(figures, ({ entitlement }) => [entitlement.context.rule.id])
  for (const id of kept.keys()) if (!held.has(id)) held.set(id, [])
  return held
}

/** Without the lines of its records and of its own computation. */
function slim(entitlement: Entitlement): Entitlement {
  return { ...entitlement, group: { ...entitlement.group, tallies: [] }, steps: [], limits: [], notes: [] }
}

/** A held figure with all its lines: those of its own, then those that the others have added. */
function complete(figure: OpenFigure): OpenFigure {
  if (!figure.reread) return figure
  const { steps, limits, notes, wholeFen, isRefused } = figure.entitlement
  const own = figure.reread()
  const entitlement = {
    ...own,
    steps: [...own.steps, ...steps],
    limits: [...own.limits, ...limits],
    notes: [...own.notes, ...notes],
    wholeFen,
    isRefused,
  }
  return { ...figure, entitlement }
}

function* streamRule(evaluation: Evaluation, rule: Rule): Generator<OpenFigure | null> {
  for (const found of entitlementsOf(evaluation, rule))
    yield found && openFigure(found.entitlement, evaluation.outputs, null)
}

interface Found {
  entitlement: Entitlement
  again: () => Entitlement
}

function* entitlementsOf(evaluation: Evaluation, rule: Rule): Generator<Found | null> {
  const context = evaluation.contextOf(rule)
  const entitle = compileEntitlement(context, evaluation.outputs)
  const planning = planGroups(context, evaluation.identityFields)
  let step = planning.next()
  for (; !step.done; step = planning.next()) yield null
  const { groups, read } = step.value
  for (const planned of groups) {
    const group = read(planned)
    if (!group) yield null
    else yield { entitlement: entitle(group), again: () => entitle(read(planned) ?? group) }
  }
}

function openFigure(entitlement: Entitlement, outputs: RuleOutputs, reread: OpenFigure['reread']): OpenFigure {
  const payable = listStages(entitlement, outputs)
  const restFen = payable.payableFen - entitlement.grantedFen
  return { entitlement, payable, netFen: restFen > 0n ? restFen : 0n, reread }
}

function isListed({ bar, grants }: Entitlement, { includeIneligible }: EvaluationOptions): boolean {
  return bar === null || bar.isUnknown || includeIneligible === true || grants.length > 0
}

function unknownRule(pack: PolicyPack, rule: string): InvalidInput {
  const remedy = `use one of: ${pack.rules.map(({ id }) => id).join(', ')}`
  return new InvalidInput([{ path: 'rule', message: `the policy has no computable rule "${rule}"`, remedy }])
}
