import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { empowerments, type IpRight, stages } from '#domain/achievement/achievement.ts'
import { type Contact, listingStates, type WayOfTransfer } from '#domain/listing.ts'
import { technologyFields } from '#domain/technology-field.ts'
import { fen, fenRange, id, oneOf, textLength } from './columns.ts'
import { listingColumns, publishedHasDates, textOnce } from './listing.ts'
import { industry } from './reference.ts'

export const achievement = pgTable(
  'achievement',
  {
    id: id(),
    ...listingColumns(),
    title: text('title').notNull(),
    summary: text('summary').notNull(),
    advantages: text('advantages').notNull(),
    field: text('field', { enum: technologyFields }),
    industryCode: text('industry_code').references(() => industry.code),
    completingUnits: text('completing_units').array().notNull(),
    completers: text('completers').array().notNull(),
    stage: text('stage', { enum: stages }),
    trl: smallint('trl'),
    ipRights: jsonb('ip_rights').$type<IpRight[]>().notNull(),
    waysOfTransfer: text('ways_of_transfer').array().$type<WayOfTransfer[]>().notNull(),
    priceMinFen: fen('price_min_fen'),
    priceMaxFen: fen('price_max_fen'),
    keywords: text('keywords').array().notNull(),
    registrationNumber: text('registration_number'),
    empowerment: text('empowerment', { enum: empowerments }).notNull(),
    contact: jsonb('contact').$type<Contact>().notNull(),
  },
  t => [
    index('achievement_listed').on(t.state, t.publishedAt, t.id),
    index('achievement_organisation').on(t.organisationId, t.updatedAt),
    uniqueIndex('achievement_import_key').on(t.organisationId, t.importKey),
    ...textOnce('achievement', t),
    oneOf('achievement_state', t.state, listingStates),
    oneOf('achievement_field', t.field, technologyFields),
    oneOf('achievement_stage', t.stage, stages),
    oneOf('achievement_empowerment', t.empowerment, empowerments),
    textLength('achievement_title_length', t.title, 200),
    fenRange('achievement_price_min', t.priceMinFen),
    fenRange('achievement_price_max', t.priceMaxFen),
    check('achievement_price_order', sql`${t.priceMinFen} <= ${t.priceMaxFen}`),
    check('achievement_trl', sql`${t.trl} between 1 and 9`),
    publishedHasDates('achievement_published_dates', t),
    check(
      'achievement_quality_gate',
      sql`${t.state} <> 'published' or (${t.title} <> '' and ${t.field} is not null and cardinality(${t.waysOfTransfer}) > 0)`,
    ),
  ],
)
