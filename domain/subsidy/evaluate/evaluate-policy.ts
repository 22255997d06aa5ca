/**
 * Evaluates a policy pack on facts: for every rule, who may get how much, with the explanation of each figure. Pure
 * and exact: whole 分, one rounding per figure, stated by the rule. Same pack and facts, same bytes.
 */
import { type FieldProblem, InvalidInput } from '../../refusal.ts'
import { indexFacts } from '../facts/fact-view.ts'
import type { Facts } from '../facts/facts.ts'
import { isYearly, type PolicyPack, type ReadPack, type Rule } from '../pack/policy-pack.ts'
import { readingsFrom, readPack } from '../pack/read-pack.ts'
import { coupledRules, orderRules, rulesNeededFor, sourcesOf } from '../pack/rule-order.ts'
import { compileEntitlement, type Entitlement, type Figure } from './entitlement.ts'
import { type GroupPlan, planGroups } from './group-records.ts'
import { listStages, type Payable } from './payment-terms.ts'
import { dayAsNumber } from './place-in-time.ts'
import type { RecordGroup } from './read-group.ts'
import { chooseReadings, type RuleContext, refuseUnknownParameters } from './rule-context.ts'
import { createOutputs, type KeptOutputs } from './rule-outputs.ts'
import { indexGrants } from './standing-grants.ts'
import { applyTogether } from './together.ts'
import type { Determination } from './trace.ts'
import { applyWideLimits, type Claim, listIdentityFields, type Share } from './wide-limits.ts'
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
  share: Share | null
}

/** One that waits for others, without lines: its group is read again when they are written. */
interface HeldFigure extends Claim {
  number: number
  /** Stages are computed from the records of the group; without any, those are not held. */
  records: RecordGroup | null
}

/**
 * The determinations of a pack, in the order of its rules, then by aggregation key and window.
 * Takes facts that `parseFacts` has admitted; amounts in 分.
 * @throws InvalidInput for wrong parameters, an unknown rule, an unclear grant or a missing year; MissingFact,
 * AmbiguousBeneficiary, MinimumOverLimit, WrongFactType, AmountTooLarge.
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
  const write = compileListing(options)
  for (const rule of rules) {
    if (rule.gives === 'basis' || (options.rule !== undefined && rule.id !== options.rule)) continue
    const waiting = held.get(rule.id)
    yield* waiting ? writeHeld(evaluation, waiting, write) : writeRule(evaluation, rule, write)
  }
}

/** A grant that is not recognised would be paid again: its rule must be known, and its year be there where the rule has one. */
function refuseUnclearGrants(pack: ReadPack, facts: Facts): void {
  const problems = facts.grants.flatMap((grant, index): FieldProblem[] => {
    if (grant.policy !== null && grant.policy !== pack.id) return []
    const rule = pack.rules.find(({ id }) => id === grant.rule)
    const path = `grants.${index}`
    if (rule?.gives === 'basis' && grant.policy === null)
      return [
        {
          path: `${path}.rule`,
          message: `nothing is granted under rule ${rule.id}, a basis`,
          remedy: 'name the rule that gave it',
        },
      ]
    if (!rule) {
      if (grant.policy !== null) return []
      const remedy = `use one of: ${pack.rules.map(({ id }) => id).join(', ')}; or name its policy`
      return [{ path: `${path}.rule`, message: `the policy has no rule "${grant.rule}"`, remedy }]
    }
    if (rule.gives === 'basis' || isYearly(rule.window) === (grant.year !== null)) return []
    const message = `rule ${rule.id} has ${grant.year === null ? '' : 'no '}years`
    const remedy = grant.year === null ? 'give the year of its window' : 'remove the year'
    return [{ path: `${path}.year`, message, remedy }]
  })
  if (problems.length > 0) throw new InvalidInput(problems)
}

interface Evaluation {
  pack: ReadPack
  contextOf(rule: Rule): RuleContext
  outputs: KeptOutputs
}

function startEvaluation(pack: ReadPack, facts: Facts, rules: readonly Rule[]): Evaluation {
  const index = indexFacts(facts)
  const grants = indexGrants(facts, pack.id)
  const identityFields = listIdentityFields(pack)
  const contexts = new Map(
    rules.map(rule => [rule, { pack, rule, readings: chooseReadings(rule, facts), index, grants, identityFields }]),
  )
  return {
    pack,
    contextOf(rule) {
      const context = contexts.get(rule)
      if (!context) throw new RangeError(`rule ${rule.id} is not evaluated`)
      return context
    },
    outputs: createOutputs(pack),
  }
}

interface HeldRule {
  compiled: CompiledRule
  figures: HeldFigure[]
}

/** Figures between two yields while none is written: well under a millisecond's worth. */
const figuresPerPause = 64

/**
 * Rules whose figures depend on one another, or share a wide limit, are evaluated before any of them is written. Of each
 * only what the others need is held, without lines; its records are read again when it is written.
 */
