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
