/** A list costs the same number of SQL statements whether it holds one row or a hundred: at most three, session included. */
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#db/client.ts'
import { achievement } from '#db/schema/achievement.ts'
import { challenge } from '#db/schema/challenge.ts'
import { demand } from '#db/schema/demand.ts'
import { expert } from '#db/schema/expert.ts'
import { session } from '#db/schema/identity.ts'
import { mintToken } from '#server/session/token.ts'
import { useApp } from '#test/support/app.ts'
import { challengeContent } from '#test/support/challenge-content.ts'
import { useDatabase } from '#test/support/database.ts'
import { achievementContent, demandContent, expertContent } from '#test/support/listings.ts'
import { createWorld, type World } from '#test/support/world.ts'

const database = useDatabase()
const app = useApp(database)
let token = ''

const rowId = (n: number, library = 'aa') => `00000000-0000-7000-8000-00${library}${n.toString(16).padStart(8, '0')}`

beforeAll(async () => {
  const { db } = database
  const world = await createWorld(db)
  const { enterprise, university } = world.organisations
  const frames = (library: string) =>
    Array.from({ length: 101 }, (_, n) => ({ id: rowId(n, library), organisationId: university }))
  const demands = frames('aa').map((frame, n) => ({ ...frame, organisationId: n % 2 === 0 ? enterprise : university }))
  await db.insert(demand).values(demands.map(frame => ({ ...demandContent(), ...frame })))
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
  await awardChallenges(db, world, 20)
  const minted = mintToken()
  token = minted.token
  const { userId, acting } = world.people.bidder
  const { id, secretHash } = minted
  await db.insert(session).values({ id, secretHash, userId, membershipId: acting?.membershipId ?? null })
})

/** Demands from the second on are solved. The way to an award is tested elsewhere: here only its end counts. */
async function awardChallenges(db: Database, world: World, solved: number): Promise<void> {
  const day = 86_400_000
  const [publishedAt, bidsCloseAt, awardedAt] = [9, 8, 1].map(days => new Date(Date.now() - days * day))
  const shared = { kind: 'attack', selection: 'open', state: 'awarded', publishedAt, bidsCloseAt, awardedAt } as const
  const { bureau: bureauId, enterprise: posterId } = world.organisations
  await db.transaction(async tx => {
    await tx.execute(sql`set local session_replication_role = replica`)
    const { dimensions, ...content } = challengeContent()
    await tx.insert(challenge).values(
      Array.from({ length: solved }, (_, n) => {
        const frame = { id: rowId(n, 'dd'), demandId: rowId(n + 1), bureauId, posterId }
        return { ...content, ...frame, ...shared, createdBy: world.people.poster.userId }
      }),
    )
  })
}

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
  ['Demand', 'aa', 'similar', 'score listing { organisation { id } }', 100],
  ['Demand', 'aa', 'solvedDemands', 'match { score } challenge { title }', 20],
  ['Achievement', 'bb', 'interestedEnterprises', 'organisation { id } demands { score }', 1],
  // The other demands are of its own organisation.
  ['Expert', 'cc', 'matchingDemands', 'score', 51],
])('%s: %s: %s', async (type, library, field, parts, length) => {
  const id = btoa(`${type}:${rowId(0, library)}`)
  const query = `query ($id: ID!, $first: Int!) { node(id: $id) { ... on ${type} { ${field}(first: $first) { ${parts} } } } }`
  const one = await count(query, { id, first: 1 })
  const many = await count(query, { id, first: 100 })
  expect((many.data.node as Record<string, unknown[]>)[field]).toHaveLength(length)
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
