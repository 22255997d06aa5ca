import { DrizzleQueryError } from 'drizzle-orm/errors'
import { expect, test } from 'vitest'
import { describeError } from '#server/log.ts'

test('a failed statement is logged without its parameters', () => {
  const error = new DrizzleQueryError(
    'insert into t values ($1, $2)',
    ['secret one', 'secret two'],
    new Error('duplicate key'),
  )
  const written = JSON.stringify(describeError(error))
  expect(written).toContain('insert into t values')
  expect(written).toContain('duplicate key')
  expect(written).not.toContain('secret')
})

test('parameters over several lines are left out too, the stack stays', () => {
  const error = new DrizzleQueryError('select $1', ['first line\nsecret second line'], new Error('boom'))
  const written = describeError(error)
  expect(JSON.stringify(written)).not.toContain('secret')
  expect(String(written.stack)).toContain('log.test.ts')
})
