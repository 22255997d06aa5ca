/** Red flags through the API: shown with their explanation to the bureau, set aside by its reviewer, hidden from others. */
import { createRequire } from 'node:module'
import { beforeAll, expect, test } from 'vitest'
import { system } from '#domain/access/actor.ts'
import { createLoaders } from '#graphql/loaders.ts'
import { schema } from '#graphql/schema.ts'
import { contractTerms, registeredContract, signedContract, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { flagPolicy } from '#test/support/flag-policy.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

// The copy of graphql-js the schema was built with: the packages that build it load CommonJS.
const { graphql } = createRequire(import.meta.url)('graphql') as typeof import('graphql')

const database = useDatabase()
let world: World
let id: string
beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'city', text: flagPolicy('city') }] })
  for (const contractAmountFen of [390_000_000n, 395_000_000n])
    await registeredContract(world, await signedContract(world, contractTerms({ contractAmountFen })))
  const year = Number(today().slice(0, 4))
  const [row] = await determineSubsidy(world.ctx(world.people.officer), { policyId: 'city', rule: 'seller', year })
  id = Buffer.from(`Determination:${row?.id}`).toString('base64')
})

async function send(name: PersonName, source: string, variableValues: Record<string, unknown>) {
  const ctx = world.ctx(world.people[name])
  const rest = { loaders: createLoaders(ctx), clientAddress: '192.0.2.1', sessionId: null, setSessionToken: () => {} }
  const before = database.opened.statementCount()
  const { data, errors } = await graphql({ schema, source, variableValues, contextValue: { ctx, ...rest } })
  expect(errors).toBeUndefined()
  return { data: JSON.parse(JSON.stringify(data)), statements: database.opened.statementCount() - before }
}

const flag = `id kind isOpen overriddenByName overrideReason viewerCan { override { allowed code } }
  explanation { zh en records { kind recordId name amountFen on note } figures { name unit value } }`
const refusal = '... on Error { code } ... on InvalidInput { problems { path } }'
const read = `query ($id: ID!) { node(id: $id) { ... on Determination { mayFindRedFlags { allowed code } redFlags { ${flag} } } } }`
const find = `mutation ($id: ID!) { findRedFlags(determinationId: $id) { ... on FoundRedFlags { redFlags { ${flag} } } ${refusal} } }`
const override = `mutation ($id: ID!, $reason: String!) { overrideRedFlag(id: $id, reason: $reason) { ... on RedFlag { ${flag} } ${refusal} } }`

test('an officer looks for them; who may not is told why', async () => {
  expect((await send('bidder', find, { id })).data.findRedFlags).toMatchObject({ code: 'NOT_ALLOWED' })
  const { data } = await send('officer', find, { id })
  expect(data.findRedFlags.redFlags).toMatchObject([
    {
      kind: 'SPLIT_CONTRACTS',
      isOpen: true,
      viewerCan: { override: { allowed: false, code: 'NOT_ALLOWED' } },
      explanation: {
        zh: expect.stringContaining('每份略低于 4,000,000.00 元'),
        en: expect.stringContaining('each just under CNY 4,000,000.00'),
        records: [
          { kind: 'CONTRACT', amountFen: 390_000_000, on: today() },
          { kind: 'CONTRACT', amountFen: 395_000_000 },
        ],
        figures: expect.arrayContaining([{ name: 'threshold', unit: 'FEN', value: '400000000' }]),
      },
    },
  ])
})

test('the beneficiary reads its figure and nothing of flags', async () => {
  const { data } = await send('bidder', read, { id })
  expect(data.node).toEqual({ mayFindRedFlags: { allowed: false, code: 'NOT_ALLOWED' }, redFlags: null })
})

test('a reviewer sets it aside; the reason stays', async () => {
  const { data } = await send('reviewer', read, { id })
  const [open] = data.node.redFlags
  expect(open.viewerCan.override.allowed).toBe(true)
  const short = await send('reviewer', override, { id: open.id, reason: '没事' })
  expect(short.data.overrideRedFlag).toMatchObject({ code: 'INVALID_INPUT', problems: [{ path: 'reason' }] })
  expect((await send('reviewer', override, { id: 'none', reason: '' })).data.overrideRedFlag.code).toBe('NOT_FOUND')
  const reason = '两份合同分属两个独立项目，已核对'
  const done = (await send('reviewer', override, { id: open.id, reason })).data.overrideRedFlag
  expect(done).toMatchObject({ isOpen: false, overriddenByName: 'reviewer', overrideReason: reason })
  expect(done.viewerCan.override.code).toBe('FLAG_OVERRIDDEN')
})

test('a list of determinations loads all flags in one statement', async () => {
  const list = (fields: string) =>
    `query ($n: Int) { determinations(first: $n) { ... on QueryDeterminationsConnection { edges { node { ${fields} } } } } }`
  const [bare, flagged] = [
    await send('auditor', list('id'), { n: 50 }),
    await send('auditor', list('id redFlags { id }'), { n: 50 }),
  ]
  expect(flagged.data.determinations.edges.length).toBeGreaterThan(1)
  expect(flagged.statements).toBe(bare.statements + 1)
})
