/** A list costs the same number of SQL statements whether it holds one row or a hundred: at most three, session included. */
import { beforeAll, describe, expect, test } from 'vitest'
import { achievement } from '#db/schema/achievement.ts'
import { demand } from '#db/schema/demand.ts'
import { expert } from '#db/schema/expert.ts'
import { session } from '#db/schema/identity.ts'
import { mintToken } from '#server/session/token.ts'
import { useApp } from '#test/support/app.ts'
import { useDatabase } from '#test/support/database.ts'
import { achievementContent, demandContent, expertContent } from '#test/support/listings.ts'
import { createWorld } from '#test/support/world.ts'

const database = useDatabase()
const app = useApp(database)
let token = ''

const rowId = (n: number, library = 'aa') => `00000000-0000-7000-8000-00${library}${n.toString(16).padStart(8, '0')}`

beforeAll(async () => {
  const { db } = database
  const world = await createWorld(db)
  const { university } = world.organisations
  const frames = (library: string) =>
    Array.from({ length: 101 }, (_, n) => ({ id: rowId(n, library), organisationId: university }))
  await db.insert(demand).values(frames('aa').map(frame => ({ ...demandContent(), ...frame })))
  // A word that every row has says nothing: a match needs others that differ.
  const other = achievementContent({
    title: '水稻种植的节水灌溉',
    summary: '田间水位的遥测与调度',
    field: 'agriculture',
  })
  await db
    .insert(achievement)
    .values(frames('bb').map((frame, n) => ({ ...(n < 12 ? achievementContent() : other), ...frame })))
  await db.insert(expert).values(frames('cc').map(frame => ({ ...expertContent(), ...frame })))
  const publishedAt = new Date()
  const expiresAt = new Date(publishedAt.getTime() + 86_400_000)
  for (const table of [demand, achievement, expert]) {
    await db.update(table).set({ state: 'submitted' })
    await db.update(table).set({ state: 'published', publishedAt, expiresAt })
  }
  const minted = mintToken()
  token = minted.token
  const { userId, acting } = world.people.bidder
  const { id, secretHash } = minted
  await db.insert(session).values({ id, secretHash, userId, membershipId: acting?.membershipId ?? null })
})

async function count(query: string, variables: object): Promise<{ statements: number; data: Record<string, unknown> }> {
  const before = database.opened.statementCount()
  const response = await fetch(`${app.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: `jiebang=${token}` },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = (await response.json()) as { data: Record<string, unknown>; errors?: unknown }
  expect(errors).toBeUndefined()
  return { statements: database.opened.statementCount() - before, data }
}

const shared = `id state contact { name } organisation { id name kind }
  viewerCan { edit { allowed code reason } submit { allowed } publish { allowed } return { allowed } withdraw { allowed } renew { allowed } }`
const own = {
  demands: 'title indicators { name value unit } cooperationModes',
  achievements: 'title ipRights { kind number } keywords',
  experts: 'name disciplines fields',
}

describe.each(Object.entries(own))('%s', (list, fields) => {
  const connection = `Query${list[0]?.toUpperCase()}${list.slice(1)}Connection`
  const query = `query ($first: Int!) { ${list}(first: $first) { ... on ${connection} { totalCount edges { node { ${shared} ${fields} } } } } }`

  test('one row and a hundred', async () => {
    const one = await count(query, { first: 1 })
    const hundred = await count(query, { first: 100 })
    const edges = (answer: typeof one) => (answer.data[list] as { edges: unknown[] }).edges.length
    expect([edges(one), edges(hundred)]).toEqual([1, 100])
    // Who is signed in, the page, its total.
    expect([one.statements, hundred.statements]).toEqual([3, 3])
  })
})

test('nodes by id', async () => {
  const ids = (n: number) => Array.from({ length: n }, (_, i) => btoa(`Demand:${rowId(i)}`))
  const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Demand { ${shared} ${own.demands} } } }`
  const one = await count(query, { ids: ids(1) })
  const hundred = await count(query, { ids: ids(100) })
  expect((hundred.data.nodes as { organisation: unknown }[]).every(node => node.organisation)).toBe(true)
  // Who is signed in, the clock, the rows.
  expect([one.statements, hundred.statements]).toEqual([3, 3])
})

test('matches with their listings', async () => {
  const id = btoa(`Demand:${rowId(0)}`)
  const query = `query ($id: ID!, $first: Int!) { node(id: $id) { ... on Demand {
    matchingAchievements(first: $first) { score strength listing { ... on Achievement { ${shared} } } } } } }`
  await count(query, { id, first: 1 })
  const one = await count(query, { id, first: 1 })
  const many = await count(query, { id, first: 100 })
  expect((many.data.node as { matchingAchievements: unknown[] }).matchingAchievements.length).toBe(12)
  expect(many.statements).toBe(one.statements)
})

test('search with its listings', async () => {
  const query = `query ($first: Int!, $library: Library!) { search(library: $library, first: $first) { ... on SearchResult {
    totalCount facets { fields { count } } hits { highlights { field } listing { ${shared.replace('id ', '')} } } } } }`
  for (const library of ['DEMAND', 'ACHIEVEMENT', 'EXPERT']) {
    const one = await count(query, { first: 1, library })
    const many = await count(query, { first: 100, library })
    expect((many.data.search as { hits: unknown[] }).hits.length).toBe(100)
    expect(many.statements).toBe(one.statements)
  }
})

test.each([
  ['Demand', 'aa', 'similar(first: $first) { score listing { organisation { id } } }'],
  ['Demand', 'aa', 'solvedDemands(first: $first) { match { score } challenge { title } }'],
  ['Achievement', 'bb', 'interestedEnterprises(first: $first) { organisation { id } demands { score } }'],
  ['Expert', 'cc', 'matchingDemands(first: $first) { score }'],
])('%s: %s: %s', async (type, library, field) => {
  const id = btoa(`${type}:${rowId(0, library)}`)
  const query = `query ($id: ID!, $first: Int!) { node(id: $id) { ... on ${type} { ${field} } } }`
  const one = await count(query, { id, first: 1 })
  const many = await count(query, { id, first: 100 })
  expect(many.statements).toBe(one.statements)
})

test('the duplicates of the rows of a list', async () => {
  // A number in the document: what a variable decides is judged as a hundred, and so many questions are refused.
  const query = (first: number) => `{ achievements(scope: MINE, first: ${first}) { ... on QueryAchievementsConnection {
    edges { node { possibleDuplicates { similarity listing { organisation { id } } } } } } } }`
  // The index of a test looks for changes before each question; questions asked together share a look, a lone one has none to share.
  const two = await count(query(2), {})
  const ten = await count(query(10), {})
  const edges = (ten.data.achievements as { edges: { node: { possibleDuplicates: unknown[] } }[] }).edges
  expect(edges.map(({ node }) => node.possibleDuplicates.length)).toEqual(Array.from({ length: 10 }, () => 10))
  expect(ten.statements).toBe(two.statements)
})
