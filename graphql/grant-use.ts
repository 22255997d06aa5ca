/** What a grant must be used for after payment (资金使用), what it was, and whether that is enough. */
import { may } from '#domain/access/may.ts'
import type { TraceUse } from '#domain/subsidy/evaluate/trace.ts'
import { useStates } from '#domain/subsidy/evaluate/use-condition.ts'
import {
  findUseReport,
  type ListedUseReport,
  listUseReports,
  type UseReport,
} from '#usecases/subsidy/money/find-use-report.ts'
import { recordUse } from '#usecases/subsidy/money/record-use.ts'
import { withdrawUse } from '#usecases/subsidy/money/withdraw-use.ts'
import { builder } from './builder.ts'
import { wordEnum } from './enums.ts'
import { refusals, VerdictType, verdictOf } from './errors.ts'
import { EvidenceFileType, readDocument } from './evidence.ts'
import { forwardArgs, notCounted, toConnection } from './page.ts'
import { readRawId } from './raw-id.ts'
import { DeterminationNode } from './subsidy.ts'

const StateEnum = wordEnum('GrantUseState', useStates, 'BREACHED: over its bound, or not met by its day.')
const BoundEnum = wordEnum('GrantUseBound', ['at_least', 'at_most'])

const ConditionType = builder.objectRef<TraceUse>('GrantUseCondition').implement({
  description: 'One condition of the rule on the use of its money.',
  fields: t => ({
    id: t.exposeString('id'),
    text: t.exposeString('text'),
    purpose: t.exposeString('purpose'),
    bound: t.expose('bound', { type: BoundEnum }),
    boundFen: t.expose('boundFen', { type: 'Fen' }),
    spentFen: t.expose('spentFen', { type: 'Fen', description: 'Reported for this purpose, within the term.' }),
    dueOn: t.expose('dueOn', { type: 'Day', nullable: true }),
    state: t.expose('state', { type: StateEnum }),
  }),
})

const UseType = builder.objectRef<UseReport['uses'][number]>('GrantUse').implement({
  description: 'Money of a grant that was spent. Withdrawn, never changed.',
  fields: t => ({
    id: t.exposeID('id'),
    purpose: t.exposeString('purpose'),
    amountFen: t.expose('amountFen', { type: 'Fen' }),
    spentOn: t.expose('spentOn', { type: 'Day' }),
    evidence: t.expose('evidence', { type: EvidenceFileType }),
    recordedAt: t.expose('recordedAt', { type: 'Instant' }),
    withdrawnAt: t.expose('withdrawnAt', { type: 'Instant', nullable: true }),
    withdrawnByName: t.exposeString('withdrawnByName', { nullable: true, description: 'For bureaus only.' }),
    withdrawalReason: t.exposeString('withdrawalReason', { nullable: true }),
  }),
})

const ReportType = builder.objectRef<UseReport>('GrantUseReport').implement({
  description: 'How the money of one paid figure was used.',
  fields: t => ({
    grantedFen: t.expose('grantedFen', { type: 'Fen', description: 'Granted and not come back.' }),
    unreportedFen: t.expose('unreportedFen', { type: 'Fen', description: 'Of which nothing was reported yet.' }),
    state: t.expose('state', { type: StateEnum, description: 'BREACHED where one condition is, MET where all are.' }),
    conditions: t.expose('conditions', { type: [ConditionType] }),
    uses: t.expose('uses', { type: [UseType], description: 'Oldest first, withdrawn ones too.' }),
  }),
})

builder.objectFields(DeterminationNode, t => ({
  useReport: t.field({
    type: ReportType,
    nullable: true,
    description: 'Null before payment, and where the rule asks for nothing.',
    resolve: (row, _, { ctx }) => findUseReport(ctx, row),
  }),
  mayRecordUse: t.field({
    type: VerdictType,
    resolve: (row, _, { ctx }) => verdictOf(may(ctx.actor, 'subsidy.record_use', { beneficiary: row.beneficiaryId })),
  }),
  mayWithdrawUse: t.field({
    type: VerdictType,
    resolve: ({ beneficiaryId: beneficiary, bureauId: bureau }, _, { ctx }) =>
      verdictOf(may(ctx.actor, 'subsidy.withdraw_use', { beneficiary, bureau })),
  }),
}))

const ListedReportType = builder.objectRef<ListedUseReport>('ListedGrantUseReport').implement({
  fields: t => ({
    id: t.id({ resolve: ({ determination }) => determination.id }),
    determination: t.expose('determination', { type: DeterminationNode }),
    report: t.field({ type: ReportType, resolve: listed => listed }),
  }),
})

builder.queryField('grantUseReports', t =>
  t.connection({
    type: ListedReportType,
    description: 'Of what was paid with conditions on its use: a bureau its own grants, a beneficiary its own.',
    args: { states: t.arg({ type: [StateEnum], description: 'Left out: all.' }) },
    errors: refusals,
    resolve: async (_, { states, ...args }, { ctx }) => {
      const page = forwardArgs(args)
      return toConnection(await listUseReports(ctx, { states: states ?? null, ...page }), page.after, notCounted)
    },
  }),
)

builder.mutationFields(t => ({
  recordGrantUse: t.field({
    type: DeterminationNode,
    description: 'The beneficiary of a paid figure says what money of it was spent for, with the document.',
    args: {
      determinationId: t.arg.globalID({ for: DeterminationNode, required: true }),
      purpose: t.arg.string({ required: true, description: 'As the rule names it.' }),
      amountFen: t.arg({ type: 'Fen', required: true }),
      spentOn: t.arg({ type: 'Day', required: true }),
      evidence: t.arg({ type: 'Upload', required: true }),
    },
    errors: refusals,
    resolve: async (_, { determinationId, evidence, ...use }, { ctx }) =>
      recordUse(ctx, {
        ...use,
        determinationId: readRawId(determinationId.id, 'determination'),
        evidence: await readDocument(evidence),
      }),
  }),
  withdrawGrantUse: t.field({
    type: DeterminationNode,
    description: 'A use that does not hold, by the beneficiary or the bureau.',
    args: { id: t.arg.id({ required: true }), reason: t.arg.string({ required: true }) },
    errors: refusals,
    resolve: (_, { id, reason }, { ctx }) => withdrawUse(ctx, { id: readRawId(id, 'use'), reason }),
  }),
}))
