/**
 * The money facts of a contract and the documents that prove them. A document's content is downloaded by HTTP at `url`,
 * with the same access as its contract.
 */
import { type MoneyFactKind, moneyFactKinds } from '#domain/contract/contract.ts'
import { checkEvidenceSize } from '#domain/contract/evidence.ts'
import { refuse } from '#domain/refusal.ts'
import type { MoneyFactView } from '#usecases/contract/list-contract-details.ts'
import { recordInvoice } from '#usecases/payment/record-invoice.ts'
import type { EvidenceInput, RecordMoneyInput } from '#usecases/payment/record-money-fact.ts'
import { recordPayment } from '#usecases/payment/record-payment.ts'
import { recordReceipt } from '#usecases/payment/record-receipt.ts'
import { reverseMoneyFact } from '#usecases/payment/reverse-money-fact.ts'
import type { Ctx } from '#usecases/support/ctx.ts'
import { builder } from './builder.ts'
import type { GraphqlContext } from './context.ts'
import { ContractNode, detailsOf, reloadContract } from './contract.ts'
import { wordEnum } from './enums.ts'
import { refusals } from './errors.ts'
import { readRawId } from './raw-id.ts'

const MoneyFactKindEnum = wordEnum('MoneyFactKind', moneyFactKinds, '到账, 付款, 开票.')

export const EvidenceFileType = builder.objectRef<MoneyFactView['evidence']>('EvidenceFile').implement({
  description: 'A document that proves something; its content never changes.',
  fields: t => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    mediaType: t.exposeString('mediaType', { description: 'What its content is, whatever its name says.' }),
    sizeBytes: t.exposeInt('sizeBytes'),
    sha256: t.exposeString('sha256', { description: 'Lower-case hex.' }),
    uploadedAt: t.expose('uploadedAt', { type: 'Instant' }),
    url: t.string({ description: 'Where it is downloaded.', resolve: file => `/evidence/${file.id}` }),
  }),
})

const MoneyFactType = builder.objectRef<MoneyFactView>('MoneyFact').implement({
  description: 'A dated, evidenced money fact of a contract. Never changed once recorded.',
  fields: t => ({
    id: t.exposeID('id'),
    kind: t.expose('kind', { type: MoneyFactKindEnum }),
    amountFen: t.expose('amountFen', { type: 'Fen' }),
    occurredOn: t.expose('occurredOn', { type: 'Day' }),
    recordedAt: t.expose('recordedAt', { type: 'Instant' }),
    evidence: t.expose('evidence', { type: EvidenceFileType }),
    reversedOn: t.expose('reversedOn', {
      type: 'Day',
      nullable: true,
      description: '冲回: the entry turned out void and counts no more.',
    }),
    reversalReason: t.exposeString('reversalReason', { nullable: true }),
  }),
})

const sumOf = async (context: GraphqlContext, contractId: string, kind: MoneyFactKind) =>
  (await detailsOf(context, contractId)).sumsFen[kind]

builder.objectFields(ContractNode, t => ({
  moneyFacts: t.field({
    type: [MoneyFactType],
    resolve: async (head, _, context) => (await detailsOf(context, head.id)).moneyFacts,
  }),
  paidFen: t.field({
    type: 'Fen',
    description: '实际付款额: the sum of the payments.',
    resolve: (head, _, context) => sumOf(context, head.id, 'payment'),
  }),
  receivedFen: t.field({
    type: 'Fen',
    description: '到账额: the sum of the receipts.',
    resolve: (head, _, context) => sumOf(context, head.id, 'receipt'),
  }),
  invoicedFen: t.field({
    type: 'Fen',
    description: '开票额: the sum of the invoices.',
    resolve: (head, _, context) => sumOf(context, head.id, 'invoice'),
  }),
}))

const MoneyFactInput = builder.inputType('MoneyFactInput', {
  fields: t => ({
    amountFen: t.field({ type: 'Fen', required: true }),
    occurredOn: t.field({ type: 'Day', required: true, description: 'From the day of signing to today.' }),
    evidence: t.field({ type: 'Upload', required: true, description: 'PDF, PNG, JPEG, OFD or XML, at most 20 MB.' }),
  }),
})

/** An uploaded document, read whole once its size is known to be fine. */
export async function readDocument(file: File): Promise<EvidenceInput> {
  refuse(checkEvidenceSize(file.size))
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

type RecordVerb = (ctx: Ctx, input: RecordMoneyInput) => Promise<MoneyFactView>

async function record(
  context: GraphqlContext,
  verb: RecordVerb,
  args: { contractId: { id: string }; fact: typeof MoneyFactInput.$inferInput },
) {
  const { evidence: file, ...fact } = args.fact
  const evidence = await readDocument(file)
  const { contractId } = await verb(context.ctx, {
    ...fact,
    contractId: readRawId(args.contractId.id, 'contract'),
    evidence,
  })
  return reloadContract(context, contractId)
}

builder.mutationFields(t => {
  const verb = (description: string, recordIt: RecordVerb) =>
    t.field({
      type: ContractNode,
      description,
      args: {
        contractId: t.arg.globalID({ for: ContractNode, required: true }),
        fact: t.arg({ type: MoneyFactInput, required: true }),
      },
      errors: refusals,
      resolve: (_, args, context) => record(context, recordIt, args),
    })
  return {
    recordPayment: verb('The buyer records what it paid (付款), with the bank slip.', recordPayment),
    recordReceipt: verb('The seller records what reached its account (到账), with the bank’s notice.', recordReceipt),
    reverseMoneyFact: t.field({
      type: ContractNode,
      description: 'Whoever recorded a money fact, or a bureau, says that it turned out void (冲回), with a proof.',
      args: {
        id: t.arg.id({ required: true }),
        reason: t.arg.string({ required: true }),
        reversedOn: t.arg({ type: 'Day', required: true }),
        evidence: t.arg({ type: 'Upload', required: true }),
      },
      errors: refusals,
      resolve: async (_, { id, evidence, ...reversal }, context) => {
        const document = await readDocument(evidence)
        const input = { ...reversal, id: readRawId(id, 'money fact'), evidence: document }
        return reloadContract(context, (await reverseMoneyFact(context.ctx, input)).contractId)
      },
    }),
    recordInvoice: verb('The seller records an invoice it issued (开票), with the invoice.', recordInvoice),
  }
})
