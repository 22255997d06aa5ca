/** Recognition and registration of technology contracts (技术合同认定登记), and the public check of certificates. */
import { currentDueOn } from '#domain/registration/check-registration.ts'
import { refusalReasons, registrationStates } from '#domain/registration/registration.ts'
import { isUuid } from '#domain/uuid.ts'
import { acceptRegistration } from '#usecases/registration/accept-registration.ts'
import { deregisterContract } from '#usecases/registration/deregister-contract.ts'
import { examineRegistration } from '#usecases/registration/examine-registration.ts'
import { findRegistration, type RegistrationHead } from '#usecases/registration/find-registration.ts'
import { listRegistrations } from '#usecases/registration/list-registrations.ts'
import { refuseRegistration } from '#usecases/registration/refuse-registration.ts'
import { registerContract } from '#usecases/registration/register-contract.ts'
import { type RegistrationVerdicts, registrationVerdicts } from '#usecases/registration/registration-access.ts'
import { requestCorrection } from '#usecases/registration/request-correction.ts'
import { revokeRegistration } from '#usecases/registration/revoke-registration.ts'
import { submitRegistration } from '#usecases/registration/submit-registration.ts'
import { type Certificate, verifyCertificate } from '#usecases/registration/verify-certificate.ts'
import { builder } from './builder.ts'
import type { GraphqlContext } from './context.ts'
import { ContractNode, ContractTypeEnum, detailsOf } from './contract.ts'
import { TechnologyFieldEnum, wordEnum } from './enums.ts'
import { refusals, type Verdict, VerdictType, verdictOf } from './errors.ts'
import { OrganisationCardType } from './listing.ts'
import { loadOrganisation } from './loaders.ts'
import { forwardArgs, notCounted, toConnection } from './page.ts'
import { readRawId } from './raw-id.ts'

const RegistrationStateEnum = wordEnum('RegistrationState', registrationStates)
const RefusalReasonEnum = wordEnum('RefusalReason', refusalReasons, 'Why a registry refuses.')

const verdictNames = [
  'resubmit',
  'accept',
  'requestCorrection',
  'examine',
  'register',
  'refuse',
  'deregister',
  'revoke',
] as const satisfies readonly (keyof RegistrationVerdicts)[]
type RegistrationPermissions = Record<(typeof verdictNames)[number], Verdict>

const RegistrationPermissionsType = builder.objectRef<RegistrationPermissions>('RegistrationPermissions').implement({
  description: 'What the viewer may do with the registration now, and why not.',
  fields: t => Object.fromEntries(verdictNames.map(name => [name, t.expose(name, { type: VerdictType })])),
})

const dueOf = ({ acceptedAt, contract }: RegistrationHead) => currentDueOn(acceptedAt, contract.technologyAmountFen)

const RegistrationNode = builder.objectRef<RegistrationHead>('Registration')
builder.node(RegistrationNode, {
  description: 'A contract handed in at a registry.',
  id: { resolve: head => head.id },
  loadOne: (id, { ctx }) => (isUuid(id) ? findRegistration(ctx, { id }) : null),
  isTypeOf: value => typeof value === 'object' && value !== null && 'registryId' in value,
  fields: t => ({
    state: t.expose('state', { type: RegistrationStateEnum }),
    registry: t.field({ type: OrganisationCardType, resolve: (head, _, c) => loadOrganisation(c, head.registryId) }),
    contract: t.field({
      type: ContractNode,
      resolve: async (head, _, context) => (await detailsOf(context, head.contractId)).head,
    }),
    createdAt: t.expose('createdAt', { type: 'Instant' }),
    acceptedAt: t.expose('acceptedAt', { type: 'Instant', nullable: true }),
    dueOn: t.field({
      type: 'Day',
      nullable: true,
      description: 'By when the registry must have decided.',
      resolve: head => dueOf(head)?.day ?? null,
    }),
    isDueOnEstimated: t.boolean({
      description: 'True while the holidays on the way to that day are not announced: it may still move.',
      resolve: head => dueOf(head)?.isEstimated ?? false,
    }),
    recognisedType: t.expose('recognisedType', { type: ContractTypeEnum, nullable: true }),
    recognisedAmountFen: t.expose('recognisedAmountFen', {
      type: 'Fen',
      nullable: true,
      description: '核定技术交易额.',
    }),
    number: t.exposeString('number', { nullable: true, description: '技术合同登记编号.' }),
    verificationCode: t.exposeString('verificationCode', {
      nullable: true,
      description: 'With the number it lets anyone check the certificate.',
    }),
    registeredOn: t.expose('registeredOn', { type: 'Day', nullable: true }),
    refusalReason: t.expose('refusalReason', { type: RefusalReasonEnum, nullable: true }),
    latestReason: t.exposeString('latestReason', {
      nullable: true,
      description: 'What was said with the latest step that had words: what to correct, why refused.',
    }),
    viewerCan: t.field({
      type: RegistrationPermissionsType,
      resolve: (head, _, { ctx }) => {
        const verdicts = registrationVerdicts(ctx.actor, head)
        return Object.fromEntries(verdictNames.map(n => [n, verdictOf(verdicts[n])])) as RegistrationPermissions
      },
    }),
  }),
})

builder.objectField(ContractNode, 'registrations', t =>
  t.field({
    type: [RegistrationNode],
    description: 'Oldest first; at most one is under way or in force.',
    resolve: async (head, _, context) => (await detailsOf(context, head.id)).registrations,
  }),
)

