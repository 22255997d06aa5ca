/**
 * What an embeddings endpoint answered for the text of a public listing, so that a text is asked for once. A cache: it
 * may be emptied at any time, and then costs requests.
 */
import { sql } from 'drizzle-orm'
import { check, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { bytes, textLength, writtenAt } from './columns.ts'

export const matchEmbedding = pgTable(
  'match_embedding',
  {
    /** Name of the model, with the dimensions that were asked for. */
    model: text('model').notNull(),
    textSha256: bytes('text_sha256').notNull(),
    /** 32-bit floats, little-endian, of length 1. */
    vector: bytes('vector').notNull(),
    createdAt: writtenAt(),
  },
  t => [
    primaryKey({ columns: [t.model, t.textSha256] }),
    index('match_embedding_created_at').on(t.createdAt),
    textLength('match_embedding_model_length', t.model, 200, 1),
    check('match_embedding_sha256_length', sql`octet_length(${t.textSha256}) = 32`),
    check(
      'match_embedding_vector_length',
      sql`octet_length(${t.vector}) % 4 = 0 and octet_length(${t.vector}) between 4 and 32768`,
    ),
  ],
)
