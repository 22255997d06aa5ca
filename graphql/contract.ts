/** Technology contracts (技术合同): their terms, their signatures, and their three money facts. */
import { type ContractLine, contractLineKinds, contractStates, contractTypes } from '#domain/contract/contract.ts'
import { NotFound } from '#domain/refusal.ts'
import { isUuid } from '#domain/uuid.ts'
import { cancelContract } from '#usecases/contract/cancel-contract.ts'
import { type ContractVerdicts, contractVerdicts } from '#usecases/contract/contract-access.ts'
import { createContract } from '#usecases/contract/create-contract.ts'
import { editContract } from '#usecases/contract/edit-contract.ts'
import { type ContractHead, getContract } from '#usecases/contract/get-contract.ts'
import { type ContractDetails, listContractDetails } from '#usecases/contract/list-contract-details.ts'
import { listContracts } from '#usecases/contract/list-contracts.ts'
import { signContract } from '#usecases/contract/sign-contract.ts'
import { builder } from './builder.ts'
import type { GraphqlContext } from './context.ts'
import { TechnologyFieldEnum, wordEnum } from './enums.ts'
import { refusals, type Verdict, VerdictType, verdictOf } from './errors.ts'
import { OrganisationCardType } from './listing.ts'
import { loadOrganisation } from './loaders.ts'
import { forwardArgs, notCounted, toConnection } from './page.ts'
import { readRawId } from './raw-id.ts'

export const ContractTypeEnum = wordEnum('ContractType', contractTypes, '开发, 转让, 许可, 咨询, 服务.')
const ContractStateEnum = wordEnum('ContractState', contractStates)
const ContractLineKindEnum = wordEnum('ContractLineKind', contractLineKinds)

const ContractLineType = builder.objectRef<ContractLine>('ContractLine').implement({
  description: 'What is bought with the technology but is not technology: it is no part of the 技术交易额.',
  fields: t => ({
    kind: t.expose('kind', { type: ContractLineKindEnum }),
    description: t.exposeString('description'),
    amountFen: t.expose('amountFen', { type: 'Fen' }),
    isReasonableDeliverable: t.exposeBoolean('isReasonableDeliverable', {
      description: 'A reasonable quantity of the deliverable itself (合理数量的标的物): stays in the 技术交易额.',
    }),
  }),
})

const verdictNames = [
  'edit',
  'sign',
  'cancel',
  'recordPayment',
  'recordReceipt',
  'recordInvoice',
  'submitRegistration',
] as const satisfies readonly (keyof ContractVerdicts)[]

const ContractPermissionsType = builder
  .objectRef<Record<(typeof verdictNames)[number], Verdict>>('ContractPermissions')
  .implement({
    description: 'What the viewer may do with the contract now, and why not.',
    fields: t => Object.fromEntries(verdictNames.map(name => [name, t.expose(name, { type: VerdictType })])),
  })

/** What hangs on a contract that the viewer has already been shown; once per request for all contracts of a list. */
export async function detailsOf({ loaders }: GraphqlContext, contractId: string): Promise<ContractDetails> {
  const details = await loaders.contract.load(contractId)
  if (!details) throw new Error(`contract ${contractId} was shown to someone who may not read it`)
  return details
}

export const ContractNode = builder.objectRef<ContractHead>('Contract')
builder.node(ContractNode, {
  description: 'A technology contract between two organisations.',
  id: { resolve: head => head.id },
  loadMany: async (ids, { ctx }) => {
    const found = await listContractDetails(ctx, { ids: ids.filter(isUuid) })
    const heads = new Map(found.flatMap(details => (details ? [[details.head.id, details.head] as const] : [])))
    return ids.map(id => heads.get(id) ?? null)
  },
  isTypeOf: value => typeof value === 'object' && value !== null && 'buyerSignedBy' in value,
  fields: t => ({
    title: t.exposeString('title'),
    type: t.expose('type', { type: ContractTypeEnum }),
    field: t.expose('field', { type: TechnologyFieldEnum }),
    state: t.expose('state', { type: ContractStateEnum }),
    contractAmountFen: t.expose('contractAmountFen', { type: 'Fen', description: '合同成交额: the face value.' }),
    technologyAmountFen: t.expose('technologyAmountFen', {
      type: 'Fen',
      description: '技术交易额 as the parties computed it; the registry’s figure is on the registration.',
    }),
    challengeId: t.globalID({
      nullable: true,
      description: 'Id of the challenge it comes from.',
      resolve: head => head.challengeId && { type: 'Challenge', id: head.challengeId },
    }),
    signedOn: t.expose('signedOn', { type: 'Day', nullable: true }),
    buyerSignedAt: t.expose('buyerSignedAt', { type: 'Instant', nullable: true }),
    sellerSignedAt: t.expose('sellerSignedAt', { type: 'Instant', nullable: true }),
    createdAt: t.expose('createdAt', { type: 'Instant' }),
    buyer: t.field({ type: OrganisationCardType, resolve: (head, _, c) => loadOrganisation(c, head.buyerId) }),
    seller: t.field({ type: OrganisationCardType, resolve: (head, _, c) => loadOrganisation(c, head.sellerId) }),
    lines: t.field({
      type: [ContractLineType],
      resolve: async (head, _, context) => (await detailsOf(context, head.id)).lines,
    }),
    viewerCan: t.field({
      type: ContractPermissionsType,
      resolve: (head, _, { ctx }) => {
        const verdicts = contractVerdicts(ctx.actor, head)
        return Object.fromEntries(verdictNames.map(name => [name, verdictOf(verdicts[name])])) as Record<
          (typeof verdictNames)[number],
          Verdict
        >
      },
    }),
  }),
})

