/** What the three libraries share in the API: common types, the lifecycle verbs, who may do what now. */

import { type Action, may } from '#domain/access/may.ts'
import { checkTransition } from '#domain/lifecycle.ts'
import {
  type Contact,
  editableListingStates,
  type Library,
  type ListingEvent,
  type ListingState,
  libraries,
  listingLifecycle,
} from '#domain/listing.ts'
import { InvalidInput } from '#domain/refusal.ts'
import { findListings } from '#usecases/listing/find-listings.ts'
import { listingScopes } from '#usecases/listing/list-listings.ts'
import type { ListingView } from '#usecases/listing/listing-view.ts'
import { publishListing } from '#usecases/listing/publish-listing.ts'
import { renewListing } from '#usecases/listing/renew-listing.ts'
import { returnListing } from '#usecases/listing/return-listing.ts'
import { NotEditable } from '#usecases/listing/save-listing.ts'
import { submitListing } from '#usecases/listing/submit-listing.ts'
import { withdrawListing } from '#usecases/listing/withdraw-listing.ts'
import type { OrganisationCard } from '#usecases/organisation/list-organisation-cards.ts'
import type { Ctx } from '#usecases/support/ctx.ts'
import { builder } from './builder.ts'
import type { GraphqlContext } from './context.ts'
import { ListingStateEnum, OrganisationKindEnum, OrganisationStateEnum, wordEnum } from './enums.ts'
import { refusals, type Verdict, VerdictType, verdictOf } from './errors.ts'
import { readRawId } from './raw-id.ts'

export const ListingScopeEnum = wordEnum(
  'ListingScope',
  listingScopes,
  'PUBLIC: what anyone sees. MINE: every state, my organisation. DESK: every state, for officers.',
)

export const OrganisationCardType = builder.objectRef<OrganisationCard>('OrganisationCard').implement({
  description: 'What is public about an organisation.',
  fields: t => ({
    id: t.exposeID('id'),
    kind: t.expose('kind', { type: OrganisationKindEnum }),
    name: t.exposeString('name'),
    regionCode: t.exposeString('regionCode'),
    state: t.expose('state', { type: OrganisationStateEnum }),
    isDemo: t.exposeBoolean('isDemo', { description: 'Fictional: belongs to the demonstration city.' }),
  }),
})

export const ContactType = builder.objectRef<Contact>('Contact').implement({
  fields: t => ({ name: t.exposeString('name'), phone: t.exposeString('phone'), email: t.exposeString('email') }),
})

export const ContactInput = builder.inputRef<Contact>('ContactInput').implement({
  fields: t => ({
    name: t.string({ required: true, defaultValue: '' }),
    phone: t.string({ required: true, defaultValue: '' }),
    email: t.string({ required: true, defaultValue: '' }),
  }),
})

/** A listing with the library it stands in, as the verdicts and the lifecycle verbs need it. */
export interface ListingSubject {
  library: Library
  organisationId: string
  state: ListingState
}

const verdictFor = (ctx: Ctx, subject: ListingSubject, action: Action, event: ListingEvent): Verdict =>
  verdictOf(
    may(ctx.actor, action, { owner: subject.organisationId }) ??
      checkTransition(listingLifecycle, subject.state, event),
  )

const editVerdict = (ctx: Ctx, subject: ListingSubject): Verdict =>
  verdictOf(
    may(ctx.actor, 'listing.edit', { owner: subject.organisationId }) ??
      (editableListingStates.includes(subject.state) ? null : new NotEditable(subject.state)),
  )

export const ListingPermissionsType = builder.objectRef<ListingSubject>('ListingPermissions').implement({
  description: 'What the viewer may do with the listing now, and why not.',
  fields: t => ({
    edit: t.field({ type: VerdictType, resolve: (s, _, { ctx }) => editVerdict(ctx, s) }),
    submit: t.field({ type: VerdictType, resolve: (s, _, { ctx }) => verdictFor(ctx, s, 'listing.submit', 'submit') }),
    publish: t.field({
      type: VerdictType,
      resolve: (s, _, { ctx }) => verdictFor(ctx, s, 'listing.examine', 'publish'),
    }),
    return: t.field({ type: VerdictType, resolve: (s, _, { ctx }) => verdictFor(ctx, s, 'listing.examine', 'return') }),
    withdraw: t.field({
      type: VerdictType,
      resolve: (s, _, { ctx }) => verdictFor(ctx, s, 'listing.withdraw', 'withdraw'),
    }),
    renew: t.field({ type: VerdictType, resolve: (s, _, { ctx }) => verdictFor(ctx, s, 'listing.renew', 'renew') }),
  }),
})

