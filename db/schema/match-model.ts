/**
 * Word vectors that were trained on the public listings, each with what it was trained on and when it was in use. At
 * most one is; none means that texts are compared by their words alone. Of a model that is in use no more the vectors go
 * and the row stays. Decision record 0013.
 */
import { sql } from 'drizzle-orm'
import { check, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { TrainingOptions } from '#domain/matching/vectors/training-options.ts'
import { bytes, id, instant, writtenAt } from './columns.ts'

export const matchModel = pgTable(
  'match_model',
  {
    id: id(),
    /** Checksum of the vectors: the same listings and options give the same one. */
    version: text('version').notNull(),
    dimensions: integer('dimensions').notNull(),
    words: integer('words').notNull(),
    /** Listings it was trained on. */
    texts: integer('texts').notNull(),
    options: jsonb('options').$type<TrainingOptions>().notNull(),
    createdAt: writtenAt(),
    retiredAt: instant('retired_at'),
  },
  t => [
    uniqueIndex('match_model_one_in_use').on(sql`(true)`).where(sql`retired_at is null`),
    check('match_model_version', sql`${t.version} ~ '^[0-9a-f]{16}$'`),
    check('match_model_counts', sql`${t.dimensions} between 1 and 1024 and ${t.words} > 0 and ${t.texts} > 0`),
    check('match_model_options', sql`jsonb_typeof(${t.options}) = 'object'`),
  ],
)

/** The encoded vectors (domain/matching/vectors/encoding.ts), cut into parts that no driver finds too long. */
export const matchModelPart = pgTable(
  'match_model_part',
  {
    modelId: uuid('model_id')
      .notNull()
      .references(() => matchModel.id),
    number: integer('number').notNull(),
    content: bytes('content').notNull(),
  },
  t => [
    primaryKey({ columns: [t.modelId, t.number] }),
    check('match_model_part_number', sql`${t.number} >= 0`),
    check('match_model_part_length', sql`octet_length(${t.content}) between 1 and 1048576`),
  ],
)
