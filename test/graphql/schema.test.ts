/** The committed schema is what reviewers read and the web client is typed by: it must be the one that runs. */
import { readFileSync } from 'node:fs'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { expect, test } from 'vitest'
import { schema } from '#graphql/schema.ts'

test('graphql/schema.graphql is the printed schema (npx tsx graphql/print-schema.ts writes it)', () => {
  const committed = readFileSync(new URL('../../graphql/schema.graphql', import.meta.url), 'utf8')
  expect(`${printSchema(lexicographicSortSchema(schema))}\n`).toBe(committed)
})
