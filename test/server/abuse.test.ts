/**
 * Known abuses of a GraphQL endpoint, sent to the app as it runs in production. Each is refused with the name of what
 * it exceeded, within a second of CPU time, and the service goes on answering.
 */
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { useApp } from '#test/support/app.ts'
import { json, refusedBy, useAttacker } from '#test/support/attacker.ts'
import { useDatabase } from '#test/support/database.ts'

const database = useDatabase()
const app = useApp(database)
const { send, post, ask } = useAttacker(app)

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
      'the duplicates of each row of a desk',
      'cost',
      `query ($n: Int) { demands(first: $n) { ... on QueryDemandsConnection { edges { node { possibleDuplicates { similarity } } } } } }`,
    ],
    [
      'searches with matches of each hit',
      'cost',
      `{ search(library: DEMAND, first: 100) { ... on SearchResult { hits { listing { ... on Demand { similar(first: 1) { score } } } } } } }`,
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
