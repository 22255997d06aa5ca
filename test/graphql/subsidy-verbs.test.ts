/** From a figure to money through the API: verdicts, confidential accounts, limits that say what is left. */
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { clawback, determination } from '#db/schema/subsidy.ts'
import { slip, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { createApi, globalId } from '#test/support/graphql.ts'
import { answerOf, approved, loadPolicyInForce, paid, payeeOf, settle, storedFigure } from '#test/support/subsidy.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { recordIntegrity } from '#usecases/subsidy/money/record-integrity.ts'

const database = useDatabase()
let world: World
let policy: { id: string; policyId: string }
beforeAll(async () => {
  world = await createWorld(database.db)
  policy = await loadPolicyInForce(world)
})
const api = createApi(() => world)
const send = (name: PersonName, source: string, variables = {}) => api.send(world.people[name], source, variables)

const refusal = '... on Error { code } ... on Refused { details } ... on InvalidInput { problems { path } }'
const row = `... on Determination { id state approvedFen payee { accountNumber } clawbacks { amountFen }
  viewerCan { claim { allowed code } review { allowed code } approve { allowed code } } } ${refusal}`
const verb = (name: string, args = '', vars = '') => `mutation ($id: ID!${vars}) { ${name}(id: $id${args}) { ${row} } }`
const claim = verb('claimSubsidy', ', payee: $payee', ', $payee: PayeeInput')
const review = verb('reviewDetermination')
const approve = verb('approveDetermination', ', approvedFen: $approvedFen', ', $approvedFen: Fen!')

describe('the steps', () => {
  const shared = { account: '*.budget', key: 'all', window: '2026', limitFen: 150 }
  const limits = (key: string) => [{ account: 'jbgs-rd', key, window: '2026', limitFen: 100 }, shared]
  async function reviewed(key: string): Promise<string> {
    const id = globalId('Determination', await storedFigure(database.db, world, policy, { limits: limits(key) }))
    await send('poster', claim, { id, payee: payeeOf('enterprise') })
    expect((await send('reviewer', review, { id })).reviewDetermination).toMatchObject({ state: 'REVIEWED' })
    return id
  }

  test('are on for whoever may take them, and say why not to others', async () => {
    const id = globalId('Determination', await storedFigure(database.db, world, policy))
    const read = `query ($id: ID!) { node(id: $id) { ${row.replace(refusal, '')} } }`
    expect((await send('poster', read, { id })).node.viewerCan).toMatchObject({
      claim: { allowed: true },
      review: { allowed: false, code: 'NOT_ALLOWED' },
    })
    expect((await send('reviewer', read, { id })).node.viewerCan.review).toEqual({
      allowed: false,
      code: 'WRONG_STATE',
    })
    expect((await send('rival', read, { id })).node).toBeNull()
    const told = await send('poster', claim, { id, payee: { ...payeeOf('enterprise'), bankName: '' } })
    expect(told.claimSubsidy).toMatchObject({ code: 'INVALID_INPUT', problems: [{ path: 'payee.bankName' }] })
  })

  test('an account is seen by those who may, in lists too; a limit says what is left', async () => {
    const [one, two] = [await reviewed('a'), await reviewed('b')]
    expect((await send('approver', approve, { id: one, approvedFen: 100 })).approveDetermination).toMatchObject({
      state: 'APPROVED',
      approvedFen: 100,
      payee: { accountNumber: '622200001234' },
    })
    expect((await send('approver', approve, { id: two, approvedFen: 100 })).approveDetermination).toMatchObject({
      code: 'SUBSIDY_LIMIT_EXCEEDED',
      details: { account: '*.budget', leftFen: 50 },
    })
    const list = `query ($states: [DeterminationState!]) { determinations(first: 20, states: $states, isOwnBureauOnly: true) {
      ... on QueryDeterminationsConnection { edges { node { id state payee { accountName } } } } ${refusal} } }`
    const toPay = (await send('cashier', list, { states: ['APPROVED'] })).determinations.edges
    expect(toPay).toMatchObject([{ node: { id: one, payee: { accountName: 'Test enterprise' } } }])
    const seen = (await send('officer', list, { states: ['APPROVED'] })).determinations.edges
    expect(seen).toMatchObject([{ node: { id: one, payee: null } }])
    const claimed = `query ($id: ID!) { subsidyClaim(determinationId: $id) {
      ... on SubsidyClaim { isPayeeKnown missing { record } limits { account limitFen usedFen } } ${refusal} } }`
    expect((await send('approver', claimed, { id: two })).subsidyClaim).toMatchObject({
      isPayeeKnown: true,
      missing: [],
      limits: [
        { account: '*.budget', limitFen: 150, usedFen: 100 },
        { account: 'jbgs-rd', limitFen: 100, usedFen: 0 },
      ],
    })
  })

  test('a batch is made and answered', async () => {
    const id = globalId('Determination', await storedFigure(database.db, world, policy))
    await send('poster', claim, { id, payee: payeeOf('enterprise') })
    await send('reviewer', review, { id })
    await send('approver', approve, { id, approvedFen: 100 })
    const payout = '... on Payout { id number totalFen csvUrl lines { line outcome accountNumber } }'
    const create = `mutation ($ids: [ID!]!) { createPayout(determinationIds: $ids) { ${payout} ${refusal} } }`
    expect((await send('officer', create, { ids: [id] })).createPayout).toMatchObject({ code: 'NOT_ALLOWED' })
    const made = (await send('cashier', create, { ids: [id] })).createPayout
    expect(made).toMatchObject({ totalFen: 100, lines: [{ line: 1, outcome: null, accountNumber: '622200001234' }] })
    const payoutId = Buffer.from(made.id, 'base64').toString().split(':')[1] ?? ''
    const { bytes, fileName } = await answerOf(world, payoutId, [['已支付', today(), 'b-1', '']])
    const confirm = `mutation ($id: ID!, $file: Upload!) { confirmPayout(id: $id, file: $file) {
      ... on PayoutConfirmed { newlyPaid payout { lines { outcome } } } ${refusal} } }`
    const file = new File([new Uint8Array(bytes)], fileName)
    expect((await send('cashier', confirm, { id: made.id, file })).confirmPayout).toMatchObject({
      newlyPaid: 1,
      payout: { lines: [{ outcome: 'PAID' }] },
    })
    const batches = `query { payouts(first: 5) { ... on QueryPayoutsConnection { edges { node { number } } } ${refusal} } }`
    expect((await send('auditor', batches)).payouts.edges).toHaveLength(1)
    expect((await send('poster', batches)).payouts).toMatchObject({ code: 'NOT_ALLOWED' })
  })
})

describe('what fell away', () => {
  test('is a word with a sentence on every screen; the words of a person stay words', async () => {
    const reasons = ['money_fact_reversed', '不符合申报条件']
    const claimed = { state: 'claimed' as const, claimedBy: world.people.poster.userId, claimedAt: new Date() }
    const ids: string[] = []
    for (const refusalReason of reasons) {
      const id = await storedFigure(database.db, world, policy)
      for (const step of [claimed, { state: 'refused' as const, refusalReason }])
        await database.db.update(determination).set(step).where(eq(determination.id, id))
      ids.push(id)
    }
    const read = `query ($id: ID!) { node(id: $id) { ... on Determination { refusalReason withdrawnBecause } } }`
    const nodes = []
    for (const id of ids) nodes.push((await send('poster', read, { id: globalId('Determination', id) })).node)
    expect(nodes).toEqual([
      { refusalReason: null, withdrawnBecause: 'MONEY_FACT_REVERSED' },
      { refusalReason: '不符合申报条件', withdrawnBecause: null },
    ])
  })

  test('an integrity record is listed for its bureau, repaired, and revoked', async () => {
    const { enterprise, university } = world.organisations
    const { id } = await recordIntegrity(world.ctx(world.people.officer), {
      ...{ organisationId: enterprise, category: 'misuse_of_funds', summary: '挪用专项资金', determinationId: null },
      ...{ foundOn: today(), evidence: slip('decision') },
    })
    await settle(world)
    const claims = `query { clawbacks(first: 5) { ... on QueryClawbacksConnection {
      edges { node { amountFen determination { beneficiary { name } } } } } ${refusal} } }`
    expect((await send('cashier', claims)).clawbacks.edges).toMatchObject([
      { node: { amountFen: 100, determination: { beneficiary: { name: 'Test enterprise' } } } },
    ])
    const list = `query ($of: ID) { integrityRecords(organisationId: $of) { ... on QueryIntegrityRecordsSuccess {
      data { id organisationName category repairedOn mayRepair { allowed } } } ${refusal} } }`
    const listed = async (name: PersonName, of: string | null = null) =>
      (await send(name, list, { of })).integrityRecords
    expect((await listed('auditor', enterprise)).data).toEqual([
      {
        ...{ id, organisationName: 'Test enterprise', category: 'MISUSE_OF_FUNDS', repairedOn: null },
        mayRepair: { allowed: false },
      },
    ])
    expect((await listed('officer', university)).data).toEqual([])
    expect((await listed('poster')).code).toBe('NOT_ALLOWED')
    const repair = `mutation ($id: ID!, $on: Day!) { repairIntegrity(id: $id, repairedOn: $on) { ... on IntegrityRecord { repairedOn } ${refusal} } }`
    expect((await send('officer', repair, { id, on: '2999-01-01' })).repairIntegrity.code).toBe('INVALID_INPUT')
    expect((await send('officer', repair, { id, on: today() })).repairIntegrity.repairedOn).toBe(today())
    expect((await send('officer', repair, { id, on: today() })).repairIntegrity.code).toBe('INTEGRITY_REPAIRED')
    const record = `... on IntegrityRecord { revokedOn revokedByName revocationReason clawbacks { cancelledAt } } ${refusal}`
    const revoke = `mutation ($id: ID!) { revokeIntegrity(id: $id, reason: "登记有误") { ${record} } }`
    expect((await send('officer', revoke, { id })).revokeIntegrity.code).toBe('SAME_PERSON')
    expect((await send('secondOfficer', revoke, { id })).revokeIntegrity).toMatchObject({
      ...{ revokedOn: today(), revokedByName: 'secondOfficer', revocationReason: '登记有误' },
      clawbacks: [{ cancelledAt: expect.any(String) }],
    })
    expect((await send('cashier', claims)).clawbacks.edges).toEqual([])
  })

  test('a claw-back leads to the figure that is less, and one of another cause to none', async () => {
    const id = await storedFigure(database.db, world, policy)
    await approved(world, id, 100n)
    await paid(world, id)
    const lower = await storedFigure(database.db, world, policy, { subjectId: id, ceilingFen: 0n })
    const raised = { determinationId: id, grantedFen: 100n, wholeFen: 60n, amountFen: 20n }
    for (const [reason, causeId] of [
      ['figure_lowered', lower],
      ['money_fact_reversed', id],
    ] as const)
      await database.db.insert(clawback).values({ ...raised, id: crypto.randomUUID(), reason, causeId })
    const read = `query ($id: ID!) { node(id: $id) { ... on Determination { clawbacks { reason lowerFigure { id } } } } }`
    for (const name of ['poster', 'cashier'] as const)
      expect((await send(name, read, { id: globalId('Determination', id) })).node.clawbacks).toEqual([
        { reason: 'FIGURE_LOWERED', lowerFigure: { id: globalId('Determination', lower) } },
        { reason: 'MONEY_FACT_REVERSED', lowerFigure: null },
      ])
  })
})
