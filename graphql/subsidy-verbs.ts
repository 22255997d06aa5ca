/** From a figure to money: what a determination holds beside its figure, and the steps of its people. */
import { causeOf } from '#domain/subsidy/money/clawback.ts'
import { figureKinds } from '#domain/subsidy/money/determination.ts'
import { type DeterminationVerdicts, determinationVerdicts } from '#usecases/subsidy/figure/determination-access.ts'
import { getDetermination } from '#usecases/subsidy/figure/find-determination.ts'
import { approveDetermination } from '#usecases/subsidy/money/approve-determination.ts'
import { claimSubsidy } from '#usecases/subsidy/money/claim-subsidy.ts'
import {
  type ClaimView,
  findClaim,
  listLimits,
  type ReadablePayee,
  type ShownAccount,
} from '#usecases/subsidy/money/find-claim.ts'
import { refuseDetermination } from '#usecases/subsidy/money/refuse-determination.ts'
import { reviewDetermination } from '#usecases/subsidy/money/review-determination.ts'
import { savePayee } from '#usecases/subsidy/money/save-payee.ts'
import { tellSubsidy } from '#usecases/subsidy/money/tell-subsidy.ts'
import { withdrawApproval } from '#usecases/subsidy/money/withdraw-approval.ts'
import { builder } from './builder.ts'
import { ClawbackReasonEnum } from './determination-step.ts'
import { wordEnum } from './enums.ts'
import { refusals, type Verdict, VerdictType, verdictOf } from './errors.ts'
import { EvidenceFileType, readDocument } from './evidence.ts'
import { readRawId } from './raw-id.ts'
import { DeterminationNode } from './subsidy.ts'

export const FigureKindEnum = wordEnum(
  'FigureKind',
  figureKinds,
  'At most, exactly, at least; or what a unit owes its team.',
)

const verdictNames = [
  'claim',
  'tell',
  'savePayee',
  'review',
  'approve',
  'refuse',
  'withdrawApproval',
  'pay',
  'readPayee',
] as const satisfies readonly (keyof DeterminationVerdicts)[]
type DeterminationPermissions = Record<(typeof verdictNames)[number], Verdict>

const DeterminationPermissionsType = builder.objectRef<DeterminationPermissions>('DeterminationPermissions').implement({
  description: 'What the viewer may do with the determination now, and why not.',
  fields: t => Object.fromEntries(verdictNames.map(name => [name, t.expose(name, { type: VerdictType })])),
})

const PayeeType = builder.objectRef<ReadablePayee>('Payee').implement({
  description: 'The account to pay to. Confidential: null for whoever may not read it.',
  fields: t => ({
    accountName: t.exposeString('accountName', { description: '户名.' }),
    bankName: t.exposeString('bankName', { description: '开户行.' }),
    accountNumber: t.exposeString('accountNumber', { description: '账号.' }),
    givenAt: t.expose('givenAt', { type: 'Instant' }),
  }),
})

builder.objectFields(DeterminationNode, t => ({
  gives: t.expose('gives', { type: FigureKindEnum }),
  claimedAt: t.expose('claimedAt', { type: 'Instant', nullable: true }),
  toldAt: t.expose('toldAt', { type: 'Instant', nullable: true, description: '免申即享.' }),
  reviewedAt: t.expose('reviewedAt', { type: 'Instant', nullable: true }),
  approvedAt: t.expose('approvedAt', { type: 'Instant', nullable: true }),
  approvedFen: t.expose('approvedFen', {
    type: 'Fen',
    nullable: true,
    description: 'What the bureau grants; the figure is what it may grant.',
  }),
  paidOn: t.expose('paidOn', { type: 'Day', nullable: true }),
  collectedFen: t.expose('collectedFen', { type: 'Fen', description: 'What came back of it.' }),
  refusalReason: t.string({
    nullable: true,
    description: 'In the words of who refused it or withdrew its approval.',
    resolve: ({ refusalReason }) => (causeOf(refusalReason) === null ? refusalReason : null),
  }),
  withdrawnBecause: t.field({
    type: ClawbackReasonEnum,
    nullable: true,
    description: 'The approval was withdrawn by itself, because a record it stood on fell away.',
    resolve: ({ refusalReason }) => causeOf(refusalReason),
  }),
  payee: t.field({
    type: PayeeType,
    nullable: true,
    description: 'For the beneficiary and for those of its bureau who approve, pay and audit.',
    resolve: (row, _, { loaders }) => loaders.payee.load(row.id),
  }),
  viewerCan: t.field({
    type: DeterminationPermissionsType,
    resolve: (row, _, { ctx }) => {
      const verdicts = determinationVerdicts(ctx.actor, row)
      return Object.fromEntries(verdictNames.map(n => [n, verdictOf(verdicts[n])])) as DeterminationPermissions
    },
  }),
}))

const LimitAccountType = builder.objectRef<ShownAccount>('SubsidyLimit').implement({
  description: 'An account that limits a figure, with what was granted on it by now.',
  fields: t => ({
    account: t.exposeString('account'),
    key: t.exposeString('key'),
    window: t.exposeString('window'),
    limitFen: t.expose('limitFen', {
      type: 'Fen',
      nullable: true,
      description: 'Null of an entitlement to no less than its figure (不低于): other limits hold it.',
    }),
    usedFen: t.expose('usedFen', {
      type: 'Fen',
      nullable: true,
      description: 'Null for the beneficiary where others share the account.',
    }),
  }),
})

