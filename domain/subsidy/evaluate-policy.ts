/**
 * Evaluates a policy pack on facts: for every rule, who may get how much, with the explanation of each figure. Pure
 * and exact: whole 分 in `bigint`, one rounding per figure, stated by the rule. Same pack and facts, same bytes.
 */

import { type FieldProblem, InvalidInput } from '../refusal.ts'
import {
  type AssessedRecord,
  type Assessment,
  assessBeneficiary,
  assessRecord,
  type Bar,
  type RuleContext,
  resolveField,
} from './assess-record.ts'
import { computeFigure } from './compute-figure.ts'
import { MissingFact, readField } from './fact-view.ts'
import type { Facts, Organisation } from './facts.ts'
import { type DatedView, groupRecords, type RecordGroup } from './group-records.ts'
import type { PolicyPack, Rule } from './policy-pack.ts'
import type { Determination, TraceReading } from './trace.ts'

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

/**
 * The determinations of a pack, in the order of its rules, then by aggregation key and window.
 * Takes facts that `parseFacts` has admitted; amounts in 分.
 * @throws InvalidInput for wrong parameters or an unknown rule; MissingFact, AmbiguousBeneficiary.
 */
export function evaluatePolicy(pack: PolicyPack, facts: Facts, options: EvaluationOptions = {}): Determination[] {
  const rules = pack.rules.filter(rule => options.rule === undefined || rule.id === options.rule)
  if (rules.length === 0 && options.rule !== undefined) throw unknownRule(pack, options.rule)
  refuseUnknownParameters(pack, facts)
  const organisations = new Map(facts.organisations.map(organisation => [organisation.id, organisation]))
  return rules.flatMap(rule => evaluateRule({ pack, rule, facts, organisations, options }))
}

interface RuleTask {
  pack: PolicyPack
  rule: Rule
  facts: Facts
  organisations: ReadonlyMap<string, Organisation>
  options: EvaluationOptions
}

function evaluateRule(task: RuleTask): Determination[] {
  const { rule, facts, options } = task
  const context: RuleContext = { rule, readings: chooseReadings(rule, facts), asOf: facts.asOf }
  return groupRecords(context, facts).flatMap(group => {
    const bar = findBar(task, context, group)
    const isListed =
      bar === null || bar.isUnknown || options.includeIneligible || listGrants(facts, rule, group).length > 0
    return isListed ? [determine(task, context, group, bar?.why ?? null)] : []
  })
}

function findBar({ rule, organisations }: RuleTask, context: RuleContext, group: RecordGroup): Bar | null {
  const [first] = group.records
  if (rule.who.length === 0 || !first) return null
  return assessBeneficiary(context, { ...first.view, beneficiary: organisations.get(group.beneficiary) ?? null })
}

function determine(task: RuleTask, context: RuleContext, group: RecordGroup, barred: string | null): Determination {
  const { pack, rule, facts, options } = task
  const clause = pack.clauses.find(candidate => candidate.id === rule.clause)
  if (!clause) throw new RangeError(`rule ${rule.id} names no clause of its pack`)
  const assessed = group.records.map(record => assess(context, record, barred))
  const figure = computeFigure(rule, assessed, listGrants(facts, rule, group))
  return {
    rule: rule.id,
    beneficiary: group.beneficiary,
    window: group.window,
    ceilingFen: figure.resultFen,
    trace: {
      kind: rule.gives === 'share_floor' ? 'share_floor' : 'subsidy',
      rule: rule.id,
      title: rule.title,
      clause: {
        id: clause.id,
        number: clause.number,
        title: clause.title,
        quote: clause.quote ?? null,
        text: clause.text ?? null,
      },
      policy: {
        id: pack.id,
        version: pack.version,
        status: pack.status,
        title: pack.title,
        sha256: options.policySha256 ?? null,
      },
      simulationOnly: pack.status === 'draft',
      key: { field: rule.per, value: group.key },
      readings: [...context.readings],
      inputs: assessed.map(({ input }) => input),
      ...figure,
      rate: rule.rate,
      rounding: rule.rounding,
      notes: listNotes(pack, context, group, barred, figure.excessGrantedFen),
    },
  }
}

function assess(context: RuleContext, { view, date }: DatedView, barred: string | null): AssessedRecord {
  const { part, why }: Assessment =
    barred === null ? assessRecord(context, view, date) : { part: 'left_out', why: barred }
  const field = resolveField(context, context.rule.base.amount)
  const amount = readField(view, field)
  const amountFen = typeof amount === 'bigint' ? amount : null
  if (amountFen === null && part !== 'left_out')
    throw new MissingFact(context.rule.id, `${view.kind} ${view.recordId}`, field)
  return { part, input: { record: view.recordId, kind: view.kind, date, amountFen, used: part === 'counted', why } }
}

function listGrants(facts: Facts, rule: Rule, { key, window }: RecordGroup): bigint[] {
  const year = window.kind === 'calendar_year' ? window.year : null
  return facts.grants
    .filter(grant => grant.rule === rule.id && grant.key === key && grant.year === year)
    .filter(grant => facts.asOf === null || grant.grantedOn <= facts.asOf)
    .map(grant => grant.amountFen)
}

function listNotes(
  { status }: PolicyPack,
  { rule, asOf }: RuleContext,
  { window }: RecordGroup,
  barred: string | null,
  excessGrantedFen: bigint,
): string[] {
  const all: (string | false)[] = [
    status === 'draft' && 'draft policy: simulation only',
    (status === 'superseded' || status === 'repealed') &&
      `policy ${status}: check whether it still governs this window`,
    barred !== null && `not entitled: ${barred}`,
    window.kind === 'calendar_year' &&
      asOf !== null &&
      asOf < window.to &&
      `the window is not over on ${asOf}: provisional`,
    excessGrantedFen > 0n && `${excessGrantedFen} 分 more was granted than the rule now gives: to be clawed back`,
    ...rule.notes,
  ]
  return all.filter(note => note !== false)
}

function chooseReadings(rule: Rule, facts: Facts): TraceReading[] {
  return rule.parameters.map(parameter => {
    const id = facts.parameters[`${rule.id}.${parameter.id}`] ?? parameter.default
    const reading = parameter.readings.find(candidate => candidate.id === id)
    if (!reading) throw new RangeError(`rule ${rule.id} has no reading ${id} of ${parameter.id}`)
    return {
      parameter: parameter.id,
      question: parameter.question,
      reading: id,
      text: reading.text,
      isDefault: id === parameter.default,
    }
  })
}

function refuseUnknownParameters(pack: PolicyPack, facts: Facts): void {
  const known = new Map<string, string[]>(
    pack.rules.flatMap(rule =>
      rule.parameters.map(parameter => [`${rule.id}.${parameter.id}`, parameter.readings.map(({ id }) => id)] as const),
    ),
  )
  const problems = Object.entries(facts.parameters).flatMap(([name, value]): FieldProblem[] => {
    const path = `parameters.${name}`
    const readings = known.get(name)
    if (!readings)
      return [
        { path, message: 'the policy has no such parameter', remedy: `use one of: ${[...known.keys()].join(', ')}` },
      ]
    if (readings.includes(value)) return []
    return [{ path, message: `"${value}" is no reading of it`, remedy: `use one of: ${readings.join(', ')}` }]
  })
  if (problems.length > 0) throw new InvalidInput(problems)
}

function unknownRule(pack: PolicyPack, rule: string): InvalidInput {
  const remedy = `use one of: ${pack.rules.map(({ id }) => id).join(', ')}`
  return new InvalidInput([{ path: 'rule', message: `the policy has no computable rule "${rule}"`, remedy }])
}
