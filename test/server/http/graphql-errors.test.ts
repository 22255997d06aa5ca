import { GraphQLError } from 'graphql'
import { type Logger, pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { NotFound } from '#domain/refusal.ts'
import { presentErrors } from '#server/http/graphql-errors.ts'

function present(errors: unknown[], hints = false) {
  const lines: { msg: string; requestId: string; err: { message: string } }[] = []
  const log: Logger = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) })
  const shown = presentErrors(errors, { requestId: 'r-1', log, hints })
  return { shown, lines }
}
const located = (original: Error, path: string[]) =>
  new GraphQLError(original.message, { path, originalError: original })

describe('bugs', () => {
  test('are masked, and logged once with the request id however many rows they hit', () => {
    const bug = new Error('password=hunter2')
    const { shown, lines } = present([located(bug, ['a']), located(bug, ['b']), located(new Error('other'), ['c'])])
    expect(shown.map(error => error.message)).toEqual(Array(3).fill('Something went wrong on our side'))
    expect(JSON.stringify(shown)).not.toContain('hunter2')
    expect(shown.map(error => error.path)).toEqual([['a'], ['b'], ['c']])
    expect(lines.map(line => [line.requestId, line.err.message])).toEqual([
      ['r-1', 'password=hunter2'],
      ['r-1', 'other'],
    ])
  })

  test('are masked before anything ran, too', () => {
    expect(
      present([new GraphQLError('connect ECONNREFUSED', { originalError: new Error('x') })]).shown[0]?.extensions.code,
    ).toBe('INTERNAL')
    expect(present([new Error('not even GraphQL')]).shown[0]?.message).toBe('Something went wrong on our side')
  })

  test('are masked when graphql-js words them: it quotes what stands in the database', () => {
    const { shown, lines } = present([new GraphQLError('Enum "X" cannot represent value: "secret"', { path: ['x'] })])
    expect(shown[0]?.message).toBe('Something went wrong on our side')
    expect(lines).toHaveLength(1)
  })
})

describe("the caller's mistakes", () => {
  test('are shown in full, without a line in the log', () => {
    const wrong = new GraphQLError('Syntax Error: Expected Name')
    const coded = new GraphQLError('Day: write a day as YYYY-MM-DD', {
      path: ['x'],
      extensions: { code: 'BAD_USER_INPUT' },
    })
    const { shown, lines } = present([wrong, coded])
    expect(shown).toEqual([wrong, coded])
    expect(lines).toEqual([])
  })

  test('suggestions are kept only where introspection is allowed', () => {
    const error = new GraphQLError('Cannot query field "demand" on type "Query". Did you mean "demands" or "node"?')
    expect(present([error], true).shown[0]?.message).toContain('Did you mean')
    expect(present([error], false).shown[0]?.message).toBe('Cannot query field "demand" on type "Query".')
  })
})

test('a refusal from a field without a result union keeps its code and its words', () => {
  const { shown, lines } = present([located(new NotFound('demand'), ['node'])])
  expect(shown[0]).toMatchObject({
    message: 'demand not found, or not visible to you',
    extensions: { code: 'NOT_FOUND' },
  })
  expect(lines).toEqual([])
})