builder.queryField('contracts', t =>
  t.connection({
    type: ContractNode,
    description: 'A party’s own contracts, those handed in at a registry, or all for a bureau. Newest first.',
    errors: refusals,
    args: {
      states: t.arg({ type: [ContractStateEnum] }),
      challengeId: t.arg.globalID({ description: 'Of this challenge only.' }),
    },
    resolve: async (_, { states, challengeId, ...args }, { ctx }) => {
      const input = forwardArgs(args)
      if (challengeId != null && challengeId.typename !== 'Challenge') throw new NotFound('challenge')
      const filter = { states, challengeId: rawIdOrNull(challengeId?.id, 'challenge') }
      return toConnection(await listContracts(ctx, { ...filter, ...input }), input.after, notCounted)
    },
  }),
)

/** The contract as it is after a verb; what was loaded of it before is forgotten. */
export async function reloadContract(context: GraphqlContext, id: string): Promise<ContractHead> {
  context.loaders.contract.clear(id)
  return getContract(context.ctx, { id })
}

const ContractLineInput = builder.inputType('ContractLineInput', {
  fields: t => ({
    kind: t.field({ type: ContractLineKindEnum, required: true }),
    description: t.string({ required: true }),
    amountFen: t.field({ type: 'Fen', required: true }),
    isReasonableDeliverable: t.boolean({ required: true, defaultValue: false }),
  }),
})

const ContractTermsInput = builder.inputType('ContractTermsInput', {
  fields: t => ({
    type: t.field({ type: ContractTypeEnum, required: true }),
    field: t.field({ type: TechnologyFieldEnum, required: true }),
    title: t.string({ required: true }),
    contractAmountFen: t.field({ type: 'Fen', required: true }),
    lines: t.field({ type: [ContractLineInput], required: true, defaultValue: [] }),
  }),
})

const idArg = { for: ContractNode, required: true } as const
const contractId = (id: { id: string }) => readRawId(id.id, 'contract')
const rawIdOrNull = (text: string | null | undefined, noun: string) => (text ? readRawId(text, noun) : null)

builder.mutationFields(t => ({
  createContract: t.field({
    type: ContractNode,
    description: 'Drafts a contract: of an awarded challenge, which fixes the parties, or between two organisations.',
    args: {
      challengeId: t.arg.globalID({ description: 'Id of an awarded challenge.' }),
      buyerId: t.arg.id({ description: 'Without a challenge: the organisation that buys.' }),
      sellerId: t.arg.id({ description: 'Without a challenge: the organisation that sells.' }),
      terms: t.arg({ type: ContractTermsInput, required: true }),
    },
    errors: refusals,
    resolve: (_, { challengeId, buyerId, sellerId, terms }, { ctx }) => {
      if (challengeId && challengeId.typename !== 'Challenge') throw new NotFound('challenge')
      return createContract(ctx, {
        challengeId: rawIdOrNull(challengeId?.id, 'challenge'),
        buyerId: rawIdOrNull(buyerId, 'organisation'),
        sellerId: rawIdOrNull(sellerId, 'organisation'),
        terms,
      })
    },
  }),
  editContract: t.field({
    type: ContractNode,
    description: 'Changes the terms of a draft that nobody has signed.',
    args: { id: t.arg.globalID(idArg), terms: t.arg({ type: ContractTermsInput, required: true }) },
    errors: refusals,
    resolve: async (_, { id, terms }, context) => {
      const { id: edited } = await editContract(context.ctx, { id: contractId(id), terms })
      return reloadContract(context, edited)
    },
  }),
  signContract: t.field({
    type: ContractNode,
    description: 'Signs for the party the viewer acts for. The second signature makes the contract.',
    args: { id: t.arg.globalID(idArg) },
    errors: refusals,
    resolve: (_, { id }, { ctx }) => signContract(ctx, { id: contractId(id) }),
  }),
  cancelContract: t.field({
    type: ContractNode,
    description: 'Drops a draft that has not been signed by both.',
    args: { id: t.arg.globalID(idArg), reason: t.arg.string({ required: true, defaultValue: '' }) },
    errors: refusals,
    resolve: (_, { id, reason }, { ctx }) => cancelContract(ctx, { id: contractId(id), reason }),
  }),
}))
