/** Payout batches for the treasury (国库支付). Their files are downloaded by HTTP, its answer is uploaded here. */
import { importLimits } from '#domain/import/limits.ts'
import { ImportTooLarge } from '#domain/import/refusals.ts'
import { formatPayoutNumber, payoutOutcomes } from '#domain/subsidy/money/payout.ts'
import { isUuid } from '#domain/uuid.ts'
import { type ConfirmedPayout, confirmPayout } from '#usecases/subsidy/money/confirm-payout.ts'
import { createPayout } from '#usecases/subsidy/money/create-payout.ts'
import type { ReadablePayment } from '#usecases/subsidy/money/find-claim.ts'
import { findPayout, type PayoutView } from '#usecases/subsidy/money/find-payout.ts'
import { listPayouts } from '#usecases/subsidy/money/list-payouts.ts'
import { builder } from './builder.ts'
import { wordEnum } from './enums.ts'
import { refusals } from './errors.ts'
import { forwardArgs, notCounted, toConnection } from './page.ts'
import { readRawId } from './raw-id.ts'
import { DeterminationNode } from './subsidy.ts'

const PayoutOutcomeEnum = wordEnum('PayoutOutcome', payoutOutcomes)

const PayoutLineType = builder.objectRef<PayoutView['lines'][number]>('PayoutLine').implement({
  description: 'As it was handed to the treasury; confirmed once.',
  fields: t => ({
    line: t.exposeInt('line'),
    determinationId: t.globalID({ resolve: row => ({ type: DeterminationNode, id: row.determinationId }) }),
    accountName: t.exposeString('accountName'),
    bankName: t.exposeString('bankName'),
    accountNumber: t.exposeString('accountNumber'),
    amountFen: t.expose('amountFen', { type: 'Fen' }),
    purpose: t.exposeString('purpose'),
    outcome: t.expose('outcome', { type: PayoutOutcomeEnum, nullable: true, description: 'Null: not answered yet.' }),
    paidOn: t.expose('paidOn', { type: 'Day', nullable: true }),
    bankReference: t.exposeString('bankReference', { nullable: true }),
    failure: t.exposeString('failure', { nullable: true }),
  }),
})

const SubsidyPaymentType = builder.objectRef<ReadablePayment>('SubsidyPayment').implement({
  fields: t => ({
    batch: t.string({ description: 'Number of the batch (支付批次).', resolve: formatPayoutNumber }),
    amountFen: t.expose('amountFen', { type: 'Fen' }),
    paidOn: t.expose('paidOn', { type: 'Day', nullable: true }),
    bankReference: t.exposeString('bankReference', { nullable: true, description: '银行流水号.' }),
  }),
})

builder.objectField(DeterminationNode, 'payment', t =>
  t.field({
    type: SubsidyPaymentType,
    nullable: true,
    description: 'As the treasury confirmed it; for whoever may read the account.',
    resolve: (row, _, { loaders }) => loaders.payment.load(row.id),
  }),
)

const PayoutNode = builder.objectRef<PayoutView>('Payout')
builder.node(PayoutNode, {
  description: 'A numbered batch for the treasury. For those of its bureau who approve, pay and audit.',
  id: { resolve: row => row.id },
  loadOne: (id, { ctx }) => (isUuid(id) ? findPayout(ctx, { id }) : null),
  isTypeOf: value => typeof value === 'object' && value !== null && 'lineCount' in value,
  fields: t => ({
    number: t.string({ resolve: formatPayoutNumber }),
    createdAt: t.expose('createdAt', { type: 'Instant' }),
    lineCount: t.exposeInt('lineCount'),
    totalFen: t.expose('totalFen', { type: 'Fen' }),
    lines: t.expose('lines', { type: [PayoutLineType] }),
    csvUrl: t.string({ description: 'Where it is downloaded.', resolve: row => `/payouts/${row.id}/csv` }),
    xlsxUrl: t.string({ resolve: row => `/payouts/${row.id}/xlsx` }),
  }),
})

builder.queryField('payouts', t =>
  t.connection({
    type: PayoutNode,
    description: 'Of the viewer’s bureau, newest first.',
    errors: refusals,
    resolve: async (_, args, { ctx }) => {
      const input = forwardArgs(args)
      return toConnection(await listPayouts(ctx, input), input.after, notCounted)
    },
  }),
)

const ConfirmedPayoutType = builder.objectRef<ConfirmedPayout>('PayoutConfirmed').implement({
  fields: t => ({
    payout: t.expose('payout', { type: PayoutNode }),
    newlyPaid: t.exposeInt('newlyPaid', {
      description: 'Lines that this file confirmed; repeated ones are not counted.',
    }),
    newlyFailed: t.exposeInt('newlyFailed'),
  }),
})

builder.mutationFields(t => ({
  createPayout: t.field({
    type: PayoutNode,
    description: 'A cashier puts approved determinations in a batch, at most 500.',
    args: { determinationIds: t.arg.globalIDList({ for: DeterminationNode, required: true }) },
    errors: refusals,
    resolve: (_, { determinationIds }, { ctx }) =>
      createPayout(ctx, { determinationIds: determinationIds.map(({ id }) => readRawId(id, 'determination')) }),
  }),
  confirmPayout: t.field({
    type: ConfirmedPayoutType,
    description:
      'The treasury’s answer: the file as it was handed out, filled in. The same file twice changes nothing.',
    args: { id: t.arg.globalID({ for: PayoutNode, required: true }), file: t.arg({ type: 'Upload', required: true }) },
    errors: refusals,
    resolve: async (_, { id, file }, { ctx }) => {
      if (file.size > importLimits.fileBytes)
        throw new ImportTooLarge('fileBytes', importLimits.fileBytes, file.size, 'hand in the answer to one batch')
      const source = { bytes: new Uint8Array(await file.arrayBuffer()), fileName: file.name }
      return confirmPayout(ctx, { id: readRawId(id.id, 'payout'), source })
    },
  }),
}))
