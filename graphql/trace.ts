/** The explanation of a figure: clause, records, every line of the computation, every limit. */
import { formatRate } from '#domain/money.ts'
import { stepLabels } from '#domain/subsidy/evaluate/trace.ts'
import type { ShownLimit, ShownTrace } from '#usecases/subsidy/figure/shown-trace.ts'
import { inputsOf, type StoredInput, type StoredStep, type StoredTrace } from '#usecases/subsidy/figure/stored-trace.ts'
import { builder } from './builder.ts'
import { ContractNode } from './contract.ts'
import { wordEnum } from './enums.ts'

const TraceStepEnum = wordEnum('TraceStepLabel', stepLabels)

interface FlatStep extends StoredStep {
  depth: number
}

/** A line, then the lines it comes from. */
function flatten(steps: readonly StoredStep[], depth: number): FlatStep[] {
  return steps.flatMap(step => [{ ...step, depth }, ...flatten(step.parts ?? [], depth + 1)])
}

const fen = (value: number | null) => (value === null ? null : BigInt(value))

const RecordSourceType = builder.objectRef<NonNullable<StoredInput['source']>>('RecordSource').implement({
  description: 'Where a record of the trace comes from.',
  fields: t => ({
    contractId: t.globalID({
      nullable: true,
      description: 'Null for a fact that a bureau keeps and that is of no contract.',
      resolve: ({ contractId }) => (contractId === null ? null : { type: ContractNode, id: contractId }),
    }),
    contractTitle: t.exposeString('contractTitle', { nullable: true }),
    registrationNumber: t.exposeString('registrationNumber', { nullable: true }),
    statedSource: t.string({
      nullable: true,
      description: 'Where a bureau has a fact from that it keeps; null for any other record.',
      resolve: source => source.statedSource ?? null,
    }),
    occurredOn: t.string({
      nullable: true,
      description: 'The own day of a money fact or a kept one; `date` of the input is the day by which it counts.',
      resolve: source => source.occurredOn ?? null,
    }),
    evidenceId: t.id({ nullable: true, resolve: source => source.evidence?.id ?? null }),
    evidenceName: t.string({ nullable: true, resolve: source => source.evidence?.name ?? null }),
    evidenceSha256: t.string({ nullable: true, resolve: source => source.evidence?.sha256 ?? null }),
    evidenceUrl: t.string({
      nullable: true,
      resolve: source => source.evidence && `/evidence/${source.evidence.id}`,
    }),
  }),
})

const TraceInputType = builder.objectRef<StoredInput>('TraceInput').implement({
  description: 'One record that the rule looked at, whether it counts, and why.',
  fields: t => ({
    measure: t.string({ resolve: input => input.measure ?? 'base' }),
    record: t.exposeString('record', { description: 'Id of the payment, contract or income.' }),
    kind: t.exposeString('kind', { description: 'payment, contract or income.' }),
    date: t.exposeString('date'),
    amountFen: t.field({ type: 'Fen', nullable: true, resolve: input => fen(input.amountFen) }),
    used: t.exposeBoolean('used'),
    why: t.exposeString('why'),
    source: t.expose('source', { type: RecordSourceType, nullable: true }),
  }),
})

const TraceStepType = builder.objectRef<FlatStep>('TraceStep').implement({
  description: 'One line of the computation; the lines it comes from follow it, one level deeper.',
  fields: t => ({
    label: t.expose('label', { type: TraceStepEnum }),
    name: t.string({
      nullable: true,
      description: 'Of the measure, limit or rule.',
      resolve: step => step.name ?? null,
    }),
    depth: t.exposeInt('depth'),
    expression: t.exposeString('expression'),
    valueFen: t.field({ type: 'Fen', nullable: true, resolve: step => fen(step.valueFen) }),
    number: t.int({ nullable: true, description: 'Where it is no money.', resolve: step => step.number ?? null }),
  }),
})

