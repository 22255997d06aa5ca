/**
 * Evaluates a policy pack on facts: for every rule, who may get how much, with the explanation of each figure. Pure
 * and exact: whole 分, one rounding per figure, stated by the rule. Same pack and facts, same bytes.
 */
import { type FieldProblem, InvalidInput } from '../refusal.ts'
import { compileEntitlement, type Entitlement } from './entitlement.ts'
import { indexFacts } from './fact-view.ts'
import type { Facts } from './facts.ts'
import { type GroupPlan, planGroups } from './group-records.ts'
import type { PlannedGroup } from './open-groups.ts'
import { listStages, type Payable } from './payment-terms.ts'
import { isYearly, type PolicyPack, type ReadPack, type Rule } from './policy-pack.ts'
import { readingsFrom, readPack } from './read-pack.ts'
import { chooseReadings, type RuleContext, refuseUnknownParameters } from './rule-context.ts'
import { coupledRules, orderRules, rulesNeededFor, sourcesOf } from './rule-order.ts'
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

/** One that waits for others. Where it has no lines yet, the group that is read again when they are written. */
interface HeldFigure extends OpenFigure, Claim {
  unwritten: PlannedGroup | null
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
    if (rule.gives === 'basis' || (options.rule !== undefined && rule.id !== options.rule)) continue
    const waiting = held.get(rule.id)
    const figures = waiting ? completeAll(waiting) : streamRule(evaluation, rule)
    for (const figure of figures) yield figure && isListed(figure.entitlement, options) ? write(figure) : null
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
    outputs: createOutputs(pack),
  }
}

interface FoundFigure {
  entitlement: Entitlement
  planned: PlannedGroup
  firstDay: number
}

function dayAsNumber(day: string | undefined): number {
  return day === undefined ? 0 : Number(day.replaceAll('-', ''))
}

interface HeldRule {
  compiled: CompiledRule
  figures: HeldFigure[]
}

/**
 * Rules whose figures depend on one another, or share a wide limit, are evaluated before any of them is written. Of each
 * only what the others need is held, without lines; its records are read again when it is written.
 */
function* evaluateHeld(evaluation: Evaluation, rules: readonly Rule[]): Generator<null, Map<string, HeldRule>> {
  const { pack, outputs } = evaluation
  const coupled = coupledRules(pack)
  const sources = new Set(pack.rules.flatMap(sourcesOf))
  const kept = new Map<string, { compiled: CompiledRule; found: FoundFigure[] }>()
  for (const rule of orderRules(rules)) {
    if (!coupled.has(rule.id)) continue
    const compiled = yield* compileRule(evaluation, rule)
    const found: FoundFigure[] = []
    const isLater = isWrittenLater(rule)
    for (const planned of compiled.groups) {
      const entitlement = compiled.entitle(planned, !isLater)
      if (entitlement) {
        const firstDay = dayAsNumber(entitlement.group.lead?.date)
        found.push({ entitlement: isLater ? hold(entitlement) : entitlement, planned, firstDay })
      }
      yield null
    }
    kept.set(rule.id, { compiled, found })
    if (sources.has(rule.id))
      outputs.keep(
        rule.id,
        found.map(({ entitlement }) => entitlement),
      )
  }
  const all = rules.flatMap(rule => kept.get(rule.id)?.found ?? [])
  applyTogether(
    pack.together,
    all.map(({ entitlement }) => entitlement),
  )
  const held = new Map<string, HeldRule>()
  for (const rule of rules) {
    const one = kept.get(rule.id)
    if (!one) continue
    const figures = one.found.map(({ entitlement, planned, firstDay }) => {
      const { payable, netFen } = openFigure(evaluation, entitlement)
      const unwritten = isWrittenLater(rule) ? planned : null
      return { entitlement, payable, netFen, firstDay, share: null, unwritten }
    })
    held.set(rule.id, { compiled: one.compiled, figures })
  }
  applyWideLimits(
    pack,
    [...held.values()].flatMap(({ figures }) => figures),
  )
  return held
}

/**
 * What others need of a figure. A copy: objects of one place in the code that live long are made among the old ones by
 * the engine, and those of a whole city that live briefly would be too.
 */
function hold({ context, group, bar, wholeFen, isRefused, grants, grantedFen, ownLimitFen }: Entitlement): Entitlement {
  const { key, year, window, beneficiary, identities } = group
  const { fields, values } = identities
  return {
    context,
    group: {
      key,
      year,
      window,
      beneficiary,
      tallies: [],
      lead: null,
      identities: { fields, values: values.slice() },
      problem: null,
    },
    bar,
    isRefused,
    notes: [],
    steps: [],
    limits: [],
    cap: null,
    ownLimitFen,
    wholeFen,
    grants,
    grantedFen,
  }
}

/** Stages are computed from the records of the group: where there are any, all is held. */
function isWrittenLater(rule: Rule): boolean {
  return rule.stages.length === 0
}

/** Held figures with all their lines: those of their own, then those that the others have added. */
function* completeAll({ compiled, figures }: HeldRule): Generator<OpenFigure> {
  for (const { entitlement, payable, netFen, share, unwritten } of figures) {
    const own = unwritten && compiled.entitle(unwritten, true)
    if (own) addLines(own, entitlement)
    yield { entitlement: own ?? entitlement, payable, netFen, share }
  }
}

function addLines(own: Entitlement, { steps, notes, wholeFen, isRefused }: Entitlement): void {
  if (steps.length > 0) own.steps.push(...steps)
  if (notes.length > 0) own.notes.push(...notes)
  own.wholeFen = wholeFen
  own.isRefused = isRefused
}

function* streamRule(evaluation: Evaluation, rule: Rule): Generator<OpenFigure | null> {
  const { groups, entitle } = yield* compileRule(evaluation, rule)
  for (const planned of groups) {
    const entitlement = entitle(planned, true)
    yield entitlement && openFigure(evaluation, entitlement)
  }
}

interface CompiledRule {
  groups: GroupPlan['groups']
  /** Null where no record of the group names a beneficiary. */
  entitle(planned: PlannedGroup, hasLines: boolean): Entitlement | null
}

function* compileRule(evaluation: Evaluation, rule: Rule): Generator<null, CompiledRule> {
  const context = evaluation.contextOf(rule)
  const entitle = compileEntitlement(context, evaluation.outputs)
  const planning = planGroups(context, evaluation.identityFields)
  let step = planning.next()
  for (; !step.done; step = planning.next()) yield null
  const { groups, read } = step.value
  return {
    groups,
    entitle(planned, hasLines) {
      const group = read(planned, hasLines)
      return group && entitle(group, hasLines)
    },
  }
}

function openFigure({ outputs }: Evaluation, entitlement: Entitlement): OpenFigure {
  const payable = listStages(entitlement, outputs)
  const restFen = payable.payableFen - entitlement.grantedFen
  return { entitlement, payable, netFen: restFen > 0n ? restFen : 0n, share: null }
}

function isListed({ bar, grants }: Entitlement, { includeIneligible }: EvaluationOptions): boolean {
  return bar === null || bar.isUnknown || includeIneligible === true || grants.length > 0
}

function unknownRule(pack: PolicyPack, rule: string): InvalidInput {
  const remedy = `use one of: ${pack.rules.map(({ id }) => id).join(', ')}`
  return new InvalidInput([{ path: 'rule', message: `the policy has no computable rule "${rule}"`, remedy }])
}
