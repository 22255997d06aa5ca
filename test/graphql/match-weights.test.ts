/** The weights of the ranking through the API, as an administrator sets them. */
import { createRequire } from 'node:module'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#domain/access/actor.ts'
import { weightFields } from '#domain/matching/ranking/check-weights.ts'
import { defaultWeights } from '#domain/matching/ranking/weights.ts'
import { createLoaders } from '#graphql/loaders.ts'
import { schema } from '#graphql/schema.ts'
import { useDatabase } from '#test/support/database.ts'
import { createWorld, type World } from '#test/support/world.ts'

// The copy of graphql-js the schema was built with: the packages that build it load CommonJS.
const { graphql } = createRequire(import.meta.url)('graphql') as typeof import('graphql')

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})

async function send(actor: Actor, source: string, variableValues: Record<string, unknown> = {}) {
  const ctx = world.ctx(actor)
  const rest = { loaders: createLoaders(ctx), clientAddress: '192.0.2.1', sessionId: null, setSessionToken: () => {} }
  const { data, errors } = await graphql({ schema, source, variableValues, contextValue: { ctx, ...rest } })
  expect(errors).toBeUndefined()
  return JSON.parse(JSON.stringify(data))
}

const refusal = '... on Error { code } ... on InvalidInput { problems { path } }'
const fields = `id state weights note createdByName activatedByName activation { allowed code }
  comparison { demands active { ndcgAt10 successAt3 } proposed { ndcgAt10 } gain { mean low high } againstId }`
const propose = `mutation ($weights: Json!, $note: String!) {
  proposeMatchWeights(weights: $weights, note: $note) { ... on MatchWeights { ${fields} } ${refusal} } }`
const compare = `mutation ($id: ID!) { compareMatchWeights(id: $id) { ... on MatchWeights { ${fields} } ${refusal} } }`
const activate = `mutation ($id: ID!, $acceptLoss: Boolean! = false) {
  activateMatchWeights(id: $id, acceptLoss: $acceptLoss) { ... on MatchWeights { ${fields} } ${refusal} } }`
const overviewFields = `... on MatchWeightsOverview { active { id } inForce defaults
  fields { path least most isWhole defaultValue } history { id state } } ${refusal}`
const overview = `{ matchWeights { ${overviewFields} } }`
const restore = `mutation { restoreDefaultWeights { ${overviewFields} } }`

describe('weights of the ranking', () => {
  const other = { ...defaultWeights, maxQueryTerms: 96 }

  it('are proposed, compared, switched on and taken back', async () => {
    const { admin } = world.people
    const first = (await send(admin, overview)).matchWeights
    expect(first).toEqual({
      active: null,
      inForce: defaultWeights,
      defaults: defaultWeights,
      fields: weightFields,
      history: [],
    })
    const proposed = (await send(admin, propose, { weights: other, note: '更快' })).proposeMatchWeights
    expect(proposed).toMatchObject({
      state: 'PROPOSED',
      weights: other,
      createdByName: 'admin',
      comparison: null,
      activation: { allowed: false, code: 'NOT_COMPARED' },
    })
    const { id } = proposed
    expect((await send(admin, activate, { id })).activateMatchWeights).toEqual({ code: 'NOT_COMPARED' })
    expect((await send(admin, compare, { id })).compareMatchWeights).toMatchObject({
      activation: { allowed: true },
      comparison: { demands: 0, active: { ndcgAt10: null, successAt3: null }, gain: null, againstId: null },
    })
    expect((await send(admin, activate, { id })).activateMatchWeights).toMatchObject({
      state: 'ACTIVE',
      activatedByName: 'admin',
      activation: { allowed: false, code: 'WRONG_STATE' },
    })
    expect((await send(admin, overview)).matchWeights).toMatchObject({ active: { id }, inForce: other })
    expect((await send(admin, restore)).restoreDefaultWeights).toMatchObject({
      active: null,
      inForce: defaultWeights,
      history: [{ id, state: 'RETIRED' }],
    })
  })

  it('are refused with every problem', async () => {
    const given = { weights: { ...defaultWeights, maxQueryTerms: 7, luck: 1 }, note: '' }
    expect((await send(world.people.admin, propose, given)).proposeMatchWeights).toEqual({
      code: 'INVALID_INPUT',
      problems: [{ path: 'weights.luck' }, { path: 'weights.maxQueryTerms' }, { path: 'note' }],
    })
    expect((await send(world.people.admin, compare, { id: 'x' })).compareMatchWeights).toEqual({ code: 'NOT_FOUND' })
  })

  it('are nobody else’s business', async () => {
    const { officer } = world.people
    expect((await send(officer, overview)).matchWeights).toEqual({ code: 'NOT_ALLOWED' })
    expect((await send(officer, restore)).restoreDefaultWeights).toEqual({ code: 'NOT_ALLOWED' })
  })
})
