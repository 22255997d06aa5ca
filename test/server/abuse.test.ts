/**
 * Known abuses of a GraphQL endpoint, sent to the app as it runs in production. Each is refused with the name of what
 * it exceeded, within a second of CPU time, and the service goes on answering.
 */
import { request } from 'node:http'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { useApp } from '#test/support/app.ts'
import { useDatabase } from '#test/support/database.ts'

const database = useDatabase()
const app = useApp(database)

interface Answer {
  status: number
  body: {
    data?: unknown
    errors?: { message: string; extensions?: Record<string, unknown> }[]
    extensions?: { requestId?: string }
  }
}

/** CPU time, of server and test together: the clock on the wall tells more about the neighbours. */
const quickEnoughMicros = 1_000_000

async function send(init: RequestInit, path = '/graphql'): Promise<Answer> {
  const before = process.cpuUsage()
  const response = await fetch(app.origin + path, init)
  const text = await response.text()
  const { user, system } = process.cpuUsage(before)
  expect(user + system).toBeLessThan(quickEnoughMicros)
  return { status: response.status, body: text ? JSON.parse(text) : {} }
}

const json = { 'content-type': 'application/json', accept: 'application/graphql-response+json' }
const post = (body: unknown) => send({ method: 'POST', headers: json, body: JSON.stringify(body) })
const ask = (query: string, variables?: unknown) => post({ query, variables })

function refusedBy(limit: string) {
  return {
    status: 400,
    body: {
      errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit } }],
      extensions: { requestId: expect.any(String) },
    },
  }
}
const refusedWith = (status: number, code: string) => ({
  status,
  body: { errors: [{ extensions: { code } }], extensions: { requestId: expect.any(String) } },
})

beforeAll(() => post({ query: '{ __typename }' }).then(() => undefined))
afterEach(async () => {
  expect((await ask('{ __typename }')).body.data).toEqual({ __typename: 'Query' })
})

const times = (n: number, text: (i: number) => string) => Array.from({ length: n }, (_, i) => text(i)).join(' ')
const node = 'demands { ... on QueryDemandsConnection { edges { node'

describe('documents', () => {
  test.each([
    ['alias flood', 'aliases', `{ node(id: "x") { ${times(31, i => `a${i}: id`)} } }`],
    ['alias flood of __typename', 'aliases', `{ node(id: "x") { ${times(31, i => `a${i}: __typename`)} } }`],
    ['aliases at the root', 'rootFields', `{ ${times(11, i => `a${i}: __typename`)} }`],
    [
      'aliases through a fragment',
      'aliases',
      `{ ${times(8, i => `n${i}: node(id: "${i}") { ...F }`)} } fragment F on Node { ${times(8, i => `a${i}: id`)} }`,
    ],
    ['directive flood', 'directives', `{ node(id: "x") { id ${times(31, () => '@include(if: true)')} } }`],
    ['unknown directives', 'directives', `{ __typename ${times(500, i => `@x${i}`)} }`],
    ['directives on the operation', 'directives', `query ${times(500, () => '@a')} { __typename }`],
    [
      'directives on an unused fragment',
      'directives',
      `{ __typename } fragment F on Query ${times(500, () => '@a')} { __typename }`,
    ],
    ['duplicate fields', 'selections', `{ node(id: "x") { ${times(1_001, () => 'id')} } }`],
    [
      'duplicate fields in an unused fragment',
      'selections',
      `{ __typename } fragment F on Node { ${times(1_001, () => 'id')} }`,
    ],
    ['too many tokens', 'tokens', `{ node(id: "x") { ${times(2_000, () => 'id')} } }`],
    ['a long document', 'documentLength', `{ __typename } #${'x'.repeat(20_000)}`],
    [
      'a long list',
      'cost',
      `{ demands(first: 1000000) { ... on QueryDemandsConnection { edges { node { id title } } } } }`,
    ],
    [
      'long lists in long lists',
      'cost',
      `{ ${node} { matchingAchievements(first: 100) { listing { organisation { id name } } } } } } } }`,
    ],
    [
      'long lists by variables',
      'cost',
      `query ($n: Int) { demands(first: $n) { ... on QueryDemandsConnection { edges { node { matchingExperts(first: $n) { score } } } } } }`,
    ],
    [
      'a matching for each of a hundred',
      'cost',
      `{ demands(first: 100) { ... on QueryDemandsConnection { edges { node { a: matchingExperts(first: 1) { score } b: matchingExperts(first: 1) { score } matchingAchievements(first: 1) { score } } } } } }`,
    ],
    [
      'the bids and the review of each of a hundred challenges',
      'cost',
      `{ challenges(first: 100) { ... on QueryChallengesConnection { edges { node { bids { id } review { isComplete } } } } } }`,
    ],
    [
      'reasons of many matches',
      'cost',
      `{ ${times(3, i => `a${i}: demands(first: 5) { ... on QueryDemandsConnection { edges { node { matchingAchievements(first: 100) { explanation } } } } }`)} }`,
    ],
    [
      'many nodes',
      'cost',
      `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Demand { matchingExperts(first: 100) { score } } } }`,
    ],
  ])('%s', async (_, limit, query) => {
    expect(await ask(query)).toMatchObject(refusedBy(limit))
  })

  test('a cycle through matches and organisations ends at the depth', async () => {
    const deep = (n: number): string =>
      n === 0
        ? 'id'
        : `matchingAchievements(first: 1) { listing { ... on Achievement { matchingDemands(first: 1) { listing { ... on Demand { ${deep(n - 1)} } } } } } }`
    expect(await ask(`{ node(id: "x") { ... on Demand { ${deep(10)} } } }`)).toMatchObject(refusedBy('depth'))
  })

  test('deep nesting of nothing but spreads is counted, too', async () => {
    const deep = '... on Query { '.repeat(450)
    expect((await ask(`{ ${deep} __typename ${'}'.repeat(450)} }`)).status).toBe(400)
    const objects = `${'{a:'.repeat(800)}1${'}'.repeat(800)}`
    expect((await ask(`{ demands(filter: ${objects}) { __typename } }`)).status).toBe(400)
  })

  test('a bomb of fragments is never written out', async () => {
    const bomb = times(40, i => `fragment F${i} on Node { ${times(3, () => `...F${i + 1}`)} }`)
    expect(await ask(`{ node(id: "x") { ...F0 } } ${bomb} fragment F40 on Node { id }`)).toMatchObject(
      refusedBy('selections'),
    )
  })

  test('a cycle of fragments is refused by validation', async () => {
    const { status, body } = await ask('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }')
    expect(status).toBe(400)
    expect(body.errors?.[0]?.message).toContain('Cannot spread fragment')
  })

  test('the worst document within the limits is validated in time', async () => {
    // Fields of one name are compared pairwise.
    const { status } = await ask(`{ node(id: "x") { ${times(900, () => 'id')} } }`)
    expect(status).toBeLessThan(500)
  })

  test('unknown directives are refused', async () => {
    expect((await ask('{ __typename @whatever }')).body.errors?.[0]?.message).toContain('Unknown directive')
  })

  test('the matches page of the web app is answered', async () => {
    const organisation = 'organisation { id name isDemo }'
    const query = `query ($id: ID!, $first: Int!) {
      node(id: $id) { __typename ... on Demand { id title state
        matchingAchievements(first: $first) { ...M } matchingExperts(first: $first) { ...M } } } }
      fragment M on Match { score strength explanation listing { __typename ...D ...A ...E } }
      fragment D on Demand { __typename id title problem field regionCode budgetMinFen budgetMaxFen trlWanted ${organisation} }
      fragment A on Achievement { __typename id title summary field regionCode priceMinFen priceMaxFen trl ${organisation} }
      fragment E on Expert { __typename id name unit jobTitle: title researchDirections fields regionCode ${organisation} }`
    const { status, body } = await ask(query, { id: btoa(`Demand:${crypto.randomUUID()}`), first: 20 })
    expect({ status, body }).toMatchObject({ status: 200, body: { data: { node: null } } })
  })

  test('the same field within the limits is answered', async () => {
    const { status, body } = await ask(`{ ${node} { id title organisation { name } } } } } }`)
    expect({ status, errors: body.errors }).toEqual({ status: 200, errors: undefined })
  })
})

