import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { type CooperationMode, type Indicator, ipWishes } from '#domain/demand/demand.ts'
import { type Contact, listingStates, type WayOfTransfer } from '#domain/listing.ts'
import { technologyFields } from '#domain/technology-field.ts'
import { day, fen, fenRange, id, oneOf, textLength } from './columns.ts'
import { listingColumns, publishedHasDates, textOnce } from './listing.ts'
import { industry } from './reference.ts'

export const demand = pgTable(
  'demand',
  {
    id: id(),
    ...listingColumns(),
    title: text('title').notNull(),
    problem: text('problem').notNull(),
    background: text('background').notNull(),
    indicators: jsonb('indicators').$type<Indicator[]>().notNull(),
    field: text('field', { enum: technologyFields }),
    industryCode: text('industry_code').references(() => industry.code),
    budgetMinFen: fen('budget_min_fen'),
    budgetMaxFen: fen('budget_max_fen'),
    neededBy: day('needed_by'),
    trlWanted: smallint('trl_wanted'),
    cooperationModes: text('cooperation_modes').array().$type<CooperationMode[]>().notNull(),
    waysOfTransfer: text('ways_of_transfer').array().$type<WayOfTransfer[]>().notNull(),
    ipWish: text('ip_wish', { enum: ipWishes }),
    solverConditions: text('solver_conditions').notNull(),
    contact: jsonb('contact').$type<Contact>().notNull(),
  },
  t => [
    index('demand_listed').on(t.state, t.publishedAt, t.id),
    index('demand_organisation').on(t.organisationId, t.updatedAt),
    uniqueIndex('demand_import_key').on(t.organisationId, t.importKey),
    ...textOnce('demand', t),
    oneOf('demand_state', t.state, listingStates),
    oneOf('demand_field', t.field, technologyFields),
    oneOf('demand_ip_wish', t.ipWish, ipWishes),
    textLength('demand_title_length', t.title, 200),
    fenRange('demand_budget_min', t.budgetMinFen),
    fenRange('demand_budget_max', t.budgetMaxFen),
    check('demand_budget_order', sql`${t.budgetMinFen} <= ${t.budgetMaxFen}`),
    check('demand_trl', sql`${t.trlWanted} between 1 and 9`),
    publishedHasDates('demand_published_dates', t),
    check(
      'demand_quality_gate',
      sql`${t.state} <> 'published' or (${t.title} <> '' and ${t.field} is not null and jsonb_array_length(${t.indicators}) > 0)`,
    ),
  ],
)
