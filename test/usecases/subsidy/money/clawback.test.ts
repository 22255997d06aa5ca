/** What was granted on something that fell away is to come back, with its figure; raised once, collected once. */
import { eq, isNull } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { moneyFactReversal } from '#db/schema/contract.ts'
import { notification } from '#db/schema/notification.ts'
import { outbox } from '#db/schema/outbox.ts'
import { clawback, determination, subsidyLimit } from '#db/schema/subsidy.ts'
import { system } from '#domain/access/actor.ts'
import { causeOf } from '#domain/subsidy/money/clawback.ts'
import { auditedActions, pay, slip, stepsOf, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { answerOf, approved, determined, loadPolicyInForce, paid, paidProject, settle } from '#test/support/subsidy.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { listContractDetails } from '#usecases/contract/list-contract-details.ts'
import { reverseMoneyFact } from '#usecases/payment/reverse-money-fact.ts'
import { deregisterContract } from '#usecases/registration/deregister-contract.ts'
import { revokeRegistration } from '#usecases/registration/revoke-registration.ts'
import { getDetermination } from '#usecases/subsidy/figure/find-determination.ts'
import { readRulesOf, reevaluateDeterminations } from '#usecases/subsidy/figure/reevaluate-determinations.ts'
import { collectClawback } from '#usecases/subsidy/money/collect-clawback.ts'
import { confirmPayout } from '#usecases/subsidy/money/confirm-payout.ts'
import { createPayout } from '#usecases/subsidy/money/create-payout.ts'
import { listIntegrityRecords } from '#usecases/subsidy/money/find-integrity.ts'
import { listClawbacks } from '#usecases/subsidy/money/list-clawbacks.ts'
import { raiseClawbacks } from '#usecases/subsidy/money/raise-clawbacks.ts'
import { recordIntegrity } from '#usecases/subsidy/money/record-integrity.ts'
import { repairIntegrity } from '#usecases/subsidy/money/repair-integrity.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyInForce(world)
})
const as = (name: PersonName) => world.ctx(world.people[name])
const rowsOf = (id: string) => database.db.select().from(clawback).where(eq(clawback.determinationId, id))
/** The same on the entitlement and on the cap of its rule. */
const usedOf = async (key: string) => {
  const rows = await database.db.select().from(subsidyLimit).where(eq(subsidyLimit.key, key))
  return [...new Set(rows.map(({ usedFen }) => usedFen))]
}

async function granted(payments: readonly bigint[], approvedFen: bigint) {
  const project = await paidProject(database.db, world, payments)
  const { id } = await determined(world, project.challengeId)
  await approved(world, id, approvedFen)
  return { ...project, id }
}
async function paidGrant(payments: readonly bigint[], approvedFen: bigint) {
  const grant = await granted(payments, approvedFen)
  await paid(world, grant.id)
  return grant
}
const reverse = (id: string | undefined, who: PersonName = 'poster') =>
  reverseMoneyFact(as(who), { id: id ?? '', reason: '付款退回', reversedOn: today(), evidence: slip('returned') })
const collect = (id: string | undefined, who: PersonName = 'cashier') =>
  collectClawback(as(who), { id: id ?? '', collectedOn: today(), bankReference: `back-${id}` })

