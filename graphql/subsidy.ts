/** Determinations (补助测算): the figure of a rule with its explanation, down to clause and record. */
import { may } from '#domain/access/may.ts'
import { NotFound } from '#domain/refusal.ts'
import { determinationStates } from '#domain/subsidy/money/determination.ts'
import { isUuid } from '#domain/uuid.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { type DeterminationRow, findDetermination } from '#usecases/subsidy/figure/find-determination.ts'
import { listDeterminations } from '#usecases/subsidy/figure/list-determinations.ts'
import { shownTrace } from '#usecases/subsidy/figure/shown-trace.ts'
import { builder } from './builder.ts'
import { ContractNode } from './contract.ts'
import { wordEnum } from './enums.ts'
import { refusals, VerdictType, verdictOf } from './errors.ts'
import { OrganisationCardType } from './listing.ts'
import { loadOrganisation } from './loaders.ts'
import { forwardArgs, notCounted, toConnection } from './page.ts'
import { PolicyStatusEnum } from './policy.ts'
import { readRawId } from './raw-id.ts'
import { ReadingInput, readingsOf } from './rule-reading.ts'
import { TraceType } from './trace.ts'

export const DeterminationStateEnum = wordEnum('DeterminationState', determinationStates)
export const DeterminationNode = builder.objectRef<DeterminationRow>('Determination')
builder.node(DeterminationNode, {
  description: 'What a rule gives one beneficiary in one window: a computation, never a promise.',
  id: { resolve: row => row.id },
  loadOne: (id, { ctx }) => (isUuid(id) ? findDetermination(ctx, { id }) : null),
  isTypeOf: value => typeof value === 'object' && value !== null && 'ceilingFen' in value,
  fields: t => ({
    rule: t.exposeString('rule'),
    state: t.field({
      type: DeterminationStateEnum,
      resolve: row => row.state as (typeof determinationStates)[number],
    }),
    policyStatus: t.field({ type: PolicyStatusEnum, resolve: row => row.policyStatus }),
    beneficiary: t.field({
      type: OrganisationCardType,
      resolve: (row, _, context) => loadOrganisation(context, row.beneficiaryId),
    }),
    bureau: t.field({ type: OrganisationCardType, resolve: (row, _, c) => loadOrganisation(c, row.bureauId) }),
    window: t.exposeString('window', { description: '`whole_life` or a year.' }),
    ceilingFen: t.expose('ceilingFen', {
      type: 'Fen',
      description:
        'What it comes to: at most, exactly or at least (see `gives`). Of a figure that payers share, the part of the bureau.',
    }),
    computedAt: t.expose('computedAt', { type: 'Instant' }),
    trace: t.field({ type: TraceType, resolve: (row, _, { ctx }) => shownTrace(ctx.actor, row) }),
  }),
})

builder.queryFields(t => ({
  determinations: t.connection({
    type: DeterminationNode,
    description:
      'For a bureau its own and those of bureaus below it, for a beneficiary its own. Newest first. With states: what is to review, to approve, to pay; my entitlements.',
    errors: refusals,
    args: {
      rule: t.arg.string(),
      challengeId: t.arg.globalID({ description: 'Of this project only.' }),
      states: t.arg({ type: [DeterminationStateEnum] }),
      runId: t.arg.id({ description: 'Of this run over the register only.' }),
      isUndetermined: t.arg.boolean({
        description:
          'Only those for which a fact is missing (未能认定), or only the others. A beneficiary sees of them what it has claimed or was told of.',
      }),
      isOwnBureauOnly: t.arg.boolean({
        required: true,
        defaultValue: false,
        description: 'For a bureau: what waits for its own people.',
      }),
      isUnbatchedOnly: t.arg.boolean({
        required: true,
        defaultValue: false,
        description: 'Only what stands in no batch of payouts, but for what the treasury could not pay.',
      }),
    },
    resolve: async (_, { challengeId, runId, ...args }, { ctx }) => {
      const input = forwardArgs(args)
      const subjectId = challengeId ? readRawId(challengeId.id, 'challenge') : null
      const run = runId ? readRawId(runId, 'run') : null
      return toConnection(
        await listDeterminations(ctx, { ...args, subjectId, runId: run, ...input }),
        input.after,
        notCounted,
      )
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
        parameters: readingsOf(readings),
      })
      return { determinations }
    },
  }),
)
