/** Organisations: founding, verification, members. The public card is in listing.ts, beside what it is shown with. */
import { type Action, may } from '#domain/access/may.ts'
import { isAuthority, managingAction } from '#domain/access/organisation-rules.ts'
import { checkTransition } from '#domain/lifecycle.ts'
import { type OrganisationEvent, organisationLifecycle } from '#domain/organisation.ts'
import { isUuid } from '#domain/uuid.ts'
import { acceptMembership } from '#usecases/organisation/accept-membership.ts'
import { addMember } from '#usecases/organisation/add-member.ts'
import { createOrganisation } from '#usecases/organisation/create-organisation.ts'
import { declineMembership } from '#usecases/organisation/decline-membership.ts'
import { endMembership } from '#usecases/organisation/end-membership.ts'
import { findOrganisation, type OrganisationView } from '#usecases/organisation/find-organisation.ts'
import { foundOrganisation } from '#usecases/organisation/found-organisation.ts'
import { listMembers, type Member } from '#usecases/organisation/list-members.ts'
import { countListedOrganisations, listOrganisations } from '#usecases/organisation/list-organisations.ts'
import { listVerifiedOrganisations } from '#usecases/organisation/list-verified-organisations.ts'
import { rejectOrganisation } from '#usecases/organisation/reject-organisation.ts'
import { resubmitOrganisation } from '#usecases/organisation/resubmit-organisation.ts'
import { suspendOrganisation } from '#usecases/organisation/suspend-organisation.ts'
import { verifyOrganisation } from '#usecases/organisation/verify-organisation.ts'
import type { Ctx } from '#usecases/support/ctx.ts'
import { builder } from './builder.ts'
import { OrganisationKindEnum, OrganisationStateEnum, RoleEnum } from './enums.ts'
import { refusals, type Verdict, VerdictType, verdictOf } from './errors.ts'
import { OrganisationCardType } from './listing.ts'
import { forwardArgs, toConnection } from './page.ts'
import { readRawId } from './raw-id.ts'

/** An argument that names an organisation. */
const orgId = (text: string) => readRawId(text, 'organisation')
const memberId = (text: string) => readRawId(text, 'membership')

const verdictFor = (ctx: Ctx, of: OrganisationView, action: Action, event: OrganisationEvent | null): Verdict =>
  verdictOf(
    may(ctx.actor, action, { owner: of.id }) ??
      (event === null ? null : checkTransition(organisationLifecycle, of.state, event)),
  )

const judging = (of: OrganisationView): Action =>
  isAuthority(of.kind) ? 'organisation.verify_authority' : 'organisation.verify'

const OrganisationPermissionsType = builder.objectRef<OrganisationView>('OrganisationPermissions').implement({
  description: 'What the viewer may do with the organisation now, and why not.',
  fields: t => ({
    verify: t.field({ type: VerdictType, resolve: (o, _, { ctx }) => verdictFor(ctx, o, judging(o), 'verify') }),
    reject: t.field({ type: VerdictType, resolve: (o, _, { ctx }) => verdictFor(ctx, o, judging(o), 'reject') }),
    suspend: t.field({ type: VerdictType, resolve: (o, _, { ctx }) => verdictFor(ctx, o, judging(o), 'suspend') }),
    resubmit: t.field({
      type: VerdictType,
      resolve: (o, _, { ctx }) => verdictFor(ctx, o, managingAction(o.kind), 'resubmit'),
    }),
    manageMembers: t.field({
      type: VerdictType,
      resolve: (o, _, { ctx }) => verdictFor(ctx, o, managingAction(o.kind), null),
    }),
  }),
})

