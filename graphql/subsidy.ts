/** Determinations (补助测算): the figure of a rule with its explanation, down to clause and record. */
import { may } from '#domain/access/may.ts'
import { formatRate } from '#domain/money.ts'
import { NotFound } from '#domain/refusal.ts'
import { determinationStates } from '#domain/subsidy/determination.ts'
import { isUuid } from '#domain/uuid.ts'
import { determineSubsidy } from '#usecases/subsidy/determine-subsidy.ts'
import { type DeterminationRow, findDetermination } from '#usecases/subsidy/find-determination.ts'
import { listDeterminations } from '#usecases/subsidy/list-determinations.ts'
import type { StoredInput, StoredTrace } from '#usecases/subsidy/stored-trace.ts'
import { builder } from './builder.ts'
import { ContractNode } from './contract.ts'
import { wordEnum } from './enums.ts'
import { refusals, VerdictType, verdictOf } from './errors.ts'
import { OrganisationCardType } from './listing.ts'
import { loadOrganisation } from './loaders.ts'
import { forwardArgs, notCounted, toConnection } from './page.ts'
import { PolicyStatusEnum } from './policy.ts'
import { readRawId } from './raw-id.ts'

const DeterminationStateEnum = wordEnum('DeterminationState', determinationStates)
const TraceStepEnum = wordEnum('TraceStepLabel', [
  'gross',
  'deducted',
  'base',
  'rate',
  'cap',
  'granted_before',
  'result',
])

const fen = (value: number | null) => (value === null ? null : BigInt(value))

const RecordSourceType = builder.objectRef<NonNullable<StoredInput['source']>>('RecordSource').implement({
  description: 'Where a record of the trace comes from.',
  fields: t => ({
    contractId: t.globalID({ resolve: source => ({ type: ContractNode, id: source.contractId }) }),
    contractTitle: t.exposeString('contractTitle'),
    registrationNumber: t.exposeString('registrationNumber', { nullable: true }),
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
    record: t.exposeString('record', { description: 'Id of the payment, contract or income.' }),
    kind: t.exposeString('kind', { description: 'payment, contract or income.' }),
    date: t.exposeString('date'),
    amountFen: t.field({ type: 'Fen', nullable: true, resolve: input => fen(input.amountFen) }),
    used: t.exposeBoolean('used'),
    why: t.exposeString('why'),
    source: t.expose('source', { type: RecordSourceType, nullable: true }),
  }),
})

const TraceStepType = builder.objectRef<StoredTrace['steps'][number]>('TraceStep').implement({
  description: 'One line of the computation.',
  fields: t => ({
    label: t.expose('label', { type: TraceStepEnum }),
    expression: t.exposeString('expression'),
    valueFen: t.field({ type: 'Fen', resolve: step => BigInt(step.valueFen) }),
  }),
})

const TraceReadingType = builder.objectRef<StoredTrace['readings'][number]>('TraceReading').implement({
  description: 'How an open question of the clause was read.',
  fields: t => ({
    parameter: t.exposeString('parameter'),
    question: t.exposeString('question'),
    reading: t.exposeString('reading'),
    text: t.exposeString('text'),
    isDefault: t.exposeBoolean('isDefault'),
  }),
})

const TraceType = builder.objectRef<StoredTrace>('Trace').implement({
  description: 'The explanation of a figure, as it was when it was determined.',
  fields: t => ({
    title: t.exposeString('title'),
    isShareFloor: t.boolean({ resolve: trace => trace.kind === 'share_floor' }),
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
    inputs: t.expose('inputs', { type: [TraceInputType] }),
    steps: t.expose('steps', { type: [TraceStepType] }),
    rate: t.string({ resolve: trace => formatRate(trace.rate) }),
    capFen: t.field({ type: 'Fen', nullable: true, resolve: trace => fen(trace.cap?.limitFen ?? null) }),
    capBinds: t.boolean({ resolve: trace => trace.cap?.binds ?? false }),
    resultFen: t.field({ type: 'Fen', resolve: trace => BigInt(trace.resultFen) }),
    notes: t.exposeStringList('notes'),
  }),
})

