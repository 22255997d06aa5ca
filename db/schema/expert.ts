import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { ExpertKind } from '#domain/expert/expert.ts'
import { type Contact, listingStates } from '#domain/listing.ts'
import type { TechnologyField } from '#domain/technology-field.ts'
import { day, id, oneOf, textLength } from './columns.ts'
import { listingColumns, publishedHasDates, textOnce } from './listing.ts'

export const expert = pgTable(
  'expert',
  {
    id: id(),
    ...listingColumns(),
    name: text('name').notNull(),
    unit: text('unit').notNull(),
    title: text('title').notNull(),
    kinds: text('kinds').array().$type<ExpertKind[]>().notNull(),
    fields: text('fields').array().$type<TechnologyField[]>().notNull(),
    disciplines: text('disciplines').array().notNull(),
    researchDirections: text('research_directions').notNull(),
    summary: text('summary').notNull(),
    birthYear: smallint('birth_year'),
    reviewsPerYear: smallint('reviews_per_year').notNull(),
    recusalUnits: text('recusal_units').array().notNull(),
    consentedOn: day('consented_on'),
    consentExpiresOn: day('consent_expires_on'),
    contact: jsonb('contact').$type<Contact>().notNull(),
  },
  t => [
    index('expert_listed').on(t.state, t.publishedAt, t.id),
    index('expert_organisation').on(t.organisationId, t.updatedAt),
    uniqueIndex('expert_import_key').on(t.organisationId, t.importKey),
    ...textOnce('expert', t),
    oneOf('expert_state', t.state, listingStates),
    textLength('expert_name_length', t.name, 100),
    check('expert_reviews_per_year', sql`${t.reviewsPerYear} between 0 and 100`),
    publishedHasDates('expert_published_dates', t),
    check(
      'expert_quality_gate',
      sql`${t.state} <> 'published' or (${t.name} <> '' and cardinality(${t.fields}) > 0 and ${t.consentedOn} is not null)`,
    ),
  ],
)
