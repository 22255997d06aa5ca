/** The library of major technical demands (重大技术需求库). */

import { demandSorts, emptyDemand, type Indicator } from '#domain/demand/demand.ts'
import { findListings } from '#usecases/listing/find-listings.ts'
import { countListed, type ListListingsInput, listListings } from '#usecases/listing/list-listings.ts'
import type { ListingView } from '#usecases/listing/listing-view.ts'
import { saveListing } from '#usecases/listing/save-listing.ts'
import { builder } from './builder.ts'
import {
  ComparatorEnum,
  CooperationModeEnum,
  IpWishEnum,
  ListingStateEnum,
  TechnologyFieldEnum,
  WayOfTransferEnum,
  wordEnum,
} from './enums.ts'
import { refusals } from './errors.ts'
import { filled } from './input.ts'
import { ContactInput, ListingInterface, ListingScopeEnum } from './listing.ts'
import { forwardArgs, toConnection } from './page.ts'
import { readRawId } from './raw-id.ts'

type DemandView = ListingView<'demand'> & { library: 'demand' }
const asDemand = (view: ListingView<'demand'>): DemandView => ({ ...view, library: 'demand' })

export const IndicatorType = builder.objectRef<Indicator>('Indicator').implement({
  description: 'A quantified 考核指标.',
  fields: t => ({
    name: t.exposeString('name'),
    comparator: t.expose('comparator', { type: ComparatorEnum }),
    value: t.exposeString('value', { description: 'A decimal number as text, so that 1.80 stays 1.80.' }),
    valueMax: t.exposeString('valueMax', { nullable: true, description: 'Upper bound, with BETWEEN.' }),
    unit: t.exposeString('unit'),
    testMethod: t.exposeString('testMethod'),
  }),
})

export const IndicatorInput = builder.inputType('IndicatorInput', {
  fields: t => ({
    name: t.string({ required: true }),
    comparator: t.field({ type: ComparatorEnum, required: true }),
    value: t.string({ required: true }),
    valueMax: t.string(),
    unit: t.string({ required: true, defaultValue: '' }),
    testMethod: t.string({ required: true, defaultValue: '' }),
  }),
})

export const DemandType = builder.objectRef<DemandView>('Demand')
builder.node(DemandType, {
  description: 'A major technical demand of an enterprise.',
  interfaces: [ListingInterface],
  id: { resolve: demand => demand.id },
  loadMany: async (ids, { ctx }) =>
    (await findListings(ctx, { library: 'demand', ids })).map(view => view && asDemand(view)),
  isTypeOf: value => (value as { library?: string }).library === 'demand',
  fields: t => ({
    title: t.exposeString('title'),
    problem: t.exposeString('problem'),
    background: t.exposeString('background'),
    indicators: t.expose('indicators', { type: [IndicatorType] }),
    field: t.expose('field', { type: TechnologyFieldEnum, nullable: true }),
    industryCode: t.exposeString('industryCode', { nullable: true, description: 'GB/T 4754-2017.' }),
    budgetMinFen: t.expose('budgetMinFen', { type: 'Fen', nullable: true }),
    budgetMaxFen: t.expose('budgetMaxFen', { type: 'Fen', nullable: true }),
    neededBy: t.expose('neededBy', { type: 'Day', nullable: true }),
    trlWanted: t.exposeInt('trlWanted', { nullable: true }),
    cooperationModes: t.expose('cooperationModes', { type: [CooperationModeEnum] }),
    waysOfTransfer: t.expose('waysOfTransfer', { type: [WayOfTransferEnum] }),
    ipWish: t.expose('ipWish', { type: IpWishEnum, nullable: true }),
    solverConditions: t.exposeString('solverConditions'),
  }),
})

