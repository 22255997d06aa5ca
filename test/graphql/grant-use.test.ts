/** The use of paid money through the API: its report, a use with its document, a withdrawal, the list of a bureau. */
import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { listPolicyVersions } from '#db/queries/subsidy.ts'
import { system } from '#domain/access/actor.ts'
import { slip, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { createApi, globalId } from '#test/support/graphql.ts'
import { approved, paid, storedFigure } from '#test/support/subsidy.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const database = useDatabase()
let world: World
let id: string
beforeAll(async () => {
  world = await createWorld(database.db)
  const text = readFileSync(new URL('../domain/subsidy/packs/stages.yaml', import.meta.url), 'utf8')
    .replace(/^status: .*$/m, 'status: in_force')
    .replace(/^effectiveFrom: .*$/m, "effectiveFrom: '2022-01-01'")
    .replace(/^ {4}payers:\n(?: {6}- .*\n)+/m, '')
  await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'stages', text }] })
  const [version] = await listPolicyVersions(database.db, 'stages')
  if (!version) throw new Error('the policy was just loaded')
  const row = await storedFigure(database.db, world, version, { rule: 'project' })
  await approved(world, row, 100n)
  await paid(world, row)
  id = globalId('Determination', row)
})
const api = createApi(() => world)
const send = (name: PersonName, source: string, variables = {}) => api.send(world.people[name], source, variables)

const refusal = '... on Error { code } ... on InvalidInput { problems { path } }'
const report = `useReport { grantedFen unreportedFen state conditions { purpose text bound boundFen spentFen dueOn state }
  uses { id purpose amountFen spentOn evidence { url } withdrawnByName } } mayRecordUse { allowed } mayWithdrawUse { allowed }`
const read = `query ($id: ID!) { node(id: $id) { ... on Determination { ${report} } } }`
const record = `mutation ($id: ID!, $purpose: String!, $amountFen: Fen!, $spentOn: Day!, $evidence: Upload!) {
  recordGrantUse(determinationId: $id, purpose: $purpose, amountFen: $amountFen, spentOn: $spentOn, evidence: $evidence) {
    ... on Determination { ${report} } ${refusal} } }`
const withdraw = `mutation ($id: ID!) { withdrawGrantUse(id: $id, reason: "错") { ... on Determination { ${report} } ${refusal} } }`
const list = `query ($states: [GrantUseState!]) { grantUseReports(first: 20, states: $states) {
  ... on QueryGrantUseReportsConnection { edges { node { determination { id } report { state } } } } ${refusal} } }`

test('a report is read, filled by the beneficiary and looked after by the bureau', async () => {
  expect((await send('officer', read, { id })).node).toMatchObject({
    useReport: {
      grantedFen: 100,
      unreportedFen: 100,
      state: 'OPEN',
      conditions: [
        { purpose: 'people', text: '不低于50%用于人员', bound: 'AT_LEAST', boundFen: 50, spentFen: 0, state: 'OPEN' },
        { purpose: 'overhead', bound: 'AT_MOST', boundFen: 20 },
      ],
      uses: [],
    },
    mayRecordUse: { allowed: false },
    mayWithdrawUse: { allowed: true },
  })
  const evidence = () => new File([slip('payroll').bytes as Uint8Array<ArrayBuffer>], 'payroll.pdf')
  const use = { id, purpose: 'people', amountFen: 60, spentOn: today() }
  expect((await send('officer', record, { ...use, evidence: evidence() })).recordGrantUse).toMatchObject({
    code: 'NOT_ALLOWED',
  })
  const told = (await send('poster', record, { ...use, evidence: evidence() })).recordGrantUse
  expect(told.useReport).toMatchObject({
    unreportedFen: 40,
    conditions: [{ spentFen: 60, state: 'MET' }, { state: 'OPEN' }],
    uses: [{ purpose: 'people', evidence: { url: expect.stringContaining('/evidence/') } }],
  })
  const again = { ...use, purpose: 'cars', amountFen: 41, evidence: evidence() }
  expect((await send('poster', record, again)).recordGrantUse).toMatchObject({
    problems: [{ path: 'purpose' }, { path: 'amountFen' }],
  })
  const open = (await send('auditor', list, { states: ['OPEN', 'BREACHED'] })).grantUseReports.edges
  expect(open).toEqual([{ node: { determination: { id }, report: { state: 'OPEN' } } }])
  expect((await send('auditor', list, { states: ['MET'] })).grantUseReports.edges).toEqual([])
  const withdrawn = (await send('officer', withdraw, { id: told.useReport.uses[0].id })).withdrawGrantUse
  expect(withdrawn.useReport).toMatchObject({ unreportedFen: 100, uses: [{ withdrawnByName: 'officer' }] })
  expect((await send('officer', withdraw, { id: 'x' })).withdrawGrantUse).toMatchObject({ code: 'NOT_FOUND' })
})
