/** Runs over the register through the API: asked for with a reading, followed, and their figures listed by themselves. */
import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { system } from '#domain/access/actor.ts'
import { registeredContract, signedContract, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { createApi } from '#test/support/graphql.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { executeRun } from '#usecases/subsidy/figure/execute-run.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const policyId = 'zhengzhou-2022-draft'
const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
  const text = readFileSync(new URL(`../../policies/${policyId}.yaml`, import.meta.url), 'utf8')
  await loadPolicyVersions(world.ctx(system), { packs: [{ name: policyId, text }] })
  await registeredContract(world, await signedContract(world, { contractAmountFen: 10_000_000_000n }))
})
const api = createApi(() => world)
const send = (name: PersonName, source: string, variables = {}) => api.send(world.people[name], source, variables)

const refusal = '... on Error { code } ... on InvalidInput { problems { path } }'
const run =
  'id policyId policyTitle rule year state stored undetermined ceilingFen leftOut { reason count } failure { code message } requestedByName'
const request = `mutation ($rule: String, $year: Int, $readings: [RuleReadingInput!]!) {
  requestSubsidyRun(policyId: "${policyId}", rule: $rule, year: $year, readings: $readings) { ... on SubsidyRun { ${run} } ${refusal} } }`
const runs = `{ subsidyRuns { ... on SubsidyRuns { runs { ${run} } } ${refusal} } }`
const figures = `query ($runId: ID!) { determinations(first: 20, runId: $runId) {
  ... on QueryDeterminationsConnection { edges { node { rule ceilingFen } } } ${refusal} } }`
const open = `query ($runId: ID!, $isUndetermined: Boolean) { determinations(first: 20, runId: $runId, isUndetermined: $isUndetermined) {
  ... on QueryDeterminationsConnection { edges { node { ceilingFen trace { undetermined } } } } ${refusal} } }`
const year = Number(today().slice(0, 4))

test('a policy says which questions its rules leave open', async () => {
  const { policy } = await send(
    'officer',
    `{ policy(id: "${policyId}") { questions { name rule question initial readings { id text } } } }`,
  )
  expect(policy.questions).toContainEqual(
    expect.objectContaining({ name: 'jbgs-rd.beneficiary', initial: expect.any(String), readings: expect.any(Array) }),
  )
})

test('a run is asked for, worked off, and its figures stand by themselves', async () => {
  const readings = [{ parameter: 'jbgs-rd.beneficiary', reading: 'solver' }]
  const asked = (await send('officer', request, { rule: null, year, readings })).requestSubsidyRun
  expect(asked).toMatchObject({
    policyId,
    rule: null,
    year,
    state: 'QUEUED',
    stored: 0,
    leftOut: [],
    requestedByName: 'officer',
  })
  const other = (await send('reviewer', request, { rule: 'registry', year, readings: [] })).requestSubsidyRun
  await executeRun(world.ctx(system))
  const listed = (await send('auditor', runs)).subsidyRuns.runs
  expect(listed.map(({ id, state }: { id: string; state: string }) => [id, state])).toEqual([
    [other.id, 'QUEUED'],
    [asked.id, 'DONE'],
  ])
  expect(listed[1]).toMatchObject({ leftOut: [], policyTitle: expect.stringContaining('创新') })
  const found = (await send('cashier', figures, { runId: asked.id })).determinations.edges
  expect(found).toHaveLength(listed[1].stored)
  expect((await send('cashier', figures, { runId: other.id })).determinations.edges).toEqual([])
  expect((await send('officer', figures, { runId: 'x' })).determinations).toMatchObject({ code: 'NOT_FOUND' })
})

test('figures for which a fact is missing are counted, listed by themselves, and say which', async () => {
  const source = `format: jiebang-policy/1
id: by-size
version: '1'
title: by size
issuingBody: test
documentNumber: null
jurisdiction: '410100'
status: in_force
effectiveFrom: '2020-01-01'
effectiveTo: null
clauses: [{ id: c, number: '1', title: c, text: c }]
rules:
  - id: small
    title: small
    clause: c
    gives: ceiling
    beneficiary: contract.sellerId
    who: [{ field: beneficiary.size, is: small, why: 小型企业 }]
    per: contract.sellerId
    window: { kind: calendar_year, date: contract.registeredOn }
    base: { of: contracts, amount: contract.contractAmountFen }
    rate: { value: 1, unit: percent }
`
  await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'by-size', text: source }] })
  const ask = request.replace(policyId, 'by-size')
  const { id: runId } = (await send('officer', ask, { rule: 'small', year, readings: [] })).requestSubsidyRun
  // After the one that still waits.
  await executeRun(world.ctx(system))
  expect(await executeRun(world.ctx(system))).toBe(runId)
  const [run] = (await send('officer', runs)).subsidyRuns.runs
  expect(run).toMatchObject({ id: runId, stored: 0, undetermined: 1, ceilingFen: 0 })
  const listed = async (isUndetermined: boolean) =>
    (await send('auditor', open, { runId, isUndetermined })).determinations.edges
  expect(await listed(true)).toMatchObject([
    { node: { ceilingFen: 0, trace: { undetermined: expect.stringContaining('beneficiary.size') } } },
  ])
  expect(await listed(false)).toEqual([])
})

test('by whoever determines, and in words that mean something', async () => {
  expect((await send('poster', runs)).subsidyRuns).toMatchObject({ code: 'NOT_ALLOWED' })
  expect((await send('cashier', request, { year, readings: [] })).requestSubsidyRun).toMatchObject({
    code: 'NOT_ALLOWED',
  })
  expect((await send('officer', request, { rule: 'x', year, readings: [] })).requestSubsidyRun).toMatchObject({
    problems: [{ path: 'rule' }],
  })
  expect((await send('officer', request, { year: null, readings: [] })).requestSubsidyRun).toMatchObject({
    problems: [{ path: 'year' }],
  })
})