const DemandContentInput = builder.inputType('DemandContentInput', {
  description: 'A draft may leave anything but the title empty; the quality gate speaks at submission.',
  fields: t => ({
    title: t.string({ required: true }),
    problem: t.string({ required: true, defaultValue: '' }),
    background: t.string({ required: true, defaultValue: '' }),
    indicators: t.field({ type: [IndicatorInput], required: true, defaultValue: [] }),
    field: t.field({ type: TechnologyFieldEnum }),
    industryCode: t.string(),
    regionCode: t.string(),
    budgetMinFen: t.field({ type: 'Fen' }),
    budgetMaxFen: t.field({ type: 'Fen' }),
    neededBy: t.field({ type: 'Day' }),
    trlWanted: t.int(),
    cooperationModes: t.field({ type: [CooperationModeEnum], required: true, defaultValue: [] }),
    waysOfTransfer: t.field({ type: [WayOfTransferEnum], required: true, defaultValue: [] }),
    ipWish: t.field({ type: IpWishEnum }),
    solverConditions: t.string({ required: true, defaultValue: '' }),
    contact: t.field({ type: ContactInput, required: true, defaultValue: { name: '', phone: '', email: '' } }),
  }),
})

const DemandFilterInput = builder.inputType('DemandFilter', {
  fields: t => ({
    search: t.string({ description: 'Words that must all occur.' }),
    fields: t.field({ type: [TechnologyFieldEnum] }),
    industryCode: t.string({ description: 'GB/T 4754 code; everything below it is included.' }),
    regionCode: t.string({ description: 'GB/T 2260 code; everything below it is included.' }),
    trlMin: t.int(),
    trlMax: t.int(),
    amountMinFen: t.field({ type: 'Fen', description: 'Budgets that reach this amount.' }),
    amountMaxFen: t.field({ type: 'Fen', description: 'Budgets that begin at or under this amount.' }),
    cooperationModes: t.field({ type: [CooperationModeEnum] }),
    waysOfTransfer: t.field({ type: [WayOfTransferEnum] }),
    organisationId: t.string({ description: 'Id of the organisation that owns the demand.' }),
    states: t.field({ type: [ListingStateEnum], description: 'Only with scope MINE or DESK.' }),
  }),
})

/** An indicator as it was typed; the upper bound is null unless given. */
export const toIndicator = (given: typeof IndicatorInput.$inferInput): Indicator => ({
  ...given,
  valueMax: given.valueMax ?? null,
})

const DemandSortEnum = wordEnum('DemandSort', demandSorts)

builder.queryField('demands', t =>
  t.connection(
    {
      type: DemandType,
      description: 'The public list, or with another scope the viewer’s own desk.',
      errors: refusals,
      args: {
        scope: t.arg({ type: ListingScopeEnum, required: true, defaultValue: 'public' }),
        filter: t.arg({ type: DemandFilterInput }),
        sort: t.arg({ type: DemandSortEnum, required: true, defaultValue: 'newest' }),
      },
      resolve: async (_, { scope, filter, sort, ...args }, { ctx }) => {
        const input: ListListingsInput<'demand'> = {
          library: 'demand',
          scope,
          filter: filter ?? {},
          sort,
          ...forwardArgs(args),
        }
        const page = await listListings(ctx, input)
        return toConnection(
          { ...page, items: page.items.map(i => ({ ...i, item: asDemand(i.item) })) },
          input.after,
          () => countListed(ctx, input),
        )
      },
    },
    { fields: c => ({ totalCount: c.int({ resolve: connection => connection.count() }) }) },
  ),
)

builder.mutationField('saveDemand', t =>
  t.field({
    type: DemandType,
    description: 'Creates a draft, or edits one (pass its id and the version you began from).',
    args: {
      id: t.arg.globalID({ for: DemandType }),
      version: t.arg.int(),
      content: t.arg({ type: DemandContentInput, required: true }),
    },
    errors: refusals,
    resolve: async (_, { id, version, content: given }, { ctx }) => {
      const content = filled(emptyDemand(), { ...given, indicators: given.indicators.map(toIndicator) })
      const saved = await saveListing(ctx, {
        library: 'demand',
        id: id ? readRawId(id.id, 'demand') : null,
        version: version ?? null,
        content,
      })
      const [view] = await findListings(ctx, { library: 'demand', ids: [saved.id] })
      if (!view) throw new Error('the demand just saved is gone')
      return asDemand(view)
    },
  }),
)