describe('a payment that is reversed', () => {
  test('brings back what the rule gives less since; collected, it is free again on its limits', async () => {
    const { id, facts, challengeId } = await paidGrant([100_000_000n, 50_000_000n], 45_000_000n)
    await reverse(facts[1]?.id)
    await settle(world)
    const [raised, ...more] = await rowsOf(id)
    expect(more).toEqual([])
    expect(raised).toMatchObject({
      reason: 'money_fact_reversed',
      grantedFen: 45_000_000n,
      wholeFen: 30_000_000n,
      amountFen: 15_000_000n,
      raisedBy: null,
    })
    const told = await database.db.select().from(notification).where(eq(notification.subjectId, id))
    expect(told.map(({ kind }) => kind)).toContain('subsidy_clawed_back')
    expect(await auditedActions(database.db, raised?.id ?? '')).toEqual(['clawback.raise'])
    for (const name of ['approver', 'poster'] as const)
      await expect(collect(raised?.id, name)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await collect(raised?.id)
    expect(await getDetermination(as('poster'), { id })).toMatchObject({ state: 'paid', collectedFen: 15_000_000n })
    expect(await usedOf(challengeId)).toEqual([30_000_000n])
    await expect(collect(raised?.id)).rejects.toMatchObject({ code: 'CLAWBACK_COLLECTED' })
  })

  test('nothing comes back where the rule still gives what was granted', async () => {
    const { id, facts } = await paidGrant([100_000_000n, 50_000_000n], 20_000_000n)
    await reverse(facts[1]?.id)
    await settle(world)
    expect(await rowsOf(id)).toEqual([])
  })

  test('is raised once, however often it is worked off', async () => {
    const { id, facts } = await paidGrant([100_000_000n], 30_000_000n)
    const reversal = await reverse(facts[0]?.id)
    await settle(world)
    const payload = { reason: 'money_fact_reversed' as const, causeId: reversal.id }
    const topic = 'subsidy.ground_changed' as const
    const [first] = (await database.db.select().from(outbox)).filter(
      one => 'causeId' in one.payload && one.payload.causeId === reversal.id,
    )
    const again = { seq: first?.seq ?? 0, ordinal: 2, topic, payload }
    await database.db.insert(outbox).values({ ...again, attempts: 1 })
    expect(await raiseClawbacks(world.ctx(system), { ...again, attempts: 1 })).toBe(0)
    expect(await rowsOf(id)).toHaveLength(1)
    await expect(raiseClawbacks(as('cashier'), { ...again, attempts: 1 })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    })
  })

  test('stays where it is and counts no more; it is reversed once, by its party or a bureau, with a proof', async () => {
    const { contract, facts } = await granted([100_000_000n], 1n)
    for (const name of ['bidder', 'registrar', 'cashier'] as const)
      await expect(reverse(facts[0]?.id, name)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(reverse(facts[0]?.id, 'rival')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const early = { id: facts[0]?.id ?? '', reason: ' ', reversedOn: '2020-01-01', evidence: slip() }
    await expect(reverseMoneyFact(as('poster'), early)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await reverse(facts[0]?.id, 'officer')
    await expect(reverse(facts[0]?.id)).rejects.toMatchObject({ code: 'MONEY_FACT_REVERSED' })
    const [details] = await listContractDetails(as('poster'), { ids: [contract.id] })
    expect(details?.sumsFen.payment).toBe(0n)
    expect(details?.moneyFacts[0]).toMatchObject({ reversedOn: today(), reversalReason: '付款退回' })
    // What fell away may be paid again, up to the whole contract amount.
    await pay(world, contract.id, 2_000_000_000n)
    await expect(database.db.delete(moneyFactReversal)).rejects.toMatchObject({
      cause: { constraint_name: 'append_only' },
    })
  })

  test('before it is paid the approval is withdrawn instead, and its limits are free', async () => {
    const { id, facts, challengeId } = await granted([100_000_000n], 30_000_000n)
    await reverse(facts[0]?.id)
    await settle(world)
    const row = await getDetermination(as('poster'), { id })
    expect([row.state, causeOf(row.refusalReason)]).toEqual(['refused', 'money_fact_reversed'])
    expect(await stepsOf(database.db, id)).toContain('withdraw_approval')
    const told = await database.db.select().from(notification).where(eq(notification.subjectId, id))
    const { poster } = world.people
    expect(told.map(({ kind, userId }) => [kind, userId])).toContainEqual(['subsidy_refused', poster.userId])
    expect(await usedOf(challengeId)).toEqual([0n])
    expect(await rowsOf(id)).toEqual([])
  })

  test('while the treasury has it, the cause waits for the answer', async () => {
    const { id, facts } = await granted([100_000_000n], 30_000_000n)
    const payout = await createPayout(as('cashier'), { determinationIds: [id] })
    await reverse(facts[0]?.id)
    await settle(world)
    expect(await rowsOf(id)).toEqual([])
    const source = await answerOf(world, payout.id, [['已支付', today(), 'late', '']])
    await confirmPayout(as('cashier'), { id: payout.id, source })
    await database.db
      .update(outbox)
      .set({ dueAt: new Date(0) })
      .where(isNull(outbox.doneAt))
    await settle(world)
    expect(await rowsOf(id)).toMatchObject([{ amountFen: 30_000_000n }])
  })
})

describe('a registration that ends', () => {
  test.each([
    ['deregistered', deregisterContract, 'registration_deregistered'],
    ['revoked', revokeRegistration, 'registration_revoked'],
  ] as const)('%s: all of it comes back', async (state, end, reason) => {
    const { id, registration } = await paidGrant([100_000_000n], 30_000_000n)
    await expect(end(as('poster'), { id: registration.id, reason: 'x' })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(end(as('registrar'), { id: registration.id, reason: '' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
    const ended = await end(as('registrar'), { id: registration.id, reason: '合同解除' })
    expect(ended).toMatchObject({ state, deregisteredOn: today(), latestReason: '合同解除' })
    await settle(world)
    const [raised] = await rowsOf(id)
    expect(raised).toMatchObject({ reason, wholeFen: 0n, amountFen: 30_000_000n, causeId: registration.id })
    await collect(raised?.id)
    expect(await getDetermination(as('poster'), { id })).toMatchObject({
      state: 'clawed_back',
      collectedFen: 30_000_000n,
    })
  })
})

describe('an integrity record', () => {
  const record = (over: object = {}, who: PersonName = 'officer') =>
    recordIntegrity(as(who), {
      organisationId: world.organisations.enterprise,
      category: 'false_materials',
      summary: '虚报研发投入',
      determinationId: null,
      foundOn: today(),
      evidence: slip('decision'),
      ...over,
    })

  test('about one grant brings back that grant, and no other', async () => {
    const [one, other] = [await paidGrant([100_000_000n], 30_000_000n), await paidGrant([100_000_000n], 30_000_000n)]
    await record({ determinationId: one.id })
    await settle(world)
    expect(await rowsOf(one.id)).toMatchObject([{ reason: 'integrity_record', wholeFen: 0n, amountFen: 30_000_000n }])
    expect(await rowsOf(other.id)).toEqual([])
  })

  test('is recorded by a bureau, with what was found and the decision', async () => {
    await expect(record({}, 'poster')).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(record({}, 'cashier')).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(record({ summary: '', foundOn: '2999-01-01' })).rejects.toMatchObject({
      problems: [{ path: 'summary' }, { path: 'foundOn' }],
    })
    const { id } = await paidGrant([1_000_000n], 1n)
    const foreign = { determinationId: id, organisationId: world.organisations.university }
    await expect(record(foreign)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('that was repaired before it is worked off brings nothing back; it is repaired once, by its bureau', async () => {
    const { id: determinationId } = await paidGrant([100_000_000n], 30_000_000n)
    const { id } = await record({ determinationId })
    const repair = (repairedOn: string, who: PersonName = 'officer') => repairIntegrity(as(who), { id, repairedOn })
    for (const name of ['poster', 'registrar'] as const)
      await expect(repair(today(), name)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(repair(today(), 'cashier')).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    for (const day of ['2020-01-01', '2999-01-01', 'x'])
      await expect(repair(day)).rejects.toMatchObject({ problems: [{ path: 'repairedOn' }] })
    expect(await repair(today())).toMatchObject({ repairedOn: today(), organisationName: 'Test enterprise' })
    await settle(world)
    expect(await rowsOf(determinationId)).toEqual([])
    await expect(repair(today())).rejects.toMatchObject({ code: 'INTEGRITY_REPAIRED', repairedOn: today() })
    expect(await auditedActions(database.db, world.organisations.enterprise)).toContain('integrity.repair')
    const { enterprise, university } = world.organisations
    const listed = async (organisationId: string | null) =>
      (await listIntegrityRecords(as('auditor'), { organisationId })).map(one => one.id)
    expect((await listed(null))[0]).toBe(id)
    expect(await listed(enterprise)).toContain(id)
    expect(await listed(university)).toEqual([])
    await expect(listIntegrityRecords(as('poster'), { organisationId: null })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    })
  })

  test('about an organisation brings back all that the bureau granted it', async () => {
    const { id } = await paidGrant([100_000_000n], 30_000_000n)
    const { id: recordId } = await record()
    await settle(world)
    expect(await rowsOf(id)).toMatchObject([{ amountFen: 30_000_000n }])
    const open = await listClawbacks(as('poster'), { isOpenOnly: true, first: 100, after: null })
    expect(open.items.map(({ item }) => item.determinationId)).toContain(id)
    expect((await listClawbacks(as('bidder'), { isOpenOnly: false, first: 100, after: null })).items).toEqual([])
    await repairIntegrity(as('officer'), { id: recordId, repairedOn: today() })
  })
})

test('no more comes back than was paid, and only a cashier collects, by SQL too', async () => {
  const { id, registration } = await paidGrant([100_000_000n], 30_000_000n)
  const raised = { determinationId: id, reason: 'integrity_record', causeId: registration.id } as const
  const row = { ...raised, grantedFen: 30_000_000n, wholeFen: 0n }
  const insert = (amountFen: bigint, causeId: string) =>
    database.db.insert(clawback).values({ ...row, id: causeId, causeId, amountFen })
  const ids = ['1', '2'].map(n => `00000000-0000-7000-9000-00000000000${n}`)
  await insert(20_000_000n, ids[0] ?? '')
  await expect(insert(10_000_001n, ids[1] ?? '')).rejects.toMatchObject({ cause: { constraint_name: 'clawback_sum' } })
  const past = {
    collectedBy: world.people.officer.userId,
    collectedAt: new Date(),
    collectedOn: today(),
    bankReference: 'x',
  }
  await expect(database.db.update(clawback).set(past).where(eq(clawback.determinationId, id))).rejects.toMatchObject({
    cause: { constraint_name: 'clawback_roles' },
  })
  await expect(
    database.db.update(determination).set({ collectedFen: 1n }).where(eq(determination.id, id)),
  ).rejects.toMatchObject({ cause: { constraint_name: 'determination_collected_sum' } })
})

test('a figure whose version or rule is not there is a fault, never "all of it is to come back"', async () => {
  const { id } = await granted([100_000_000n], 1n)
  const row = await getDetermination(as('poster'), { id })
  const again = (over: object) =>
    database.db.transaction(async tx => {
      const figures = await readRulesOf(tx, [{ ...row, ...over }])
      return (await reevaluateDeterminations(tx, figures, new Date())).get(id)
    })
  await expect(again({ policyVersionId: uuidv7() })).rejects.toThrow(/policy version .* is gone/)
  await expect(again({ rule: 'other' })).rejects.toThrow(/has no rule other/)
  expect(await again({})).toMatchObject({ payableFen: 30_000_000n, parts: [], dueFen: 29_999_999n })
})
