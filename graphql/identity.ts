/** Who is signed in: accounts and sessions. The verbs return sessions; only here are they turned into cookies. */
import { actFor } from '#usecases/identity/act-for.ts'
import { changePassword } from '#usecases/identity/change-password.ts'
import { createFirstAdmin } from '#usecases/identity/create-first-admin.ts'
import { findViewer, type Viewer } from '#usecases/identity/find-viewer.ts'
import { signIn } from '#usecases/identity/sign-in.ts'
import { signOut } from '#usecases/identity/sign-out.ts'
import { signOutEverywhere } from '#usecases/identity/sign-out-everywhere.ts'
import { signUp } from '#usecases/identity/sign-up.ts'
import type { Entered } from '#usecases/support/issue-session.ts'
import { builder } from './builder.ts'
import type { GraphqlContext } from './context.ts'
import { RoleEnum } from './enums.ts'
import { refusals } from './errors.ts'
import { OrganisationCardType } from './listing.ts'
import { readRawId } from './raw-id.ts'

type ViewerMembership = Viewer['memberships'][number]

const MembershipType = builder.objectRef<ViewerMembership>('Membership').implement({
  description: 'The role a person has in an organisation.',
  fields: t => ({
    id: t.id({ resolve: m => m.membership.id }),
    role: t.field({ type: RoleEnum, resolve: m => m.membership.role }),
    organisation: t.field({ type: OrganisationCardType, resolve: m => m.organisation }),
    creditCode: t.string({ resolve: m => m.organisation.creditCode, description: '统一社会信用代码.' }),
  }),
})

const InvitationType = builder.objectRef<ViewerMembership>('Invitation').implement({
  description: 'An organisation asks the person to join. It gives and takes nothing until it is accepted.',
  fields: t => ({
    id: t.id({ resolve: m => m.membership.id }),
    role: t.field({ type: RoleEnum, resolve: m => m.membership.role }),
    organisation: t.field({ type: OrganisationCardType, resolve: m => m.organisation }),
    invitedAt: t.field({ type: 'Instant', resolve: m => m.membership.createdAt }),
  }),
})

export const ViewerType = builder.objectRef<Viewer>('Viewer').implement({
  description: 'The person who is signed in, as they see themselves.',
  fields: t => ({
    id: t.exposeID('id'),
    email: t.exposeString('email'),
    displayName: t.exposeString('displayName'),
    isAdmin: t.exposeBoolean('isAdmin', { description: 'Administrator of the platform.' }),
    isDemo: t.exposeBoolean('isDemo', { description: 'Fictional: belongs to the demonstration city.' }),
    isPasswordDue: t.exposeBoolean('isPasswordDue', { description: 'The password is to be changed (等保 profile).' }),
    memberships: t.expose('memberships', { type: [MembershipType] }),
    invitations: t.expose('invitations', { type: [InvitationType] }),
    acting: t.field({
      type: MembershipType,
      nullable: true,
      description: 'Under which membership the person acts now.',
      resolve: viewer => viewer.memberships.find(m => m.membership.id === viewer.actingMembershipId) ?? null,
    }),
  }),
})

builder.queryField('viewer', t =>
  t.field({
    type: ViewerType,
    nullable: true,
    description: 'Null when nobody is signed in.',
    resolve: (_, _args, { ctx }) => findViewer(ctx),
  }),
)

function enter(context: GraphqlContext, { session, viewer }: Entered): Viewer {
  context.setSessionToken(session.token)
  return viewer
}

const SignedOutType = builder.objectRef<{ endedCount: number }>('SignedOut').implement({
  fields: t => ({ endedCount: t.exposeInt('endedCount', { description: 'How many sessions were ended.' }) }),
})

const password = { required: true, description: 'At least 10 characters, none of the common ones.' } as const

builder.mutationFields(t => ({
  signUp: t.field({
    type: ViewerType,
    description: 'Opens an account and signs it in.',
    args: {
      email: t.arg.string({ required: true }),
      displayName: t.arg.string({ required: true }),
      password: t.arg.string(password),
    },
    errors: refusals,
    resolve: async (_, args, context) =>
      enter(context, await signUp(context.ctx, { ...args, address: context.clientAddress })),
  }),
  signIn: t.field({
    type: ViewerType,
    description: 'Refused alike for an unknown address and a wrong password; slowed down after failures.',
    args: { email: t.arg.string({ required: true }), password: t.arg.string({ required: true }) },
    errors: refusals,
    resolve: async (_, args, context) => {
      const { clientAddress: address, sessionId } = context
      return enter(context, await signIn(context.ctx, { ...args, address, sessionId }))
    },
  }),
  createFirstAdmin: t.field({
    type: ViewerType,
    description: 'The first administrator of an empty installation, from the link that the server prints.',
    args: {
      token: t.arg.string({ required: true }),
      email: t.arg.string({ required: true }),
      displayName: t.arg.string({ required: true }),
      password: t.arg.string(password),
    },
    errors: refusals,
    resolve: async (_, args, context) => enter(context, await createFirstAdmin(context.ctx, args)),
  }),
  signOut: t.field({
    type: SignedOutType,
    errors: refusals,
    resolve: async (_, _args, context) => {
      await signOut(context.ctx, { sessionId: context.sessionId })
      context.setSessionToken(null)
      return { endedCount: context.sessionId === null ? 0 : 1 }
    },
  }),
  signOutEverywhere: t.field({
    type: SignedOutType,
    description: 'Ends every session of the person, this one too.',
    errors: refusals,
    resolve: async (_, _args, context) => {
      const { endedCount } = await signOutEverywhere(context.ctx)
      context.setSessionToken(null)
      return { endedCount }
    },
  }),
  changePassword: t.field({
    type: SignedOutType,
    description: 'Needs the present password; ends every other session.',
    args: { currentPassword: t.arg.string({ required: true }), newPassword: t.arg.string(password) },
    errors: refusals,
    resolve: (_, args, { ctx, clientAddress: address, sessionId }) =>
      changePassword(ctx, { ...args, address, sessionId }),
  }),
  actFor: t.field({
    type: ViewerType,
    description: 'Acts under another membership from now on; without one, for nobody.',
    args: { membershipId: t.arg.id() },
    errors: refusals,
    resolve: (_, args, { ctx, sessionId }) => {
      const membershipId = args.membershipId == null ? null : readRawId(args.membershipId, 'membership')
      return actFor(ctx, { sessionId, membershipId })
    },
  }),
}))
