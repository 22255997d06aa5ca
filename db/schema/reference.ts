/** Reference data, loaded by the program at migration: regions, industries, and the domain's own state tables. */
import { type AnyPgColumn, index, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core'

/** GB/T 2260 administrative divisions. */
export const region = pgTable(
  'region',
  {
    code: text('code').primaryKey(),
    name: text('name').notNull(),
    parentCode: text('parent_code').references((): AnyPgColumn => region.code),
  },
  t => [index('region_parent').on(t.parentCode)],
)

/** GB/T 4754-2017 industries. */
export const industry = pgTable('industry', {
  code: text('code').primaryKey(),
  name: text('name').notNull(),
  parentCode: text('parent_code').references((): AnyPgColumn => industry.code),
  level: smallint('level').notNull(),
})

/**
 * The domain's lifecycle tables as rows. A trigger on every table with a `state` column looks its steps up here,
 * so that a step the domain refuses is impossible by direct SQL too. `from_state` is '' for the first state.
 */
export const lifecycleStep = pgTable(
  'lifecycle_step',
  {
    subjectKind: text('subject_kind').notNull(),
    fromState: text('from_state').notNull(),
    event: text('event').notNull(),
    toState: text('to_state').notNull(),
  },
  t => [primaryKey({ columns: [t.subjectKind, t.fromState, t.event] })],
)