export const OrganisationType = builder.objectRef<OrganisationView>('Organisation').implement({
  description: 'A legal person (单位) on the platform.',
  fields: t => ({
    id: t.exposeID('id'),
    kind: t.expose('kind', { type: OrganisationKindEnum }),
    name: t.exposeString('name'),
    creditCode: t.exposeString('creditCode', {
      nullable: true,
      description: '统一社会信用代码; only for the organisation itself and the authorities.',
    }),
    regionCode: t.exposeString('regionCode', { description: 'GB/T 2260.' }),
    registryCode: t.exposeString('registryCode', { nullable: true, description: 'Begins the numbers it issues.' }),
    state: t.expose('state', { type: OrganisationStateEnum }),
    isDemo: t.exposeBoolean('isDemo'),
    createdAt: t.expose('createdAt', { type: 'Instant' }),
    viewerCan: t.field({ type: OrganisationPermissionsType, resolve: organisation => organisation }),
  }),
})

const MemberType = builder.objectRef<Member>('Member').implement({
  fields: t => ({
    membershipId: t.exposeID('membershipId'),
    role: t.expose('role', { type: RoleEnum }),
    displayName: t.exposeString('displayName'),
    email: t.exposeString('email'),
  }),
})

const StaffType = builder.objectRef<{ members: Member[] }>('OrganisationStaff').implement({
  fields: t => ({ members: t.expose('members', { type: [MemberType] }) }),
})

const MembershipChangedType = builder.objectRef<{ membershipId: string }>('MembershipChanged').implement({
  fields: t => ({ membershipId: t.exposeID('membershipId') }),
})

const MemberInvitedType = builder.objectRef<{ email: string }>('MemberInvited').implement({
  description: 'The same answer whether or not the address has an account.',
  fields: t => ({ email: t.exposeString('email') }),
})

builder.queryFields(t => ({
  organisation: t.field({
    type: OrganisationType,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_, { id }, { ctx }) => (isUuid(id) ? findOrganisation(ctx, { id }) : null),
  }),
  organisations: t.connection(
    {
      type: OrganisationType,
      description: 'All organisations, newest first: for officers and administrators.',
      args: { state: t.arg({ type: OrganisationStateEnum }), kind: t.arg({ type: OrganisationKindEnum }) },
      errors: refusals,
      resolve: async (_, { state, kind, ...args }, { ctx }) => {
        const filter = { state: state ?? null, kind: kind ?? null }
        const { first, after } = forwardArgs(args)
        const page = await listOrganisations(ctx, { filter, first, after })
        return toConnection(page, after, () => countListedOrganisations(ctx, filter))
      },
    },
    { fields: c => ({ totalCount: c.int({ resolve: connection => connection.count() }) }) },
  ),
  verifiedOrganisations: t.field({
    type: [OrganisationCardType],
    description:
      'Verified organisations of a kind by name, at most 200: to choose a bureau, a registry, a partner from.',
    args: { kind: t.arg({ type: OrganisationKindEnum, required: true }), search: t.arg.string() },
    resolve: (_, { kind, search }, { ctx }) => listVerifiedOrganisations(ctx, { kind, search: search ?? null }),
  }),
  organisationStaff: t.field({
    type: StaffType,
    description: 'Who works there, for whoever manages its members.',
    args: { organisationId: t.arg.id({ required: true }) },
    errors: refusals,
    resolve: async (_, args, { ctx }) => ({
      members: await listMembers(ctx, { organisationId: orgId(args.organisationId) }),
    }),
  }),
}))

const OrganisationInput = builder.inputType('OrganisationInput', {
  fields: t => ({
    name: t.string({ required: true, description: 'The full registered name.' }),
    creditCode: t.string({ required: true, description: '统一社会信用代码.' }),
    regionCode: t.string({ required: true, description: 'GB/T 2260.' }),
    confirmCreditCode: t.boolean({
      required: true,
      defaultValue: false,
      description: 'The check digit does not fit, and yet the licence says so.',
    }),
  }),
})

const kindArg = { type: OrganisationKindEnum, required: true } as const
const formArg = { type: OrganisationInput, required: true } as const