/** The GraphQL type of each library's listings; filled by their files. */
export const listingTypeNames: Record<Library, string> = {
  achievement: 'Achievement',
  demand: 'Demand',
  expert: 'Expert',
}

/** Reads a global id of a listing: which library, which row. */
export function readListingId(globalId: { typename: string; id: string }): { library: Library; id: string } {
  const library = libraries.find(candidate => listingTypeNames[candidate] === globalId.typename)
  if (!library)
    throw new InvalidInput([
      {
        path: 'id',
        message: `${globalId.typename} is not a listing`,
        remedy: 'pass the id of an achievement, a demand or an expert',
      },
    ])
  return { library, id: readRawId(globalId.id, library) }
}

export type AnyListingView = { [L in Library]: { library: L } & ListingView<L> }[Library]

const ListingMovedType = builder.objectRef<{ listing: AnyListingView }>('ListingMoved')

/** The listing as it is after a verb. It was found a moment ago, so it is there. */
async function reload(
  context: GraphqlContext,
  moved: { library: Library; id: string },
): Promise<{ listing: AnyListingView }> {
  const [view] = await findListings(context.ctx, { library: moved.library, ids: [moved.id] })
  return { listing: { ...view, library: moved.library } as AnyListingView }
}

/** What the listing verbs return: the listing in its new state. */
export const ListingInterface = builder.interfaceRef<AnyListingView>('Listing').implement({
  description: 'An entry of one of the three libraries.',
  fields: t => ({
    state: t.expose('state', { type: ListingStateEnum }),
    version: t.exposeInt('version', {
      description: 'Pass it back when editing, so that no other edit is overwritten.',
    }),
    publishedAt: t.expose('publishedAt', { type: 'Instant', nullable: true }),
    expiresAt: t.expose('expiresAt', { type: 'Instant', nullable: true }),
    updatedAt: t.expose('updatedAt', { type: 'Instant' }),
    regionCode: t.exposeString('regionCode', { nullable: true, description: 'GB/T 2260.' }),
    organisation: t.expose('organisation', { type: OrganisationCardType }),
    contact: t.expose('contact', { type: ContactType, nullable: true, description: 'Only for entitled viewers.' }),
    viewerCan: t.field({ type: ListingPermissionsType, resolve: view => view }),
  }),
  resolveType: view => listingTypeNames[view.library],
})

ListingMovedType.implement({
  description: 'A listing after a step of its lifecycle.',
  fields: t => ({ listing: t.expose('listing', { type: ListingInterface }) }),
})

const idArg = { description: 'Global id of an achievement, a demand or an expert.', required: true } as const

builder.mutationFields(t => ({
  submitListing: t.field({
    type: ListingMovedType,
    description: 'Hands a draft to the bureau. Refused with every field that the quality gate misses.',
    args: { id: t.arg.globalID(idArg) },
    errors: refusals,
    resolve: async (_, { id }, context) => reload(context, await submitListing(context.ctx, readListingId(id))),
  }),
  returnListing: t.field({
    type: ListingMovedType,
    description: 'A bureau officer gives a submitted listing back with reasons.',
    args: { id: t.arg.globalID(idArg), reason: t.arg.string({ required: true }) },
    errors: refusals,
    resolve: async (_, { id, reason }, context) =>
      reload(context, await returnListing(context.ctx, { ...readListingId(id), reason })),
  }),
  publishListing: t.field({
    type: ListingMovedType,
    description: 'A bureau officer publishes a submitted listing for twelve months.',
    args: { id: t.arg.globalID(idArg) },
    errors: refusals,
    resolve: async (_, { id }, context) => reload(context, await publishListing(context.ctx, readListingId(id))),
  }),
  withdrawListing: t.field({
    type: ListingMovedType,
    description: 'Takes a listing back.',
    args: { id: t.arg.globalID(idArg), reason: t.arg.string({ required: true, defaultValue: '' }) },
    errors: refusals,
    resolve: async (_, { id, reason }, context) =>
      reload(context, await withdrawListing(context.ctx, { ...readListingId(id), reason })),
  }),
  renewListing: t.field({
    type: ListingMovedType,
    description: 'Gives a published or expired listing another twelve months.',
    args: { id: t.arg.globalID(idArg) },
    errors: refusals,
    resolve: async (_, { id }, context) => reload(context, await renewListing(context.ctx, readListingId(id))),
  }),
}))