const MissingEvidenceType = builder.objectRef<ClaimView['missing'][number]>('MissingEvidence').implement({
  description: 'A record that counts and that nothing in the register proves.',
  fields: t => ({ record: t.exposeString('record'), kind: t.exposeString('kind') }),
})

const ClaimType = builder.objectRef<ClaimView & { limits: ShownAccount[] }>('SubsidyClaim').implement({
  description: 'What a claim consists of: nothing that the register holds is asked for again (材料一次报送).',
  fields: t => ({
    missing: t.expose('missing', { type: [MissingEvidenceType], description: 'A document is needed for each.' }),
    documents: t.expose('documents', { type: [EvidenceFileType], description: 'Attached by the beneficiary.' }),
    isPayeeKnown: t.exposeBoolean('isPayeeKnown', { description: 'False: the account to pay to must be given.' }),
    limits: t.expose('limits', { type: [LimitAccountType], description: 'What the figure is held to.' }),
  }),
})

builder.queryFields(t => ({
  subsidyClaim: t.field({
    type: ClaimType,
    errors: refusals,
    args: { determinationId: t.arg.globalID({ for: DeterminationNode, required: true }) },
    resolve: async (_, { determinationId }, { ctx }) => {
      const id = readRawId(determinationId.id, 'determination')
      const row = await getDetermination(ctx, { id })
      return { ...(await findClaim(ctx, { id })), limits: await listLimits(ctx, row) }
    },
  }),
}))

const PayeeInput = builder.inputType('PayeeInput', {
  fields: t => ({
    accountName: t.string({ required: true, description: '户名, the beneficiary’s own.' }),
    bankName: t.string({ required: true, description: '开户行.' }),
    accountNumber: t.string({ required: true, description: '账号.' }),
  }),
})

const ClaimEvidenceInput = builder.inputType('ClaimEvidenceInput', {
  fields: t => ({
    record: t.string({ required: true, description: 'As in SubsidyClaim.missing.' }),
    document: t.field({ type: 'Upload', required: true, description: 'PDF, PNG, JPEG, OFD or XML, at most 20 MB.' }),
  }),
})

const idArg = { for: DeterminationNode, required: true } as const
const determinationId = (id: { id: string }) => readRawId(id.id, 'determination')

builder.mutationFields(t => ({
  claimSubsidy: t.field({
    type: DeterminationNode,
    description: 'The beneficiary claims a figure. Without payee the account it gave last is taken.',
    args: {
      id: t.arg.globalID(idArg),
      payee: t.arg({ type: PayeeInput }),
      evidence: t.arg({ type: [ClaimEvidenceInput], required: true, defaultValue: [] }),
    },
    errors: refusals,
    resolve: async (_, { id, payee, evidence }, { ctx }) => {
      const documents = await Promise.all(
        evidence.map(async ({ record, document }) => ({ record, document: await readDocument(document) })),
      )
      return claimSubsidy(ctx, { id: determinationId(id), payee: payee ?? null, evidence: documents })
    },
  }),
  tellSubsidy: t.field({
    type: DeterminationNode,
    description: 'An officer tells the entitled, who need not claim (免申即享).',
    args: { id: t.arg.globalID(idArg) },
    errors: refusals,
    resolve: (_, { id }, { ctx }) => tellSubsidy(ctx, { id: determinationId(id) }),
  }),
  savePayee: t.field({
    type: DeterminationNode,
    description: 'The beneficiary gives or corrects the account to pay to; from the review on it is fixed.',
    args: { id: t.arg.globalID(idArg), payee: t.arg({ type: PayeeInput, required: true }) },
    errors: refusals,
    resolve: (_, { id, payee }, { ctx }) => savePayee(ctx, { id: determinationId(id), payee }),
  }),
  reviewDetermination: t.field({
    type: DeterminationNode,
    description: 'A reviewer has looked at the records behind the figure (审核).',
    args: { id: t.arg.globalID(idArg), note: t.arg.string({ required: true, defaultValue: '' }) },
    errors: refusals,
    resolve: (_, { id, note }, { ctx }) => reviewDetermination(ctx, { id: determinationId(id), note }),
  }),
  approveDetermination: t.field({
    type: DeterminationNode,
    description: 'An approver grants an amount; SUBSIDY_LIMIT_EXCEEDED says what is left where it does not fit.',
    args: {
      id: t.arg.globalID(idArg),
      approvedFen: t.arg({ type: 'Fen', required: true }),
      note: t.arg.string({ required: true, defaultValue: '' }),
    },
    errors: refusals,
    resolve: (_, { id, approvedFen, note }, { ctx }) =>
      approveDetermination(ctx, { id: determinationId(id), approvedFen, note }),
  }),
  refuseDetermination: t.field({
    type: DeterminationNode,
    description: 'Reviewer or approver says no, with the reason that the beneficiary reads.',
    args: { id: t.arg.globalID(idArg), reason: t.arg.string({ required: true }) },
    errors: refusals,
    resolve: (_, { id, reason }, { ctx }) => refuseDetermination(ctx, { id: determinationId(id), reason }),
  }),
  withdrawApproval: t.field({
    type: DeterminationNode,
    description: 'An approver takes an approval back before it is in a payout; its limits are free again.',
    args: { id: t.arg.globalID(idArg), reason: t.arg.string({ required: true }) },
    errors: refusals,
    resolve: (_, { id, reason }, { ctx }) => withdrawApproval(ctx, { id: determinationId(id), reason }),
  }),
}))