const TraceLimitType = builder.objectRef<ShownLimit>('TraceLimit').implement({
  description: 'A limit the figure was held to; the first is its own entitlement.',
  fields: t => ({
    account: t.exposeString('account'),
    key: t.exposeString('key'),
    window: t.exposeString('window'),
    limitFen: t.field({
      type: 'Fen',
      nullable: true,
      description: 'Null of an entitlement to no less than its figure (不低于): other limits hold it.',
      resolve: limit => fen(limit.limitFen),
    }),
    usedBeforeFen: t.field({
      type: 'Fen',
      nullable: true,
      description: 'Null for the beneficiary where others share the limit.',
      resolve: limit => fen(limit.usedBeforeFen),
    }),
    beforeFen: t.field({ type: 'Fen', resolve: limit => BigInt(limit.beforeFen) }),
    afterFen: t.field({ type: 'Fen', resolve: limit => BigInt(limit.afterFen) }),
    binds: t.exposeBoolean('binds'),
  }),
})

const TraceStageType = builder.objectRef<NonNullable<StoredTrace['stages']>[number]>('TraceStage').implement({
  fields: t => ({
    id: t.exposeString('id'),
    title: t.exposeString('title'),
    amountFen: t.field({ type: 'Fen', resolve: stage => BigInt(stage.amountFen) }),
    isDue: t.exposeBoolean('isDue'),
    why: t.exposeString('why'),
  }),
})

const TracePayerType = builder.objectRef<NonNullable<StoredTrace['payers']>[number]>('TracePayer').implement({
  description: 'Who pays how much of the figure.',
  fields: t => ({
    payer: t.exposeString('payer'),
    amountFen: t.field({ type: 'Fen', resolve: payer => BigInt(payer.amountFen) }),
    why: t.exposeString('why'),
  }),
})

const TraceReadingType = builder.objectRef<StoredTrace['readings'][number]>('TraceReading').implement({
  description: 'How an open question of the clause was read.',
  fields: t => ({
    rule: t.string({
      nullable: true,
      description: 'Another rule, on which the figure hangs, whose question it is.',
      resolve: ({ rule }) => rule ?? null,
    }),
    parameter: t.exposeString('parameter'),
    question: t.exposeString('question'),
    reading: t.exposeString('reading'),
    text: t.exposeString('text'),
    isDefault: t.exposeBoolean('isDefault'),
  }),
})

export const TraceType = builder.objectRef<ShownTrace>('Trace').implement({
  description: 'The explanation of a figure, as it was when it was determined.',
  fields: t => ({
    title: t.exposeString('title'),
    clauseId: t.string({ resolve: trace => trace.clause.id }),
    clauseNumber: t.string({ resolve: trace => trace.clause.number }),
    clauseTitle: t.string({ resolve: trace => trace.clause.title }),
    quote: t.string({ nullable: true, description: 'Words of the clause.', resolve: trace => trace.clause.quote }),
    text: t.string({ nullable: true, description: 'A paraphrase of it.', resolve: trace => trace.clause.text }),
    policyId: t.string({ resolve: trace => trace.policy.id }),
    policyTitle: t.string({ resolve: trace => trace.policy.title }),
    policyVersion: t.string({ resolve: trace => trace.policy.version }),
    policySha256: t.string({ nullable: true, resolve: trace => trace.policy.sha256 }),
    simulationOnly: t.exposeBoolean('simulationOnly', { description: 'Draft policy: may be shown, never paid.' }),
    readings: t.expose('readings', { type: [TraceReadingType] }),
    inputs: t.field({ type: [TraceInputType], resolve: inputsOf }),
    steps: t.field({ type: [TraceStepType], resolve: trace => flatten(trace.steps, 0) }),
    limits: t.field({ type: [TraceLimitType], resolve: trace => trace.limits }),
    stages: t.field({ type: [TraceStageType], resolve: trace => trace.stages ?? [] }),
    payers: t.field({ type: [TracePayerType], resolve: trace => trace.payers ?? [] }),
    rate: t.string({
      nullable: true,
      description: 'Of a rule that is a rate of its base.',
      resolve: trace => trace.rate && formatRate(trace.rate),
    }),
    capFen: t.field({ type: 'Fen', nullable: true, resolve: trace => fen(trace.cap?.limitFen ?? null) }),
    capBinds: t.boolean({ resolve: trace => trace.cap?.binds ?? false }),
    resultFen: t.field({ type: 'Fen', resolve: trace => BigInt(trace.resultFen) }),
    undetermined: t.string({
      nullable: true,
      description: '未能认定: which fact is missing, or not clear. The figure is 0 until it is given.',
      resolve: trace => trace.undetermined ?? null,
    }),
    notes: t.exposeStringList('notes'),
  }),
})
