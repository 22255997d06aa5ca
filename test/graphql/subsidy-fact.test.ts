/** Facts that a bureau keeps, through the API: the form, one fact, many from a file, the list, a withdrawal. */
import { beforeAll, expect, test } from 'vitest'
import { system } from '#domain/access/actor.ts'
import { signedContract, slip } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { flagPolicy } from '#test/support/flag-policy.ts'
import { createApi, globalId } from '#test/support/graphql.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'city', text: flagPolicy('city') }] })
})
const api = createApi(() => world)
const send = (name: PersonName, source: string, variables = {}) => api.send(world.people[name], source, variables)

const refusal = '... on Error { code } ... on InvalidInput { problems { path message remedy } }'
const fact = `id table fields occurredOn holderName contractTitle source withdrawnAt withdrawalReason recordedByName
  references { id name } evidence { name url } mayWithdraw { allowed code }`
const record = `mutation ($table: SubsidyFactTable!, $fields: Json!, $proof: SubsidyFactProof!, $replacesId: ID) {
  recordSubsidyFact(table: $table, fields: $fields, proof: $proof, replacesId: $replacesId) { ... on SubsidyFact { ${fact} } ${refusal} } }`
const withdraw = `mutation ($id: ID!, $reason: String!) { withdrawSubsidyFact(id: $id, reason: $reason) { ... on SubsidyFact { ${fact} } ${refusal} } }`
const list = `query ($table: SubsidyFactTable, $search: String!) { subsidyFacts(first: 20, table: $table, search: $search, isStandingOnly: true) {
  ... on QuerySubsidyFactsConnection { edges { node { ${fact} } } } ${refusal} } }`
const figures = { holderId: 'Test enterprise', kind: 'rd_spend', amountFen: 120, occurredOn: '2024-12-31' }

test('the form is the dictionary', async () => {
  const form = `query { subsidyFactForm { ... on SubsidyFactForm {
    tables { table fields { name title type isRequired words names } } declared { table name type } words { table field words } } ${refusal} } }`
  const { tables } = (await send('officer', form)).subsidyFactForm
  const evidence = tables.find(({ table }: { table: string }) => table === 'EVIDENCE')
  expect(evidence.fields).toContainEqual({
    name: 'level',
    title: '级别',
    type: 'TEXT',
    isRequired: false,
    words: ['national', 'provincial', 'municipal', 'county'],
    names: null,
  })
  expect(evidence.fields[0]).toMatchObject({ name: 'holderId', isRequired: true, names: 'party' })
  expect((await send('poster', form)).subsidyFactForm).toMatchObject({ code: 'NOT_ALLOWED' })
})

test('a fact is kept, seen and withdrawn', async () => {
  const proof = { source: '税务部门', document: new File([slip('a').bytes as Uint8Array<ArrayBuffer>], 'a.pdf') }
  const kept = (await send('officer', record, { table: 'FIGURES', fields: figures, proof })).recordSubsidyFact
  expect(kept).toMatchObject({
    table: 'FIGURES',
    fields: { amountFen: 120, holderId: world.organisations.enterprise },
    holderName: 'Test enterprise',
    references: [{ id: world.organisations.enterprise, name: 'Test enterprise' }],
    source: '税务部门',
    evidence: { url: expect.stringContaining('/evidence/') },
    mayWithdraw: { allowed: true },
  })
  const seen = (await send('poster', list, { search: 'enterprise' })).subsidyFacts.edges
  expect(seen).toMatchObject([{ node: { id: kept.id, mayWithdraw: { allowed: false, code: 'NOT_ALLOWED' } } }])
  expect((await send('rival', list, { search: '' })).subsidyFacts.edges).toEqual([])
  const wrong = { ...figures, amountFen: -1, holderId: 'nobody' }
  const refused = (await send('officer', record, { table: 'FIGURES', fields: wrong, proof: { source: 'x' } }))
    .recordSubsidyFact
  expect(refused).toMatchObject({ code: 'INVALID_INPUT', problems: [{ path: 'fields.amountFen' }] })
  for (const fields of [null, 'text', [figures]])
    expect(
      (await send('officer', record, { table: 'FIGURES', fields: fields ?? 0, proof: { source: 'x' } }))
        .recordSubsidyFact,
    ).toMatchObject({
      code: 'INVALID_INPUT',
    })
  const right = { ...figures, amountFen: 130 }
  const better = await send('officer', record, {
    table: 'FIGURES',
    fields: right,
    proof: { source: 'x' },
    replacesId: kept.id,
  })
  expect(better.recordSubsidyFact).toMatchObject({ fields: { amountFen: 130 } })
  expect((await send('officer', withdraw, { id: kept.id, reason: 'x' })).withdrawSubsidyFact).toMatchObject({
    code: 'FACT_WITHDRAWN',
  })
  expect((await send('officer', withdraw, { id: 'x', reason: 'x' })).withdrawSubsidyFact).toMatchObject({
    code: 'NOT_FOUND',
  })
})

test('a contract is named by its node', async () => {
  const { id, title } = await signedContract(world)
  const fields = { id: globalId('Contract', id), licenceYears: 5 }
  const kept = (await send('officer', record, { table: 'CONTRACTS', fields, proof: { source: '合同文本' } }))
    .recordSubsidyFact
  expect(kept).toMatchObject({ contractTitle: title, fields: { licenceYears: 5 } })
})

test('many are looked at, then kept', async () => {
  const mutation = `mutation ($file: Upload!, $isPreview: Boolean!) {
    importSubsidyFacts(table: EVIDENCE, file: $file, proof: { source: "名单" }, isPreview: $isPreview) {
      ... on SubsidyFactsImported { rowCount kept failedCount failed { rowNo cells problems { path remedy } } failedCsv } ${refusal} } }`
  const lines = ['持有人,证明类型,认定日期', 'Test institute,pilot_base,2024-05-01', '无名,pilot_base,2024-05-01']
  const file = () => new File([lines.join('\n')], 'list.csv')
  for (const isPreview of [true, false]) {
    const found = (await send('officer', mutation, { file: file(), isPreview })).importSubsidyFacts
    expect(found).toMatchObject({
      rowCount: 2,
      kept: 1,
      failedCount: 1,
      failed: [{ rowNo: 3, problems: [{ path: 'holderId' }] }],
    })
    expect(found.failedCsv).toContain('"无名","pilot_base","2024-05-01","names nothing')
  }
  const before = database.opened.statementCount()
  expect((await send('cashier', list, { table: 'EVIDENCE', search: '' })).subsidyFacts.edges).toHaveLength(1)
  expect(database.opened.statementCount() - before).toBeLessThanOrEqual(2)
})
