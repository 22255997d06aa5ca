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
import { compileEntitlement, type Entitlement } from './entitlement.ts'
import { type GroupPlan, planGroups } from './group-records.ts'
import { fenAt, type HeldFigures, holdFigure, startHolding } from './held-figures.ts'
import { listStages, type Payable } from './payment-terms.ts'
import { chooseReadings, type RuleContext, refuseUnknownParameters } from './rule-context.ts'
import { createOutputs, type KeptOutputs, type RuleOutputs } from './rule-outputs.ts'
import type { Share } from './shares.ts'
import { indexGrants } from './standing-grants.ts'
import { applyTogether } from './together.ts'
import type { Determination, TraceReading } from './trace.ts'
import { applyWideLimits, listIdentityFields, type SharesOf } from './wide-limits.ts'
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
  /** What the limits over several figures left of it. */
  shares: readonly Share[]
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
    const waiting = held.rules.get(rule.id)
    yield* waiting ? writeHeld(evaluation, held, waiting, write) : writeRule(evaluation, rule, write)
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
    rules.map(rule => {
      const readings = chooseReadings(rule, facts)
      const readingsOfOthers = readingsBehind(pack, rule, facts)
      return [rule, { pack, rule, readings, readingsOfOthers, index, grants, identityFields }] as const
    }),
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

/** All that is held, and of each of its rules the rows. */
interface Held {
  figures: HeldFigures
  sharesOf: SharesOf
  rules: ReadonlyMap<string, HeldRule>
}

function readingsBehind(pack: ReadPack, { id }: Rule, facts: Facts): TraceReading[] {
  return rulesNeededFor(pack, id)
    .filter(other => other.id !== id)
    .flatMap(other => chooseReadings(other, facts).map(reading => ({ rule: other.id, ...reading })))
}

interface HeldRule {
  compiled: CompiledRule
  rows: readonly number[]
}

/** Figures between two yields while none is written: well under a millisecond's worth. */
const figuresPerPause = 64

/**
 * Rules whose figures depend on one another, or share a wide limit, are evaluated before any of them is written. Of each
 * only what the others need is held, without lines; its records are read again when it is written.
 */
function* evaluateHeld(evaluation: Evaluation, rules: readonly Rule[]): Generator<null, Held> {
  const { pack, outputs } = evaluation
  const coupled = coupledRules(pack)
  const sources = new Set(pack.rules.flatMap(sourcesOf))
  const compiled: CompiledRule[] = []
  for (const rule of orderRules(rules)) if (coupled.has(rule.id)) compiled.push(yield* compileRule(evaluation, rule))
  const figures = startHolding(
    compiled.reduce((sum, { order }) => sum + order.length, 0),
    listIdentityFields(pack),
  )
  const held = new Map<string, HeldRule>()
  for (const one of compiled) {
    const rows = yield* holdRule(one, figures)
    held.set(one.rule.id, { compiled: one, rows })
    if (sources.has(one.rule.id)) outputs.keep(one.rule.id, figures, rows)
  }
  const all = rules.flatMap(rule => held.get(rule.id)?.rows ?? [])
  applyTogether(pack.together, figures, all)
  for (const row of all) figures.netFen[row] = netAt(figures, row, outputs)
  return { figures, sharesOf: applyWideLimits(pack, figures, all), rules: held }
}

/** The rows under which its figures are held. */
function* holdRule({ order, entitle }: CompiledRule, figures: HeldFigures): Generator<null, number[]> {
  const rows: number[] = []
  for (let at = 0; at < order.length; at += 1) {
    const number = order[at] ?? 0
    if (at % figuresPerPause === 0) yield null
    const entitlement = entitle(number, false)
    if (entitlement) rows.push(holdFigure(figures, entitlement, number))
  }
  return rows
}

function netAt(
  { wholeFen, grantedFen, staged, refused, undetermined }: HeldFigures,
  row: number,
  outputs: RuleOutputs,
): bigint {
  const entitlement = staged.get(row)
  if (!entitlement) return lessGranted(fenAt(wholeFen, row), fenAt(grantedFen, row))
  entitlement.wholeFen = fenAt(wholeFen, row)
  entitlement.isRefused = refused.has(row)
  entitlement.undetermined = undetermined.get(row) ?? null
  return netOf(listStages(entitlement, outputs), entitlement)
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
  { figures, sharesOf }: Held,
  { compiled, rows }: HeldRule,
  write: Write,
): Generator<Determination | null, void> {
  for (const row of rows) {
    const number = figures.numbers[row] ?? 0
    const entitlement = compiled.entitle(number, true)
    if (!entitlement) throw new RangeError(`group ${number} is not what it was`)
    addLines(entitlement, figures, row)
    const payable = listStages(entitlement, outputs)
    yield write({ entitlement, payable, netFen: fenAt(figures.netFen, row), shares: sharesOf(row) })
  }
}

function addLines(own: Entitlement, { steps, undetermined, wholeFen, refused }: HeldFigures, row: number): void {
  for (const step of steps.get(row) ?? []) own.steps.push(step)
  own.undetermined = undetermined.get(row) ?? null
  own.wholeFen = fenAt(wholeFen, row)
  own.isRefused = refused.has(row)
}

function* writeRule(evaluation: Evaluation, rule: Rule, write: Write): Generator<Determination | null, void> {
  const { order, entitle } = yield* compileRule(evaluation, rule)
  for (const number of order) {
    const entitlement = entitle(number, true)
    yield entitlement && write(openFigure(evaluation, entitlement))
  }
}

interface CompiledRule {
  rule: Rule
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
    rule,
    order,
    entitle(number, hasLines) {
      const group = read(groupOf(number), hasLines)
      return group && entitle(group, hasLines)
    },
  }
}

function openFigure({ outputs }: Evaluation, entitlement: Entitlement): OpenFigure {
  const payable = listStages(entitlement, outputs)
  return { entitlement, payable, netFen: netOf(payable, entitlement), shares: [] }
}

function netOf({ payableFen }: Payable, { grantedFen }: Entitlement): bigint {
  return lessGranted(payableFen, grantedFen)
}

function lessGranted(fen: bigint, grantedFen: bigint): bigint {
  return fen > grantedFen ? fen - grantedFen : 0n
}

function isListed({ bar, grants }: Entitlement, { includeIneligible }: EvaluationOptions): boolean {
  // What decides was not given: that must not go unseen.
  return bar === null || bar.isUnknown || includeIneligible === true || grants.length > 0
}

function unknownRule(pack: PolicyPack, rule: string): InvalidInput {
  const remedy = `use one of: ${pack.rules.map(({ id }) => id).join(', ')}`
  return new InvalidInput([{ path: 'rule', message: `the policy has no computable rule "${rule}"`, remedy }])
}