function* evaluateHeld(evaluation: Evaluation, rules: readonly Rule[]): Generator<null, Map<string, HeldRule>> {
  const { pack, outputs } = evaluation
  const coupled = coupledRules(pack)
  const sources = new Set(pack.rules.flatMap(sourcesOf))
  const held = new Map<string, HeldRule>()
  for (const rule of orderRules(rules)) {
    if (!coupled.has(rule.id)) continue
    const compiled = yield* compileRule(evaluation, rule)
    const figures: HeldFigure[] = []
    for (let at = 0; at < compiled.order.length; at += 1) {
      const number = compiled.order[at] ?? 0
      if (figures.length % figuresPerPause === 0) yield null
      const entitlement = compiled.entitle(number, false)
      if (entitlement) figures.push(hold(entitlement, number))
    }
    held.set(rule.id, { compiled, figures })
    if (sources.has(rule.id)) outputs.keep(rule.id, figures)
  }
  const all = rules.flatMap(rule => held.get(rule.id)?.figures ?? [])
  applyTogether(pack.together, all)
  for (const figure of all) figure.netFen = netOf(listStages(figure, figure.records, outputs), figure)
  applyWideLimits(pack, all)
  return held
}

/**
 * What others need of a figure. A copy: objects of one place in the code that live long are made among the old ones by
 * the engine, and those of a whole city that live briefly would be too.
 */
function hold(
  { context, group, bar, wholeFen, isRefused, grantedFen, ownLimitFen }: Entitlement,
  number: number,
): HeldFigure {
  const { key, year, beneficiary, identities, lead } = group
  return {
    context,
    group: { key, year, beneficiary, identities },
    bar,
    isRefused,
    notes: null,
    steps: null,
    ownLimitFen,
    wholeFen,
    grantedFen,
    netFen: 0n,
    firstDay: lead === null ? 0 : dayAsNumber(lead.date),
    share: null,
    number,
    records: context.rule.stages.length > 0 ? group : null,
  }
}

type Write = (figure: OpenFigure) => Determination | null

/** Null for a figure that is not listed. */
function compileListing(options: EvaluationOptions): Write {
  const write = compileWriter(options.policySha256 ?? null)
  return figure => (isListed(figure.entitlement, options) ? write(figure) : null)
}

/** Held figures with all their lines: those of their own, then those that the others have added. */
function* writeHeld(
  { outputs }: Evaluation,
  { compiled, figures }: HeldRule,
  write: Write,
): Generator<Determination | null, void> {
  for (const figure of figures) {
    const entitlement = compiled.entitle(figure.number, true)
    if (!entitlement) throw new RangeError(`group ${figure.number} is not what it was`)
    addLines(entitlement, figure)
    const { netFen, share } = figure
    yield write({ entitlement, payable: listStages(entitlement, entitlement.group, outputs), netFen, share })
  }
}

function addLines(own: Entitlement, { steps, notes, wholeFen, isRefused }: Figure): void {
  if (steps) own.steps.push(...steps)
  if (notes) own.notes.push(...notes)
  own.wholeFen = wholeFen
  own.isRefused = isRefused
}

function* writeRule(evaluation: Evaluation, rule: Rule, write: Write): Generator<Determination | null, void> {
  const { order, entitle } = yield* compileRule(evaluation, rule)
  for (const number of order) {
    const entitlement = entitle(number, true)
    yield entitlement && write(openFigure(evaluation, entitlement))
  }
}

interface CompiledRule {
  order: GroupPlan['order']
  /** Of the group of this number; null where none of its records names a beneficiary. */
  entitle(number: number, hasLines: boolean): Entitlement | null
}

function* compileRule(evaluation: Evaluation, rule: Rule): Generator<null, CompiledRule> {
  const context = evaluation.contextOf(rule)
  const entitle = compileEntitlement(context, evaluation.outputs)
  const planning = planGroups(context)
  let step = planning.next()
  for (; !step.done; step = planning.next()) yield null
  const { order, group: groupOf, read } = step.value
  return {
    order,
    entitle(number, hasLines) {
      const group = read(groupOf(number), hasLines)
      return group && entitle(group, hasLines)
    },
  }
}

function openFigure({ outputs }: Evaluation, entitlement: Entitlement): OpenFigure {
  const payable = listStages(entitlement, entitlement.group, outputs)
  return { entitlement, payable, netFen: netOf(payable, entitlement), share: null }
}

function netOf({ payableFen }: Payable, { grantedFen }: Figure): bigint {
  if (grantedFen === 0n) return payableFen
  return payableFen > grantedFen ? payableFen - grantedFen : 0n
}

function isListed({ bar, grants }: Entitlement, { includeIneligible }: EvaluationOptions): boolean {
  return bar === null || bar.isUnknown || includeIneligible === true || grants.length > 0
}

function unknownRule(pack: PolicyPack, rule: string): InvalidInput {
  const remedy = `use one of: ${pack.rules.map(({ id }) => id).join(', ')}`
  return new InvalidInput([{ path: 'rule', message: `the policy has no computable rule "${rule}"`, remedy }])
}
