/** The library of achievements (科技成果库). */
import { achievementSorts, emptyAchievement, type IpRight } from '#domain/achievement/achievement.ts'
import { findListings } from '#usecases/listing/find-listings.ts'
import { countListed, type ListListingsInput, listListings } from '#usecases/listing/list-listings.ts'
import type { ListingView } from '#usecases/listing/listing-view.ts'
import { saveListing } from '#usecases/listing/save-listing.ts'
import { builder } from './builder.ts'
import {
  EmpowermentEnum,
  IpKindEnum,
  ListingStateEnum,
  StageEnum,
  TechnologyFieldEnum,
  WayOfTransferEnum,
  wordEnum,
} from './enums.ts'
import { refusals } from './errors.ts'
import { filled } from './input.ts'
import { ContactInput, ListingInterface, ListingScopeEnum } from './listing.ts'
import { forwardArgs, toConnection } from './page.ts'
import { readRawId } from './raw-id.ts'

type AchievementView = ListingView<'achievement'> & { library: 'achievement' }
const asAchievement = (view: ListingView<'achievement'>): AchievementView => ({ ...view, library: 'achievement' })

const IpRightType = builder.objectRef<IpRight>('IpRight').implement({
  fields: t => ({
    kind: t.expose('kind', { type: IpKindEnum }),
    number: t.exposeString('number'),
    title: t.exposeString('title'),
  }),
})

const IpRightInput = builder.inputType('IpRightInput', {
  fields: t => ({
    kind: t.field({ type: IpKindEnum, required: true }),
    number: t.string({ required: true, defaultValue: '' }),
    title: t.string({ required: true, defaultValue: '' }),
  }),
})

export const AchievementType = builder.objectRef<AchievementView>('Achievement')
builder.node(AchievementType, {
  description: 'A research result offered for transfer.',
  interfaces: [ListingInterface],
  id: { resolve: achievement => achievement.id },
  loadMany: async (ids, { ctx }) =>
    (await findListings(ctx, { library: 'achievement', ids })).map(view => view && asAchievement(view)),
  isTypeOf: value => (value as { library?: string }).library === 'achievement',
  fields: t => ({
    title: t.exposeString('title'),
    summary: t.exposeString('summary'),
    advantages: t.exposeString('advantages'),
    field: t.expose('field', { type: TechnologyFieldEnum, nullable: true }),
    industryCode: t.exposeString('industryCode', { nullable: true, description: 'GB/T 4754-2017.' }),
    completingUnits: t.exposeStringList('completingUnits'),
    completers: t.exposeStringList('completers'),
    stage: t.expose('stage', { type: StageEnum, nullable: true }),
    trl: t.exposeInt('trl', { nullable: true }),
    ipRights: t.expose('ipRights', { type: [IpRightType] }),
    waysOfTransfer: t.expose('waysOfTransfer', { type: [WayOfTransferEnum] }),
    priceMinFen: t.expose('priceMinFen', { type: 'Fen', nullable: true }),
    priceMaxFen: t.expose('priceMaxFen', { type: 'Fen', nullable: true }),
    keywords: t.exposeStringList('keywords'),
    registrationNumber: t.exposeString('registrationNumber', { nullable: true, description: '科技成果登记号.' }),
    empowerment: t.expose('empowerment', { type: EmpowermentEnum }),
  }),
})

const AchievementContentInput = builder.inputType('AchievementContentInput', {
  description: 'A draft may leave anything but the title empty; the quality gate speaks at submission.',
  fields: t => ({
    title: t.string({ required: true }),
    summary: t.string({ required: true, defaultValue: '' }),
    advantages: t.string({ required: true, defaultValue: '' }),
    field: t.field({ type: TechnologyFieldEnum }),
    industryCode: t.string(),
    regionCode: t.string(),
    completingUnits: t.stringList({ required: true, defaultValue: [] }),
    completers: t.stringList({ required: true, defaultValue: [] }),
    stage: t.field({ type: StageEnum }),
    trl: t.int(),
    ipRights: t.field({ type: [IpRightInput], required: true, defaultValue: [] }),
    waysOfTransfer: t.field({ type: [WayOfTransferEnum], required: true, defaultValue: [] }),
    priceMinFen: t.field({ type: 'Fen' }),
    priceMaxFen: t.field({ type: 'Fen' }),
    keywords: t.stringList({ required: true, defaultValue: [] }),
    registrationNumber: t.string(),
    empowerment: t.field({ type: EmpowermentEnum, required: true, defaultValue: 'none' }),
    contact: t.field({ type: ContactInput, required: true, defaultValue: { name: '', phone: '', email: '' } }),
  }),
})

const AchievementFilterInput = builder.inputType('AchievementFilter', {
  fields: t => ({
    search: t.string({ description: 'Words that must all occur.' }),
    fields: t.field({ type: [TechnologyFieldEnum] }),
    industryCode: t.string({ description: 'GB/T 4754 code; everything below it is included.' }),
    regionCode: t.string({ description: 'GB/T 2260 code; everything below it is included.' }),
    stages: t.field({ type: [StageEnum] }),
    trlMin: t.int(),
    trlMax: t.int(),
    amountMinFen: t.field({ type: 'Fen', description: 'Prices that reach this amount.' }),
    amountMaxFen: t.field({ type: 'Fen', description: 'Prices that begin at or under this amount.' }),
    waysOfTransfer: t.field({ type: [WayOfTransferEnum] }),
    organisationId: t.string({ description: 'Id of the organisation that offers it.' }),
    states: t.field({ type: [ListingStateEnum], description: 'Only with scope MINE or DESK.' }),
  }),
})

const AchievementSortEnum = wordEnum('AchievementSort', achievementSorts)

builder.queryField('achievements', t =>
  t.connection(
    {
      type: AchievementType,
      description: 'The public list, or with another scope the viewer’s own desk.',
      errors: refusals,
      args: {
        scope: t.arg({ type: ListingScopeEnum, required: true, defaultValue: 'public' }),
        filter: t.arg({ type: AchievementFilterInput }),
        sort: t.arg({ type: AchievementSortEnum, required: true, defaultValue: 'newest' }),
      },
      resolve: async (_, { scope, filter, sort, ...args }, { ctx }) => {
        const input: ListListingsInput<'achievement'> = {
          library: 'achievement',
          scope,
          filter: filter ?? {},
          sort,
          ...forwardArgs(args),
        }
        const page = await listListings(ctx, input)
        const items = page.items.map(({ item, cursor }) => ({ item: asAchievement(item), cursor }))
        return toConnection({ ...page, items }, input.after, () => countListed(ctx, input))
      },
    },
    { fields: c => ({ totalCount: c.int({ resolve: connection => connection.count() }) }) },
  ),
)

builder.mutationField('saveAchievement', t =>
  t.field({
    type: AchievementType,
    description: 'Creates a draft, or edits one (pass its id and the version you began from).',
    args: {
      id: t.arg.globalID({ for: AchievementType }),
      version: t.arg.int(),
      content: t.arg({ type: AchievementContentInput, required: true }),
    },
    errors: refusals,
    resolve: async (_, { id, version, content: given }, { ctx }) => {
      const content = filled(emptyAchievement(), given)
      const saved = await saveListing(ctx, {
        library: 'achievement',
        id: id ? readRawId(id.id, 'achievement') : null,
        version: version ?? null,
        content,
      })
      const [view] = await findListings(ctx, { library: 'achievement', ids: [saved.id] })
      if (!view) throw new Error('the achievement just saved is gone')
      return asAchievement(view)
    },
  }),
)
