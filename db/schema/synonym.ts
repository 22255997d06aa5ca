/** Synonyms that the search and the matching take into a query. A removed pair stays for the record. */
import { sql } from 'drizzle-orm'
import { check, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { maxSynonymNoteLength, maxSynonymTermLength, synonymStates } from '#domain/matching/text/check-synonym.ts'
import { id, instant, oneOf, textLength, writtenAt } from './columns.ts'
import { userAccount } from './identity.ts'

export const synonymPair = pgTable(
  'synonym_pair',
  {
    id: id(),
    /** As they were entered. They stand for one another in both directions. */
    term: text('term').notNull(),
    synonym: text('synonym').notNull(),
    /** Their words to the search, by which they are compared. */
    termKey: text('term_key').notNull(),
    synonymKey: text('synonym_key').notNull(),
    note: text('note').notNull(),
    state: text('state', { enum: synonymStates }).notNull(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => userAccount.id),
    createdAt: writtenAt(),
    updatedBy: uuid('updated_by')
      .notNull()
      .references(() => userAccount.id),
    updatedAt: instant('updated_at').notNull(),
  },
  t => [
    uniqueIndex('synonym_pair_once')
      .on(sql`least(${t.termKey}, ${t.synonymKey})`, sql`greatest(${t.termKey}, ${t.synonymKey})`)
      .where(sql`state = 'active'`),
    oneOf('synonym_pair_state', t.state, synonymStates),
    check('synonym_pair_of_two', sql`${t.termKey} <> ${t.synonymKey}`),
    textLength('synonym_pair_term_length', t.term, maxSynonymTermLength, 1),
    textLength('synonym_pair_synonym_length', t.synonym, maxSynonymTermLength, 1),
    textLength('synonym_pair_note_length', t.note, maxSynonymNoteLength),
  ],
)
