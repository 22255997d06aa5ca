/** Runs: a whole rule, or a whole policy, determined over the register of a year, with their progress. */

import { readFailure } from '#domain/stored-failure.ts'
import { runOmissions, runStates } from '#domain/subsidy/money/run.ts'
import { isUuid } from '#domain/uuid.ts'
import { findRun, listRuns, type SubsidyRunView } from '#usecases/subsidy/figure/find-runs.ts'
import { requestRun } from '#usecases/subsidy/figure/request-run.ts'
import { builder } from './builder.ts'
import { wordEnum } from './enums.ts'
import { refusals, StoredFailureType } from './errors.ts'
import { ReadingInput, readingsOf } from './rule-reading.ts'

const RunStateEnum = wordEnum('SubsidyRunState', runStates)

const RunOmissionEnum = wordEnum(
  'SubsidyRunOmission',
  runOmissions,
  'Why a run leaves figures out. OWN_CLAIM: whoever asked for the run has claimed them or is a member of the unit, another officer has to determine them. OUTSIDE_REGION, OTHER_PAYER: for another bureau to determine, to pay. OTHER_VERSION: of rules without years, for the version that governs today.',
)

const LeftOutType = builder
  .objectRef<{ reason: (typeof runOmissions)[number]; count: number }>('SubsidyRunLeftOut')
  .implement({
    fields: t => ({ reason: t.expose('reason', { type: RunOmissionEnum }), count: t.exposeInt('count') }),
  })

const RunType = builder.objectRef<SubsidyRunView>('SubsidyRun').implement({
  description: 'A run over the register: `stored` figures, of `ceilingFen` together, are there to be looked at.',
  fields: t => ({
    id: t.exposeID('id'),
    policyId: t.exposeString('policyId'),
    policyTitle: t.exposeString('policyTitle'),
    rule: t.exposeString('rule', { nullable: true, description: 'Null: every rule of the policy.' }),
    year: t.exposeInt('year', { nullable: true, description: '申报年度.' }),
    state: t.expose('state', { type: RunStateEnum }),
    stored: t.exposeInt('stored'),
    undetermined: t.exposeInt('undetermined', {
      description: '未能认定: figures for which a fact is missing, stored beside the others as 0.',
    }),
    ceilingFen: t.expose('ceilingFen', { type: 'Fen' }),
    leftOut: t.field({
      type: [LeftOutType],
      description: 'Figures that come to something and are not stored; complete when the run is done.',
      resolve: ({ leftOut }) =>
        runOmissions.flatMap(reason => (leftOut[reason] ? [{ reason, count: leftOut[reason] }] : [])),
    }),
    failure: t.field({
      type: StoredFailureType,
      nullable: true,
      resolve: ({ failure }) => (failure === null ? null : readFailure(failure)),
    }),
    asOf: t.expose('asOf', { type: 'Day' }),
    requestedByName: t.exposeString('requestedByName'),
    requestedAt: t.expose('requestedAt', { type: 'Instant' }),
    finishedAt: t.expose('finishedAt', { type: 'Instant', nullable: true }),
  }),
})

const RunsType = builder.objectRef<{ runs: SubsidyRunView[] }>('SubsidyRuns').implement({
  fields: t => ({ runs: t.expose('runs', { type: [RunType] }) }),
})

builder.queryFields(t => ({
  subsidyRuns: t.field({
    type: RunsType,
    description: 'The latest runs of the viewer’s bureau.',
    errors: refusals,
    resolve: async (_, _args, { ctx }) => ({ runs: await listRuns(ctx) }),
  }),
  subsidyRun: t.field({
    type: RunType,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_, { id }, { ctx }) => (isUuid(id) ? findRun(ctx, { id }) : null),
  }),
}))

builder.mutationField('requestSubsidyRun', t =>
  t.field({
    type: RunType,
    description:
      'Determines a rule, or every rule of a policy, over the whole register; it is worked off in the background.',
    args: {
      policyId: t.arg.id({ required: true }),
      rule: t.arg.string(),
      year: t.arg.int({ description: '申报年度.' }),
      readings: t.arg({ type: [ReadingInput], required: true, defaultValue: [] }),
    },
    errors: refusals,
    resolve: (_, { readings, ...input }, { ctx }) => requestRun(ctx, { ...input, parameters: readingsOf(readings) }),
  }),
)