describe('variables', () => {
  test.each([
    ['a long list', 'listItems', { ids: Array.from({ length: 101 }, (_, i) => String(i)) }],
    ['many values', 'variableValues', { ids: Array.from({ length: 80 }, () => Array.from({ length: 80 }, () => 0)) }],
  ])('%s', async (_, limit, variables) => {
    expect(await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables)).toMatchObject(refusedBy(limit))
  })

  test('values nested as deep as the body is long', async () => {
    const body = `{"query":"query ($ids: [ID!]!) { nodes(ids: $ids) { id } }","variables":{"ids":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`
    expect((await send({ method: 'POST', headers: json, body })).status).toBe(400)
  })
})

describe('what is not told', () => {
  test('introspection is off', async () => {
    for (const query of ['{ __schema { types { name } } }', '{ __type(name: "Demand") { fields { name } } }']) {
      const { status, body } = await ask(query)
      expect(status).toBe(400)
      expect(body.data).toBeUndefined()
      expect(body.errors?.[0]?.message).toContain('introspection has been disabled')
    }
  })

  test('no "did you mean" for fields, arguments, enums and inputs', async () => {
    const queries = [
      '{ demand { id } }',
      '{ demands(firs: 1) { __typename } }',
      '{ demands(scope: PUBLI) { __typename } }',
      '{ demands(filter: { serch: "x" }) { __typename } }',
      '{ demands { ... on QueryDemandConnection { __typename } } }',
    ]
    for (const query of queries) {
      const { body } = await ask(query)
      expect(body.errors?.length).toBeGreaterThan(0)
      expect(JSON.stringify(body)).not.toContain('Did you mean')
    }
    const { body } = await ask(
      'query ($f: DemandFilter, $s: ListingScope!) { demands(filter: $f, scope: $s) { __typename } }',
      {
        f: { serch: 'x' },
        s: 'PUBLI',
      },
    )
    expect(body.errors?.length).toBeGreaterThan(0)
    expect(JSON.stringify(body)).not.toContain('Did you mean')
  })

  test('no page to try queries on', async () => {
    const { status, body } = await send({ headers: { accept: 'text/html, */*' } })
    expect({ status, code: body.errors?.[0]?.extensions?.code }).toEqual({ status: 405, code: 'POST_ONLY' })
  })
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