builder.mutationFields(t => ({
  foundOrganisation: t.field({
    type: OrganisationType,
    description: 'Puts the viewer’s own unit on the platform, unverified, and makes the viewer its administrator.',
    args: { kind: t.arg(kindArg), organisation: t.arg(formArg) },
    errors: refusals,
    resolve: async (_, { kind, organisation }, { ctx, sessionId }) =>
      (await foundOrganisation(ctx, { ...organisation, kind, sessionId })).organisation,
  }),
  createOrganisation: t.field({
    type: OrganisationType,
    description:
      'The administrator of the platform creates any organisation; bureaus and registries are verified at once.',
    args: { kind: t.arg(kindArg), organisation: t.arg(formArg), registryCode: t.arg.string() },
    errors: refusals,
    resolve: (_, { kind, organisation, registryCode }, { ctx }) =>
      createOrganisation(ctx, { ...organisation, kind, registryCode: registryCode ?? null }),
  }),
  resubmitOrganisation: t.field({
    type: OrganisationType,
    description: 'A rejected organisation corrects itself and asks again.',
    args: { id: t.arg.id({ required: true }), organisation: t.arg(formArg) },
    errors: refusals,
    resolve: (_, { id, organisation }, { ctx }) => resubmitOrganisation(ctx, { ...organisation, id: orgId(id) }),
  }),
  verifyOrganisation: t.field({
    type: OrganisationType,
    description: 'Confirms that the organisation is who it says; it may then publish and bid.',
    args: { id: t.arg.id({ required: true }) },
    errors: refusals,
    resolve: (_, args, { ctx }) => verifyOrganisation(ctx, { ...args, id: orgId(args.id) }),
  }),
  rejectOrganisation: t.field({
    type: OrganisationType,
    args: { id: t.arg.id({ required: true }), reason: t.arg.string({ required: true }) },
    errors: refusals,
    resolve: (_, args, { ctx }) => rejectOrganisation(ctx, { ...args, id: orgId(args.id) }),
  }),
  suspendOrganisation: t.field({
    type: OrganisationType,
    description: 'Takes a verification back, with the reason.',
    args: { id: t.arg.id({ required: true }), reason: t.arg.string({ required: true }) },
    errors: refusals,
    resolve: (_, args, { ctx }) => suspendOrganisation(ctx, { ...args, id: orgId(args.id) }),
  }),
  addMember: t.field({
    type: MemberInvitedType,
    description: 'Invites whoever has an account with this address; they are a member once they accept.',
    args: {
      organisationId: t.arg.id({ required: true }),
      email: t.arg.string({ required: true }),
      role: t.arg({ type: RoleEnum, required: true }),
    },
    errors: refusals,
    resolve: (_, args, { ctx }) => addMember(ctx, { ...args, organisationId: orgId(args.organisationId) }),
  }),
  acceptMembership: t.field({
    type: MembershipChangedType,
    description: 'Says yes to an invitation of the viewer’s own.',
    args: { membershipId: t.arg.id({ required: true }) },
    errors: refusals,
    resolve: (_, args, { ctx }) => acceptMembership(ctx, { membershipId: memberId(args.membershipId) }),
  }),
  declineMembership: t.field({
    type: MembershipChangedType,
    description: 'Says no to an invitation of the viewer’s own.',
    args: { membershipId: t.arg.id({ required: true }) },
    errors: refusals,
    resolve: (_, args, { ctx }) => declineMembership(ctx, { membershipId: memberId(args.membershipId) }),
  }),
  endMembership: t.field({
    type: MembershipChangedType,
    description: 'Ends a membership: one’s own, or one of the organisation the viewer administers.',
    args: { membershipId: t.arg.id({ required: true }) },
    errors: refusals,
    resolve: async (_, args, { ctx }) => {
      const ended = await endMembership(ctx, { membershipId: memberId(args.membershipId) })
      return { membershipId: ended.id }
    },
  }),
}))