const CertificateType = builder.objectRef<Certificate>('Certificate').implement({
  description: 'What the certificate of registration (技术合同登记证明) says.',
  fields: t => ({
    number: t.exposeString('number'),
    state: t.expose('state', { type: RegistrationStateEnum, description: 'REGISTERED: in force.' }),
    title: t.exposeString('title'),
    buyerName: t.exposeString('buyerName'),
    sellerName: t.exposeString('sellerName'),
    registryName: t.exposeString('registryName'),
    type: t.expose('type', { type: ContractTypeEnum }),
    field: t.expose('field', { type: TechnologyFieldEnum }),
    contractAmountFen: t.expose('contractAmountFen', { type: 'Fen' }),
    technologyAmountFen: t.expose('technologyAmountFen', { type: 'Fen' }),
    signedOn: t.expose('signedOn', { type: 'Day' }),
    registeredOn: t.expose('registeredOn', { type: 'Day' }),
    deregisteredOn: t.expose('deregisteredOn', { type: 'Day', nullable: true }),
  }),
})

builder.queryFields(t => ({
  registrations: t.connection({
    type: RegistrationNode,
    description: 'The queue of a registry; a party’s own; all for a bureau. Newest first.',
    errors: refusals,
    args: { states: t.arg({ type: [RegistrationStateEnum] }) },
    resolve: async (_, { states, ...args }, { ctx }) => {
      const input = forwardArgs(args)
      return toConnection(await listRegistrations(ctx, { states, ...input }), input.after, notCounted)
    },
  }),
  verifyCertificate: t.field({
    type: CertificateType,
    description: 'Anyone checks a certificate by its number and its code.',
    errors: refusals,
    args: { number: t.arg.string({ required: true }), code: t.arg.string({ required: true }) },
    resolve: (_, args, { ctx }) => verifyCertificate(ctx, args),
  }),
}))

const idArg = { for: RegistrationNode, required: true } as const
const registrationId = (id: { id: string }) => readRawId(id.id, 'registration')

/** After a verb; what was loaded of its contract before is forgotten. */
async function moved({ loaders }: GraphqlContext, verb: Promise<RegistrationHead>): Promise<RegistrationHead> {
  const head = await verb
  loaders.contract.clear(head.contractId)
  return head
}

builder.mutationFields(t => ({
  submitRegistration: t.field({
    type: RegistrationNode,
    description: 'The seller hands the signed contract in at a registry, again after a correction.',
    args: {
      contractId: t.arg.globalID({ for: ContractNode, required: true }),
      registryId: t.arg.id({ required: true }),
      note: t.arg.string({ required: true, defaultValue: '' }),
    },
    errors: refusals,
    resolve: (_, { contractId, registryId, note }, context) => {
      const ids = { contractId: readRawId(contractId.id, 'contract'), registryId: readRawId(registryId, 'registry') }
      return moved(context, submitRegistration(context.ctx, { ...ids, note }))
    },
  }),
  acceptRegistration: t.field({
    type: RegistrationNode,
    description: 'The registry takes the case (受理); the clock of 15 or 30 working days begins.',
    args: { id: t.arg.globalID(idArg) },
    errors: refusals,
    resolve: (_, { id }, context) => moved(context, acceptRegistration(context.ctx, { id: registrationId(id) })),
  }),
  requestCorrection: t.field({
    type: RegistrationNode,
    description: 'The registry asks for corrected papers (补正); the clock begins anew after that.',
    args: { id: t.arg.globalID(idArg), reason: t.arg.string({ required: true }) },
    errors: refusals,
    resolve: (_, { id, reason }, context) =>
      moved(context, requestCorrection(context.ctx, { id: registrationId(id), reason })),
  }),
  examineRegistration: t.field({
    type: RegistrationNode,
    description: 'The registrar recognises (认定) the type and the 技术交易额.',
    args: {
      id: t.arg.globalID(idArg),
      recognisedType: t.arg({ type: ContractTypeEnum, required: true }),
      recognisedAmountFen: t.arg({ type: 'Fen', required: true }),
    },
    errors: refusals,
    resolve: (_, { id, ...recognition }, context) =>
      moved(context, examineRegistration(context.ctx, { id: registrationId(id), ...recognition })),
  }),
  registerContract: t.field({
    type: RegistrationNode,
    description: 'Enters the contract in the register (登记) under the next number of this registry and year.',
    args: { id: t.arg.globalID(idArg) },
    errors: refusals,
    resolve: (_, { id }, context) => moved(context, registerContract(context.ctx, { id: registrationId(id) })),
  }),
  deregisterContract: t.field({
    type: RegistrationNode,
    description: 'The registry ends a registration that is in force (注销登记): the contract was dissolved.',
    args: { id: t.arg.globalID(idArg), reason: t.arg.string({ required: true }) },
    errors: refusals,
    resolve: (_, { id, reason }, context) =>
      moved(context, deregisterContract(context.ctx, { id: registrationId(id), reason })),
  }),
  revokeRegistration: t.field({
    type: RegistrationNode,
    description: 'The registry takes a registration back (撤销登记): it should never have been made.',
    args: { id: t.arg.globalID(idArg), reason: t.arg.string({ required: true }) },
    errors: refusals,
    resolve: (_, { id, reason }, context) =>
      moved(context, revokeRegistration(context.ctx, { id: registrationId(id), reason })),
  }),
  refuseRegistration: t.field({
    type: RegistrationNode,
    description: 'The registry refuses (不予登记) for a reason from the list.',
    args: {
      id: t.arg.globalID(idArg),
      refusalReason: t.arg({ type: RefusalReasonEnum, required: true }),
      note: t.arg.string({ required: true, defaultValue: '' }),
    },
    errors: refusals,
    resolve: (_, { id, ...why }, context) =>
      moved(context, refuseRegistration(context.ctx, { id: registrationId(id), ...why })),
  }),
}))
