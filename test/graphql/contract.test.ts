/** From the award to the subsidy through the API, as six people; and the certificate as a stranger sees it. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, anonymous, system } from '#domain/access/actor.ts'
import { createLoaders } from '#graphql/loaders.ts'
import { schema } from '#graphql/schema.ts'
import { awardedChallenge, signedContract, slip, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

// The copy of graphql-js the schema was built with: the packages that build it load CommonJS.
const { graphql } = createRequire(import.meta.url)('graphql') as typeof import('graphql')

const policyId = 'zhengzhou-2022-draft'
const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
  const text = readFileSync(new URL(`../../policies/${policyId}.yaml`, import.meta.url), 'utf8')
  await loadPolicyVersions(world.ctx(system), { packs: [{ name: policyId, text }] })
})

async function sendAs(actor: Actor, source: string, variableValues: Record<string, unknown> = {}) {
  const ctx = world.ctx(actor)
  const rest = { loaders: createLoaders(ctx), clientAddress: '192.0.2.1', sessionId: null, setSessionToken: () => {} }
  const { data, errors } = await graphql({ schema, source, variableValues, contextValue: { ctx, ...rest } })
  expect(errors).toBeUndefined()
  return JSON.parse(JSON.stringify(data))
}
const send = (name: PersonName, source: string, variables: Record<string, unknown> = {}) =>
  sendAs(world.people[name], source, variables)
const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64')

const refusal = '... on Error { code } ... on Refused { details } ... on InvalidInput { problems { path } }'
const contract = `... on Contract { id state contractAmountFen technologyAmountFen paidFen signedOn challengeId
  buyer { name } seller { name } lines { kind amountFen } moneyFacts { kind amountFen evidence { sha256 url name } }
  registrations { state number } viewerCan { sign { allowed code } recordPayment { allowed code reason } } } ${refusal}`
const registration = `... on Registration { id state dueOn isDueOnEstimated number verificationCode recognisedAmountFen
  registry { name } contract { title } viewerCan { register { allowed code } } } ${refusal}`
const verb = (name: string, result: string, args = '', vars = '') =>
  `mutation ($id: ID!${vars}) { ${name}(id: $id${args}) { ${result} } }`

describe('the thread from award to subsidy', () => {
  let challengeId: string
  let id: string
  let registrationId: string
  let certificate: { number: string; code: string }

  test('the contract of an awarded challenge', async () => {
    challengeId = globalId('Challenge', await awardedChallenge(database.db, world))
    const create = `mutation ($challengeId: ID!, $terms: ContractTermsInput!) {
      createContract(challengeId: $challengeId, terms: $terms) { ${contract} } }`
    const lines = [{ kind: 'EQUIPMENT', description: '试验台', amountFen: 400_000_000 }]
    const terms = {
      type: 'DEVELOPMENT',
      field: 'ADVANCED_MANUFACTURING',
      title: '',
      contractAmountFen: 2_000_000_000,
      lines,
    }
    const wrong = await send('poster', create, { challengeId, terms })
    expect(wrong.createContract).toMatchObject({ code: 'INVALID_INPUT', problems: [{ path: 'title' }] })
    const created = (await send('bidder', create, { challengeId, terms: { ...terms, title: '控制器' } })).createContract
    expect(created).toMatchObject({
      state: 'DRAFT',
      challengeId,
      technologyAmountFen: 1_600_000_000,
      buyer: { name: 'Test enterprise' },
      seller: { name: 'Test university' },
      lines: [{ kind: 'EQUIPMENT', amountFen: 400_000_000 }],
      viewerCan: { sign: { allowed: true }, recordPayment: { code: 'NOT_ALLOWED' } },
    })
    id = created.id
  })

  test('signed by both', async () => {
    const sign = verb('signContract', contract)
    expect((await send('rival', sign, { id })).signContract).toMatchObject({ code: 'NOT_ALLOWED' })
    expect((await send('bidder', sign, { id })).signContract.state).toBe('DRAFT')
    expect((await send('bidder', sign, { id })).signContract).toMatchObject({ code: 'ALREADY_SIGNED' })
    expect((await send('poster', sign, { id })).signContract).toMatchObject({ state: 'SIGNED', signedOn: today() })
  })

  test('registered, by a second registrar because it is large', async () => {
    const submit = `mutation ($id: ID!, $registryId: ID!) {
      submitRegistration(contractId: $id, registryId: $registryId) { ${registration} } }`
    const nowhere = await send('bidder', submit, { id, registryId: 'nowhere' })
    expect(nowhere.submitRegistration).toMatchObject({ code: 'NOT_FOUND' })
    const handedIn = await send('bidder', submit, { id, registryId: world.organisations.registry })
    registrationId = handedIn.submitRegistration.id
    const queue = `{ registrations(states: [SUBMITTED]) { ... on QueryRegistrationsConnection { edges { node { id contract { title buyer { name } } } } } } }`
    expect((await send('registrar', queue)).registrations.edges).toEqual([
      { node: { id: registrationId, contract: { title: '控制器', buyer: { name: 'Test enterprise' } } } },
    ])
    const accepted = await send('registrar', verb('acceptRegistration', registration), { id: registrationId })
    expect(accepted.acceptRegistration.dueOn).toMatch(/^\d{4}-/)
    const args = ', recognisedType: DEVELOPMENT, recognisedAmountFen: 1600000000'
    const examine = verb('examineRegistration', registration, args)
    const examined = (await send('registrar', examine, { id: registrationId })).examineRegistration
    expect(examined.viewerCan.register).toEqual({ allowed: false, code: 'SECOND_EXAMINER_NEEDED' })
    const register = verb('registerContract', registration)
    const alone = (await send('registrar', register, { id: registrationId })).registerContract
    expect(alone).toMatchObject({ code: 'SECOND_EXAMINER_NEEDED', details: { largeFromFen: 500_000_000 } })
    const done = (await send('secondRegistrar', register, { id: registrationId })).registerContract
    expect(done).toMatchObject({ state: 'REGISTERED', number: `410100${today().slice(0, 4)}000001` })
    certificate = { number: done.number, code: done.verificationCode }
  })

  test('checked by a stranger, with the code only', async () => {
    const check = `query ($number: String!, $code: String!) { verifyCertificate(number: $number, code: $code) {
      ... on Certificate { title buyerName sellerName technologyAmountFen registeredOn } ${refusal} } }`
    expect((await sendAs(anonymous, check, certificate)).verifyCertificate).toEqual({
      title: '控制器',
      buyerName: 'Test enterprise',
      sellerName: 'Test university',
      technologyAmountFen: 1_600_000_000,
      registeredOn: today(),
    })
    const guess = await sendAs(anonymous, check, { ...certificate, code: '0'.repeat(12) })
    expect(guess.verifyCertificate).toMatchObject({ code: 'NOT_FOUND' })
  })

  test('paid, with the slip', async () => {
    const pay = `mutation ($id: ID!, $fact: MoneyFactInput!) { recordPayment(contractId: $id, fact: $fact) { ${contract} } }`
    const file = (bytes: Uint8Array<ArrayBuffer>) => new File([bytes], 'slip.pdf', { type: 'application/pdf' })
    const fact = { amountFen: 1_200_000_000, occurredOn: today(), evidence: file(new Uint8Array(slip().bytes)) }
    const fake = { ...fact, evidence: file(new Uint8Array([1, 2, 3])) }
    const refused = await send('poster', pay, { id, fact: fake })
    expect(refused.recordPayment).toMatchObject({ code: 'EVIDENCE_TYPE_NOT_ALLOWED' })
    const paid = (await send('poster', pay, { id, fact })).recordPayment
    expect(paid).toMatchObject({
      state: 'PERFORMING',
      paidFen: 1_200_000_000,
      moneyFacts: [{ kind: 'PAYMENT', evidence: { name: 'slip.pdf', url: expect.stringMatching(/^\/evidence\//) } }],
      registrations: [{ state: 'REGISTERED' }],
    })
    const more = await send('poster', pay, { id, fact: { ...fact, amountFen: 800_000_001 } })
    expect(more.recordPayment).toMatchObject({ code: 'MONEY_EXCEEDS_CONTRACT', details: { restFen: 800_000_000 } })
  })

  test('subsidised by the clause, down to the slip', async () => {
    const determination = `id state ceilingFen beneficiary { name } trace { clauseNumber quote simulationOnly capFen capBinds
      inputs { kind amountFen used source { contractId registrationNumber evidenceName evidenceUrl } } steps { label valueFen } notes }`
    const determine = `mutation ($policyId: ID!, $rule: String!, $challengeId: ID) {
      determineSubsidy(policyId: $policyId, rule: $rule, challengeId: $challengeId) {
        ... on SubsidyDetermined { determinations { ${determination} } } ${refusal} } }`
    const input = { policyId, rule: 'jbgs-rd', challengeId }
    expect((await send('poster', determine, input)).determineSubsidy).toMatchObject({ code: 'NOT_ALLOWED' })
    const [figure] = (await send('officer', determine, input)).determineSubsidy.determinations
    expect(figure).toMatchObject({
      state: 'SIMULATED',
      ceilingFen: 360_000_000,
      beneficiary: { name: 'Test enterprise' },
      trace: {
        clauseNumber: '（十二）',
        simulationOnly: true,
        capFen: 500_000_000,
        inputs: [
          {
            kind: 'payment',
            amountFen: 1_200_000_000,
            used: true,
            source: { contractId: id, registrationNumber: certificate.number, evidenceName: 'slip.pdf' },
          },
        ],
      },
    })
    expect(figure.trace.steps.at(-1)).toEqual({ label: 'RESULT', valueFen: 360_000_000 })
    const read = `query ($id: ID!) { node(id: $id) { ... on Determination { ceilingFen } } }`
    expect((await send('poster', read, { id: figure.id })).node).toEqual({ ceilingFen: 360_000_000 })
    expect((await send('bidder', read, { id: figure.id })).node).toBeNull()
  })
})

test('what one may not see is not there, whatever its id', async () => {
  const id = globalId('Contract', (await signedContract(world)).id)
  const read = `query ($id: ID!) { node(id: $id) { ... on Contract { title moneyFacts { amountFen } } ... on Registration { state } } }`
  expect((await send('bidder', read, { id })).node).not.toBeNull()
  expect((await send('rival', read, { id })).node).toBeNull()
  expect((await sendAs(anonymous, read, { id })).node).toBeNull()
  for (const type of ['Contract', 'Registration', 'Determination'])
    expect((await send('bidder', read, { id: globalId(type, 'nonsense') })).node).toBeNull()
})

test('a list with everything on takes as many statements for ten contracts as for one', async () => {
  for (let i = 0; i < 10; i++) await signedContract(world, { title: `合同 ${i}` })
  const list = `query ($first: Int!) { contracts(first: $first) { ... on QueryContractsConnection { edges { node {
    title buyer { name } seller { name } paidFen lines { kind } moneyFacts { evidence { name } } registrations { number registry { name } }
  } } } } }`
  const count = async (first: number) => {
    const before = database.opened.statementCount()
    const { contracts } = await send('officer', list, { first })
    expect(contracts.edges).toHaveLength(first)
    return database.opened.statementCount() - before
  }
  // Page; cards; heads, lines, facts, registrations.
  expect(await count(1)).toBe(6)
  expect(await count(10)).toBeLessThanOrEqual(7)
})

test('policies tell anyone which clauses are computed', async () => {
  const ask = `query ($id: ID!) { policies { id status } policy(id: $id) { title clauses { number quote isComputable noRule rules { id rate capFen subject } awards { amountFen } } } }`
  const { policies, policy } = await sendAs(anonymous, ask, { id: policyId })
  expect(policies).toEqual([{ id: policyId, status: 'DRAFT' }])
  const computable = policy.clauses.filter((clause: { isComputable: boolean }) => clause.isComputable)
  expect(computable.map((clause: { rules: object[] }) => clause.rules[0])).toEqual([
    { id: 'enterprise-laboratory', rate: null, capFen: null, subject: 'YEAR' },
    { id: 'new-rd-institution', rate: null, capFen: null, subject: 'YEAR' },
    { id: 'jbgs-rd', rate: '30%', capFen: 500_000_000, subject: 'CHALLENGE' },
    { id: 'transfer', rate: '2%', capFen: 50_000_000, subject: 'YEAR' },
    { id: 'pilot-base', rate: null, capFen: null, subject: 'YEAR' },
    { id: 'registry', rate: '0.2‰', capFen: 50_000_000, subject: 'YEAR' },
    { id: 'transfer-agency', rate: null, capFen: null, subject: 'YEAR' },
    { id: 'share', rate: '80%', capFen: null, subject: 'INCOME' },
    { id: 'scenario', rate: '20%', capFen: 500_000_000, subject: 'YEAR' },
  ])
  expect((await sendAs(anonymous, ask, { id: 'none' })).policy).toBeNull()
})

test('policies tell anyone what does not count, which year a rule looks at, and every limit', async () => {
  const ask = `query ($id: ID!) { policy(id: $id) { effectiveTo limits { ruleId id amountFen } clauses { rules { id exclusions yearOffset gives scope windowKind } } } }`
  const { policy } = await sendAs(anonymous, ask, { id: policyId })
  const rules = policy.clauses.flatMap((clause: { rules: { id: string }[] }) => clause.rules)
  const transfer = rules.find(({ id }: { id: string }) => id === 'transfer')
  expect(transfer).toMatchObject({ yearOffset: -1, gives: 'CEILING', scope: 'PARTY', windowKind: 'CALENDAR_YEAR' })
  expect(transfer.exclusions).toContainEqual(expect.stringContaining('已注销'))
  expect(new Set(transfer.exclusions).size).toBe(transfer.exclusions.length)
  expect(policy).toMatchObject({ effectiveTo: null, limits: [] })
})
