/** Requests in forms that the service does not take: each is refused with its reason, and the service goes on answering. */
import { request } from 'node:http'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { useApp } from '#test/support/app.ts'
import { json, refusedWith, useAttacker } from '#test/support/attacker.ts'
import { useDatabase } from '#test/support/database.ts'

const database = useDatabase()
const app = useApp(database)
const { send, post, ask } = useAttacker(app)

beforeAll(() => post({ query: '{ __typename }' }).then(() => undefined))
afterEach(async () => {
  expect((await ask('{ __typename }')).body.data).toEqual({ __typename: 'Query' })
})

describe('requests', () => {
  test('GET', async () => {
    expect(await send({}, '/graphql?query=%7B__typename%7D')).toMatchObject(refusedWith(405, 'POST_ONLY'))
  })

  test.each(['PUT', 'DELETE', 'PATCH'])('%s', async method => {
    expect(await send({ method, headers: json, body: '{"query":"{ __typename }"}' })).toMatchObject(
      refusedWith(405, 'POST_ONLY'),
    )
  })

  test.each([
    ['a form', 'application/x-www-form-urlencoded', 'query=%7B__typename%7D'],
    ['plain text', 'text/plain', '{"query":"{ __typename }"}'],
    ['GraphQL as the body', 'application/graphql', '{ __typename }'],
    ['plain text that mentions JSON', 'text/plain; application/json', '{"query":"{ __typename }"}'],
  ])('%s', async (_, type, body) => {
    expect(await send({ method: 'POST', headers: { 'content-type': type }, body })).toMatchObject(
      refusedWith(415, 'UNSUPPORTED_MEDIA_TYPE'),
    )
  })

  test('a form with a file, as another site could send it', async () => {
    const form = new FormData()
    form.set('operations', '{"query":"{ __typename }"}')
    expect(await send({ method: 'POST', body: form })).toMatchObject(refusedWith(403, 'CSRF_HEADER_MISSING'))
  })

  test('an upload with the header passes; its text is bounded all the same', async () => {
    const form = new FormData()
    form.set('operations', '{"query":"{ __typename }"}')
    form.set('map', '{}')
    const headers = { 'x-graphql-csrf': '1' }
    expect(await send({ method: 'POST', headers, body: form })).toMatchObject({
      status: 200,
      body: { data: { __typename: 'Query' } },
    })
    form.set('operations', JSON.stringify({ query: '{ __typename }', variables: { x: 'x'.repeat(300_000) } }))
    expect(await send({ method: 'POST', headers, body: form })).toMatchObject(refusedWith(413, 'BODY_TOO_LARGE'))
  })

  test.each([
    ['operations that are null', { operations: 'null' }, 'BAD_REQUEST'],
    ['operations that are no JSON', { operations: '{' }, 'BAD_REQUEST'],
    ['no operations', { map: '{}' }, 'BAD_REQUEST'],
    ['a batch of operations', { operations: '[{"query":"{ __typename }"}]' }, 'BATCHING_OFF'],
    ['a map that is null', { operations: '{"query":"{ __typename }"}', map: 'null' }, 'BAD_REQUEST'],
    ['a map to nothing', { operations: '{"query":"{ __typename }"}', map: '{"0":null}' }, 'BAD_REQUEST'],
    ['a map to no path', { operations: '{"query":"{ __typename }"}', map: '{"0":[null]}' }, 'BAD_REQUEST'],
    [
      'a map outside the variables',
      { operations: '{"query":"{ __typename }"}', map: '{"0":["query"]}' },
      'BAD_REQUEST',
    ],
  ])('an upload with %s', async (_, parts, code) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(parts)) form.set(name, value)
    expect(await send({ method: 'POST', headers: { 'x-graphql-csrf': '1' }, body: form })).toMatchObject(
      refusedWith(400, code),
    )
  })

  test.each([
    ['a broken body', 'multipart/form-data; boundary=x', '--x\r\nnonsense'],
    [
      'another boundary',
      'multipart/form-data; boundary=y',
      '--x\r\nContent-Disposition: form-data; name="map"\r\n\r\n{}\r\n--x--',
    ],
    ['no boundary', 'multipart/form-data', '--x--'],
  ])('an upload with %s', async (_, type, body) => {
    const headers = { 'x-graphql-csrf': '1', 'content-type': type }
    expect(await send({ method: 'POST', headers, body })).toMatchObject(refusedWith(400, 'BAD_REQUEST'))
  })

  test('answers are kept by nobody', async () => {
    const response = await fetch(`${app.origin}/graphql`, { method: 'POST', headers: json, body: '{}' })
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test('a batch', async () => {
    expect(await post([{ query: '{ __typename }' }, { query: '{ __typename }' }])).toMatchObject(
      refusedWith(400, 'BATCHING_OFF'),
    )
  })

  test.each(['', 'null', '"x"', '{', '{"query":1}', '{"query":"{ __typename }","variables":[1]}'])(
    'the body %s',
    async body => {
      expect((await send({ method: 'POST', headers: json, body })).status).toBe(400)
    },
  )

  test('another site', async () => {
    const headers = { ...json, origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
    expect((await send({ method: 'POST', headers, body: '{"query":"{ __typename }"}' })).status).toBe(403)
  })

  test('5 MB that say so are refused unread', async () => {
    expect(await post({ query: '{ __typename }', variables: { x: 'x'.repeat(5_000_000) } })).toMatchObject(
      refusedWith(413, 'BODY_TOO_LARGE'),
    )
  })

  test('5 MB that do not say so are refused at the limit', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const head = { ...json, 'transfer-encoding': 'chunked' }
      const sent = request(`${app.origin}/graphql`, { method: 'POST', headers: head }, response => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      // The server hangs up while we still write.
      sent.on('error', error => reject(error))
      sent.on('response', () => sent.on('error', () => {}))
      const write = (left: number): void => {
        if (left === 0) sent.end('"}}')
        else if (!sent.destroyed) sent.write('x'.repeat(65_536), () => write(left - 1))
      }
      sent.write('{"query":"{ __typename }","variables":{"x":"', () => write(80))
    })
    expect(status).toBe(413)
  })
})
