/** Inputs that only a hostile or a confused caller sends: each gets an answer he can use, and none wakes the operator. */
import { createRequire } from 'node:module'
import { beforeAll, describe, expect, it } from 'vitest'
import type { GraphqlContext } from '#graphql/context.ts'
import { createLoaders } from '#graphql/loaders.ts'
import { schema } from '#graphql/schema.ts'
import { saveListing } from '#usecases/listing/save-listing.ts'
import { useDatabase } from '../support/database.ts'
import { demandContent } from '../support/listings.ts'
import { createWorld, type UserActor, type World } from '../support/world.ts'

// The copy of graphql-js the schema was built with: the packages that build it load CommonJS.
const { graphql } = createRequire(import.meta.url)('graphql') as typeof import('graphql')

const database = useDatabase()
let world: World
let demandId: string
beforeAll(async () => {
  world = await createWorld(database.db)
  const saved = await saveListing(world.ctx(world.people.poster), {
    library: 'demand',
    id: null,
    version: null,
    content: demandContent({ regionCode: null }),
  })
  demandId = globalId('Demand', saved.id)
})

const globalId = (typename: string, id: string) => Buffer.from(`${typename}:${id}`).toString('base64')

async function run(source: string, variableValues: Record<string, unknown> = {}, actor?: UserActor) {
  const ctx = world.ctx(actor ?? world.people.poster)
  const contextValue = { ctx, loaders: createLoaders(ctx) } as GraphqlContext
  // Results of graphql-js have no prototype.
  return JSON.parse(JSON.stringify(await graphql({ schema, source, contextValue, variableValues })))
}

const refusal = '... on InvalidInput { problems { path remedy } }'
const problem = (path: string) => ({ problems: [{ path, remedy: expect.any(String) }] })

describe.each([
  ['demands', 'QueryDemandsConnection'],
  ['achievements', 'QueryAchievementsConnection'],
  ['experts', 'QueryExpertsConnection'],
])('%s', (list, connection) => {
  const ask = (args: string) =>
    run(`{ list: ${list}(${args}) { ... on ${connection} { totalCount edges { cursor } } ${refusal} } }`)

  it('of an organisation whose id is none are none', async () => {
    const { data, errors } = await ask('filter: { organisationId: "x" }')
    expect({ data, errors }).toEqual({ data: { list: { totalCount: 0, edges: [] } }, errors: undefined })
  })

  it.each(['%', '4_', '\\\\'])('of the region %s are refused', async code => {
    expect((await ask(`filter: { regionCode: "${code}" }`)).data.list).toEqual(problem('filter.regionCode'))
  })
})

describe.each([
  ['demands', 'QueryDemandsConnection'],
  ['achievements', 'QueryAchievementsConnection'],
])('%s', (list, connection) => {
  it.each([
    ['trlMin: 100000', 'filter.trlMin'],
    ['trlMin: 0', 'filter.trlMin'],
    ['trlMax: -40000', 'filter.trlMax'],
    ['industryCode: "%"', 'filter.industryCode'],
  ])('with %s are refused', async (filter, path) => {
    const { data } = await run(
      `{ list: ${list}(filter: { ${filter} }) { ... on ${connection} { totalCount } ${refusal} } }`,
    )
    expect(data.list).toEqual(problem(path))
  })
})

describe('a forged cursor', () => {
  const forged = (value: unknown) =>
    Buffer.from(JSON.stringify([value, '00000000-0000-7000-8000-000000000001'])).toString('base64url')
  const strange = [
    'abc',
    '2026-13-01 00:00:00+00',
    '0000-01-01 00:00:00+00',
    '2026-01-01 25:00:00+00',
    '9'.repeat(30),
    '',
    null,
    1,
  ]
  const lists = [
    'demands(after: $a, sort: NEWEST)',
    'demands(after: $a, sort: AMOUNT_HIGH)',
    'demands(after: $a, sort: DEADLINE)',
    'achievements(after: $a, sort: MATURITY)',
    'challenges(after: $a)',
    'contracts(after: $a)',
    'importBatches(after: $a)',
  ]
  it.each(lists)('of %s', async list => {
    for (const value of strange) {
      const source = `query ($a: String) { list: ${list} { __typename ${refusal} } }`
      const { data, errors } = await run(source, { a: forged(value) })
      expect({ list, value, errors, found: data.list }).toMatchObject({ errors: undefined, found: problem('after') })
    }
  })

  it('of the organisations', async () => {
    const source = `query ($a: String) { list: organisations(after: $a) { __typename ${refusal} } }`
    const { data } = await run(source, { a: forged('abc') }, world.people.officer)
    expect(data.list).toMatchObject(problem('after'))
  })

  it('is told from a true one', async () => {
    for (const sort of ['NEWEST', 'AMOUNT_HIGH', 'DEADLINE']) {
      const page = `demands(scope: MINE, sort: ${sort}, after: $a) { ... on QueryDemandsConnection { edges { cursor } } ${refusal} }`
      const first = await run(`query ($a: String) { ${page} }`)
      const [edge] = first.data.demands.edges
      expect((await run(`query ($a: String) { ${page} }`, { a: edge.cursor })).data.demands).toEqual({ edges: [] })
    }
  })
})

describe('codes that no table holds', () => {
  const verbs = [
    ['saveDemand', 'content: { title: "t", regionCode: $code }', 'regionCode', '999999'],
    ['saveDemand', 'content: { title: "t", industryCode: $code }', 'industryCode', 'C391'],
    ['saveAchievement', 'content: { title: "t", regionCode: $code }', 'regionCode', '999999'],
    ['saveAchievement', 'content: { title: "t", industryCode: $code }', 'industryCode', 'C391'],
    ['saveExpert', 'content: { name: "n", regionCode: $code }', 'regionCode', '999999'],
  ] as const
  it.each(verbs)('%s(%s)', async (verb, content, path, code) => {
    const { data, errors } = await run(
      `mutation ($code: String) { saved: ${verb}(${content}) { __typename ${refusal} } }`,
      { code },
    )
    expect({ errors, saved: data.saved }).toMatchObject({ errors: undefined, saved: problem(path) })
  })
})

describe('a day', () => {
  it.each(['0000-01-01', '0001-01-01', '9999-12-31'])('%s is refused', async day => {
    const { errors } = await run(
      'mutation ($day: Day) { saveDemand(content: { title: "t", neededBy: $day }) { __typename } }',
      { day },
    )
    expect(errors[0].message).toContain('1900 to 2999')
  })
})

describe('matches', () => {
  it.each([2_147_483_647, 101, 0, -1])('first: %s is refused by name', async first => {
    const source =
      'query ($id: ID!, $first: Int) { node(id: $id) { ... on Demand { matchingAchievements(first: $first) { score } } } }'
    const { errors } = await run(source, { id: demandId, first })
    expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', argument: 'first' } })
    expect(errors[0].message).toContain('1 to 100')
  })
})

describe('ids of nothing', () => {
  it.each(['Nothing', 'Query', 'String', 'Organisation', 'Node'])('of the type %s', async typename => {
    const id = globalId(typename, 'x')
    expect(await run('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ data: { node: null } })
  })

  it('among others are null', async () => {
    const ids = [globalId('Nothing', 'x'), demandId, globalId('Demand', 'x')]
    expect(await run('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })).toEqual({
      data: { nodes: [null, { id: demandId }, null] },
    })
  })
})