const DeterminationNode = builder.objectRef<DeterminationRow>('Determination')
builder.node(DeterminationNode, {
  description: 'What a rule gives one beneficiary in one window: a ceiling, never a promise.',
  id: { resolve: row => row.id },
  loadOne: (id, { ctx }) => (isUuid(id) ? findDetermination(ctx, { id }) : null),
  isTypeOf: value => typeof value === 'object' && value !== null && 'ceilingFen' in value,
  fields: t => ({
    rule: t.exposeString('rule'),
    state: t.field({
      type: DeterminationStateEnum,
      resolve: row => row.state as (typeof determinationStates)[number],
    }),
    policyStatus: t.field({ type: PolicyStatusEnum, resolve: row => row.policyStatus as 'draft' }),
    beneficiary: t.field({
      type: OrganisationCardType,
      resolve: (row, _, context) => loadOrganisation(context, row.beneficiaryId),
    }),
    bureau: t.field({ type: OrganisationCardType, resolve: (row, _, c) => loadOrganisation(c, row.bureauId) }),
    window: t.exposeString('window', { description: '`whole_life` or a year.' }),
    ceilingFen: t.expose('ceilingFen', { type: 'Fen', description: 'At most (最高); for a share floor: at least.' }),
    computedAt: t.expose('computedAt', { type: 'Instant' }),
    trace: t.field({ type: TraceType, resolve: row => row.trace as StoredTrace }),
  }),
})

builder.queryFields(t => ({
  determinations: t.connection({
    type: DeterminationNode,
    description: 'All for a bureau, a beneficiary’s own for itself. Newest first.',
    errors: refusals,
    args: { rule: t.arg.string(), challengeId: t.arg.globalID({ description: 'Of this project only.' }) },
    resolve: async (_, { rule, challengeId, ...args }, { ctx }) => {
      const input = forwardArgs(args)
      const subjectId = challengeId ? readRawId(challengeId.id, 'challenge') : null
      return toConnection(await listDeterminations(ctx, { rule, subjectId, ...input }), input.after, notCounted)
    },
  }),
  mayDetermineSubsidy: t.field({
    type: VerdictType,
    description: 'May the viewer determine what a rule gives?',
    resolve: (_, _args, { ctx }) => verdictOf(may(ctx.actor, 'subsidy.determine')),
  }),
}))

const IncomeInput = builder.inputType('TransferIncomeInput', {
  fields: t => ({
    contractId: t.globalID({ for: ContractNode, required: true }),
    incomeFen: t.field({ type: 'Fen', required: true }),
    netIncomeFen: t.field({ type: 'Fen' }),
    receivedOn: t.field({ type: 'Day', required: true }),
  }),
})

const ReadingInput = builder.inputType('RuleReadingInput', {
  description: 'A reading other than the default: parameter `jbgs-rd.beneficiary`, reading `solver`.',
  fields: t => ({ parameter: t.string({ required: true }), reading: t.string({ required: true }) }),
})

const DeterminedType = builder.objectRef<{ determinations: DeterminationRow[] }>('SubsidyDetermined').implement({
  fields: t => ({ determinations: t.expose('determinations', { type: [DeterminationNode] }) }),
})

builder.mutationField('determineSubsidy', t =>
  t.field({
    type: DeterminedType,
    description: 'Computes and stores what a rule gives: for a project, for a year, or for an income of a transfer.',
    args: {
      policyId: t.arg.id({ required: true }),
      rule: t.arg.string({ required: true }),
      challengeId: t.arg.globalID({ description: 'For a rule over a project.' }),
      year: t.arg.int({ description: '申报年度, for a rule over a calendar year.' }),
      income: t.arg({ type: IncomeInput }),
      readings: t.arg({ type: [ReadingInput], required: true, defaultValue: [] }),
    },
    errors: refusals,
    resolve: async (_, { challengeId, income, readings, ...input }, { ctx }) => {
      if (challengeId && challengeId.typename !== 'Challenge') throw new NotFound('challenge')
      const determinations = await determineSubsidy(ctx, {
        ...input,
        challengeId: challengeId ? readRawId(challengeId.id, 'challenge') : null,
        income: income ? { ...income, contractId: readRawId(income.contractId.id, 'contract') } : null,
        parameters: Object.fromEntries(readings.map(({ parameter, reading }) => [parameter, reading])),
      })
      return { determinations }
    },
  }),
)
