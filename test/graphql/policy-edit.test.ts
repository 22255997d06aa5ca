/** Working copies and versions of policies through the API. */
import { createRequire } from 'node:module'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#domain/access/actor.ts'
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

const pack = (version: string, cap: string) => `format: jiebang-policy/1
id: api
version: '${version}'
title: 办法
issuingBody: 局
documentNumber: null
jurisdiction: '410100'
status: in_force
effectiveFrom: '2024-01-0${version}'
effectiveTo: null
clauses: [{ id: c, number: 一, title: 补助, quote: 按1% }]
rules:
  - id: r
    title: 补助
    clause: c
    gives: ceiling
    beneficiary: contract.sellerId
    per: contract.sellerId
    window: { kind: calendar_year, date: receipt.receivedOn }
    base: { of: receipts, amount: receipt.amountFen }
    rate: { value: 1, unit: percent }
    cap: { amount: ${cap} }
`

const refusal = '... on Refused { code } ... on InvalidInput { problems { path } }'
const verdicts = ['save', 'propose', 'return', 'publish', 'discard'].map(verb => `${verb} { allowed code }`).join(' ')
const fields = `id state revision policyId version problems { line path message remedy }
  comparedVersion { version } changes { part kind entryId keys before after } viewerCan { ${verdicts} }`
const start = `mutation ($source: String) { startPolicyEdit(source: $source) { ... on PolicyEdit { ${fields} } ${refusal} } }`
const verb = (name: string, more = '') => `mutation ($id: ID!, $revision: Int!${more ? ', $source: String!' : ''}) {
  ${name}(id: $id, revision: $revision${more}) { ... on PolicyEdit { ${fields} } ${refusal} } }`
const save = verb('savePolicyEdit', ', source: $source')

describe('a working copy through the API', () => {
  it('says what is wrong at which line, and who may do what', async () => {
    const { officer, reviewer, poster } = world.people
    const wrong = pack('1', '20万元').replace('unit: percent', 'unit: per_cent')
    const { startPolicyEdit: edit } = await send(officer, start, { source: wrong })
    const line = wrong.split('\n').findIndex(text => text.includes('per_cent')) + 1
    expect(edit.problems).toEqual([
      { line, path: 'rules.0.rate.unit', message: expect.anything(), remedy: expect.anything() },
    ])
    expect(edit.viewerCan).toMatchObject({ save: { allowed: true }, publish: { allowed: false, code: 'NOT_ALLOWED' } })
    const read = `query ($id: ID!) { policyEdit(id: $id) { ${fields} } }`
    const seen = (await send(reviewer, read, { id: edit.id })).policyEdit
    expect(seen.viewerCan).toMatchObject({ save: { code: 'NOT_ALLOWED' }, publish: { code: 'WRONG_STATE' } })
    expect((await send(poster, read, { id: edit.id })).policyEdit).toBeNull()
    expect((await send(officer, read, { id: 'no uuid' })).policyEdit).toBeNull()
    const proposed = await send(officer, verb('proposePolicyEdit'), { id: edit.id, revision: 1 })
    expect(proposed.proposePolicyEdit).toEqual({ code: 'INVALID_POLICY_PACK' })
  })

  it('goes from a text to a version, and the next is compared with it', async () => {
    const { officer, approver, poster } = world.people
    const publish = async (source: string) => {
      const { id } = (await send(officer, start, {})).startPolicyEdit
      const saved = (await send(officer, save, { id, revision: 1, source })).savePolicyEdit
      await send(officer, verb('proposePolicyEdit'), { id, revision: saved.revision })
      await send(approver, verb('publishPolicyEdit'), { id, revision: saved.revision })
      return saved
    }
    expect((await publish(pack('1', '20万元'))).changes).toBeNull()
    const second = await publish(pack('2', '30万元'))
    expect(second.comparedVersion).toEqual({ version: '1' })
    expect(second.changes.map((change: { entryId: string }) => change.entryId)).toEqual([
      'version',
      'effectiveFrom',
      'r',
    ])
    const list = '{ policyVersions(policyId: "api") { id version status governs { from to } } }'
    const { policyVersions } = await send(poster, list)
    expect(
      policyVersions.map(({ version, governs }: { version: string; governs: unknown }) => [version, governs]),
    ).toEqual([
      ['2', { from: '2024-01-02', to: null }],
      ['1', { from: '2024-01-01', to: '2024-01-01' }],
    ])
    const ids = { before: policyVersions[1].id, after: policyVersions[0].id }
    const compare = `query ($before: ID!, $after: ID!) { policyChanges(before: $before, after: $after) {
      ... on QueryPolicyChangesSuccess { data { entryId before after } } ${refusal} } }`
    const { policyChanges } = await send(poster, compare, ids)
    expect(policyChanges.data[2]).toEqual({
      entryId: 'r',
      before: 'cap:\n  amount: 20万元',
      after: 'cap:\n  amount: 30万元',
    })
    expect((await send(poster, compare, { ...ids, before: 'x' })).policyChanges).toEqual({ code: 'NOT_FOUND' })
  })

  it('is begun and listed by a bureau only', async () => {
    const mine = `{ mayStartPolicyEdit { allowed code } policyEdits { ... on QueryPolicyEditsSuccess { data { state } } ${refusal} } }`
    const seen = await send(world.people.auditor, mine)
    expect(seen.mayStartPolicyEdit).toEqual({ allowed: false, code: 'NOT_ALLOWED' })
    expect(seen.policyEdits.data.length).toBeGreaterThan(0)
    expect((await send(world.people.poster, mine)).policyEdits).toEqual({ code: 'NOT_ALLOWED' })
  })
})
