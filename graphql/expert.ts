/** The library of experts (专家库). */
import { emptyExpert, expertSorts } from '#domain/expert/expert.ts'
import { findListings } from '#usecases/listing/find-listings.ts'
import { countListed, type ListListingsInput, listListings } from '#usecases/listing/list-listings.ts'
import type { ExpertDetails, ListingView } from '#usecases/listing/listing-view.ts'
import { saveListing } from '#usecases/listing/save-listing.ts'
import { builder } from './builder.ts'
import { ExpertKindEnum, ListingStateEnum, TechnologyFieldEnum, wordEnum } from './enums.ts'
import { refusals } from './errors.ts'
import { filled } from './input.ts'
import { ContactInput, ListingInterface, ListingScopeEnum } from './listing.ts'
import { forwardArgs, toConnection } from './page.ts'
import { readRawId } from './raw-id.ts'

type ExpertView = ListingView<'expert'> & { library: 'expert' }
const asExpert = (view: ListingView<'expert'>): ExpertView => ({ ...view, library: 'expert' })

export const ExpertType = builder.objectRef<ExpertView>('Expert')
builder.node(ExpertType, {
  description: 'A person who can solve, review or advise.',
  interfaces: [ListingInterface],
  id: { resolve: expert => expert.id },
  loadMany: async (ids, { ctx }) =>
    (await findListings(ctx, { library: 'expert', ids })).map(view => view && asExpert(view)),
  isTypeOf: value => (value as { library?: string }).library === 'expert',
  fields: t => ({
    name: t.exposeString('name'),
    unit: t.exposeString('unit'),
    title: t.exposeString('title', { description: '职称.' }),
    kinds: t.expose('kinds', { type: [ExpertKindEnum] }),
    fields: t.expose('fields', { type: [TechnologyFieldEnum] }),
    disciplines: t.exposeStringList('disciplines'),
    researchDirections: t.exposeString('researchDirections'),
    summary: t.exposeString('summary'),
    reviewsPerYear: t.exposeInt('reviewsPerYear'),
    details: t.field({
      type: ExpertDetailsType,
      nullable: true,
      description: 'Birth year, recusal units and consent: only for the owner and the bureau.',
      resolve: expert => expert.details,
    }),
  }),
})

const ExpertDetailsType = builder.objectRef<ExpertDetails>('ExpertDetails')
ExpertDetailsType.implement({
  fields: t => ({
    birthYear: t.exposeInt('birthYear', { nullable: true }),
    recusalUnits: t.exposeStringList('recusalUnits'),
    consentedOn: t.expose('consentedOn', { type: 'Day', nullable: true }),
    consentExpiresOn: t.expose('consentExpiresOn', { type: 'Day', nullable: true }),
  }),
})

const ExpertContentInput = builder.inputType('ExpertContentInput', {
  description: 'A draft may leave anything but the name empty; the quality gate speaks at submission.',
  fields: t => ({
    name: t.string({ required: true }),
    unit: t.string({ required: true, defaultValue: '' }),
    title: t.string({ required: true, defaultValue: '' }),
    kinds: t.field({ type: [ExpertKindEnum], required: true, defaultValue: [] }),
    fields: t.field({ type: [TechnologyFieldEnum], required: true, defaultValue: [] }),
    disciplines: t.stringList({ required: true, defaultValue: [] }),
    researchDirections: t.string({ required: true, defaultValue: '' }),
    summary: t.string({ required: true, defaultValue: '' }),
    regionCode: t.string(),
    birthYear: t.int(),
    reviewsPerYear: t.int({ required: true, defaultValue: 10 }),
    recusalUnits: t.stringList({ required: true, defaultValue: [] }),
    consentedOn: t.field({ type: 'Day' }),
    consentExpiresOn: t.field({ type: 'Day' }),
    contact: t.field({ type: ContactInput, required: true, defaultValue: { name: '', phone: '', email: '' } }),
  }),
})

const ExpertFilterInput = builder.inputType('ExpertFilter', {
  fields: t => ({
    search: t.string({ description: 'Words that must all occur.' }),
    fields: t.field({ type: [TechnologyFieldEnum] }),
    kinds: t.field({ type: [ExpertKindEnum] }),
    regionCode: t.string({ description: 'GB/T 2260 code; everything below it is included.' }),
    organisationId: t.string({ description: 'Id of the organisation that lists the expert.' }),
    states: t.field({ type: [ListingStateEnum], description: 'Only with scope MINE or DESK.' }),
  }),
})

const ExpertSortEnum = wordEnum('ExpertSort', expertSorts)

builder.queryField('experts', t =>
  t.connection(
    {
      type: ExpertType,
      description: 'The public list, or with another scope the viewer’s own desk.',
      errors: refusals,
      args: {
        scope: t.arg({ type: ListingScopeEnum, required: true, defaultValue: 'public' }),
        filter: t.arg({ type: ExpertFilterInput }),
        sort: t.arg({ type: ExpertSortEnum, required: true, defaultValue: 'newest' }),
      },
      resolve: async (_, { scope, filter, sort, ...args }, { ctx }) => {
        const input: ListListingsInput<'expert'> = {
          library: 'expert',
          scope,
          filter: filter ?? {},
          sort,
          ...forwardArgs(args),
        }
        const page = await listListings(ctx, input)
        const items = page.items.map(({ item, cursor }) => ({ item: asExpert(item), cursor }))
        return toConnection({ ...page, items }, input.after, () => countListed(ctx, input))
      },
    },
    { fields: c => ({ totalCount: c.int({ resolve: connection => connection.count() }) }) },
  ),
)

builder.mutationField('saveExpert', t =>
  t.field({
    type: ExpertType,
    description: 'Creates a draft, or edits one (pass its id and the version you began from).',
    args: {
      id: t.arg.globalID({ for: ExpertType }),
      version: t.arg.int(),
      content: t.arg({ type: ExpertContentInput, required: true }),
    },
    errors: refusals,
    resolve: async (_, { id, version, content: given }, { ctx }) => {
      const content = filled(emptyExpert(), given)
      const saved = await saveListing(ctx, {
        library: 'expert',
        id: id ? readRawId(id.id, 'expert') : null,
        version: version ?? null,
        content,
      })
      const [view] = await findListings(ctx, { library: 'expert', ids: [saved.id] })
      if (!view) throw new Error('the expert just saved is gone')
      return asExpert(view)
    },
  }),
)
