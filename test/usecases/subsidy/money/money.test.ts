/** From a figure to money: each step by its person, and by nobody else. */
import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { notification } from '#db/schema/notification.ts'
import { determination } from '#db/schema/subsidy.ts'
import { auditedActions, pay, slip, stepsOf, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import {
  approved,
  claimed,
  determined,
  loadPolicyInForce,
  paid,
  paidProject,
  payeeOf,
  settle,
  storedFigure,
} from '#test/support/subsidy.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { listContractDetails } from '#usecases/contract/list-contract-details.ts'
import { reverseMoneyFact } from '#usecases/payment/reverse-money-fact.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { findDetermination, getDetermination } from '#usecases/subsidy/figure/find-determination.ts'
import { listDeterminations } from '#usecases/subsidy/figure/list-determinations.ts'
import { approveDetermination } from '#usecases/subsidy/money/approve-determination.ts'
import { claimSubsidy } from '#usecases/subsidy/money/claim-subsidy.ts'
import { createPayout } from '#usecases/subsidy/money/create-payout.ts'
import { findClaim, listReadablePayees } from '#usecases/subsidy/money/find-claim.ts'
import { reviewDetermination } from '#usecases/subsidy/money/review-determination.ts'
import { savePayee } from '#usecases/subsidy/money/save-payee.ts'
import { tellSubsidy } from '#usecases/subsidy/money/tell-subsidy.ts'

const database = useDatabase()
let world: World
let policy: { id: string; policyId: string }
beforeAll(async () => {
  world = await createWorld(database.db)
  policy = await loadPolicyInForce(world)
})
const as = (name: PersonName) => world.ctx(world.people[name])
const figure = (over = {}) => storedFigure(database.db, world, policy, over)
const violation = (constraint: string) => ({ cause: { constraint_name: constraint } })
const claim = (id: string, over = {}) =>
  claimSubsidy(as('poster'), { id, payee: payeeOf('enterprise'), evidence: [], ...over })

describe('the whole way', () => {
  test('determined, claimed, reviewed, approved, paid by four people; each step recorded and told', async () => {
    const { challengeId } = await paidProject(database.db, world, [100_000_000n])
    const { id, ceilingFen } = await determined(world, challengeId)
    expect(ceilingFen).toBe(30_000_000n)
    const row = await approved(world, id, 25_000_000n)
    expect(row).toMatchObject({ state: 'approved', approvedFen: 25_000_000n, ceilingFen: 30_000_000n })
    await paid(world, id)
    const end = await getDetermination(as('poster'), { id })
    const { officer, poster, reviewer, approver, cashier } = world.people
    expect(end).toMatchObject({
      state: 'paid',
      computedBy: officer.userId,
      claimedBy: poster.userId,
      reviewedBy: reviewer.userId,
      approvedBy: approver.userId,
      paidBy: cashier.userId,
    })
    expect(await stepsOf(database.db, id)).toEqual(['claim', 'review', 'approve', 'pay'])
    const actions = (await auditedActions(database.db, id)).filter(action => action.startsWith('subsidy.'))
    expect(actions).toEqual(['subsidy.determine', 'subsidy.claim', 'subsidy.review', 'subsidy.approve', 'subsidy.pay'])
    await settle(world)
    const told = await database.db.select().from(notification).where(eq(notification.subjectId, id))
    const kindsOf = (userId: string) => told.filter(one => one.userId === userId).map(({ kind }) => kind)
    expect(kindsOf(poster.userId).sort()).toEqual(['subsidy_approved', 'subsidy_paid'])
    expect(kindsOf(reviewer.userId)).toEqual(['subsidy_claimed'])
  })

  test('every step is refused to everybody else, and in every other state', async () => {
    const id = await figure()
    const people: PersonName[] = ['rival', 'officer', 'auditor', 'cashier', 'approver', 'admin']
    for (const name of people) {
      const payee = payeeOf('enterprise')
      await expect(claimSubsidy(as(name), { id, payee, evidence: [] })).rejects.toMatchObject({
        code: expect.stringMatching(/NOT_ALLOWED|NOT_FOUND/),
      })
      await expect(reviewDetermination(as(name), { id, note: '' })).rejects.toMatchObject({
        code: expect.stringMatching(/NOT_ALLOWED|NOT_FOUND/),
      })
    }
    await expect(reviewDetermination(as('reviewer'), { id, note: '' })).rejects.toMatchObject({ code: 'WRONG_STATE' })
    await expect(approveDetermination(as('approver'), { id, approvedFen: 1n, note: '' })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    })
    await expect(createPayout(as('cashier'), { determinationIds: [id] })).rejects.toMatchObject({ code: 'WRONG_STATE' })
    await claimed(world, id)
    for (const name of ['officer', 'approver', 'cashier'] as const)
      await expect(reviewDetermination(as(name), { id, note: '' })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(claim(id)).rejects.toMatchObject({ code: 'WRONG_STATE' })
  })

  test('whoever computed a figure does not review it, by SQL neither', async () => {
    const { challengeId } = await paidProject(database.db, world, [10_000_000n])
    const input = { policyId: 'zhengzhou-in-force', rule: 'jbgs-rd', challengeId }
    const [row] = await determineSubsidy(as('reviewer'), input)
    const id = row?.id ?? ''
    await claimed(world, id)
    await expect(reviewDetermination(as('reviewer'), { id, note: '' })).rejects.toMatchObject({ code: 'SAME_PERSON' })
    const { userId } = world.people.reviewer
    const past = database.db
      .update(determination)
      .set({ state: 'reviewed', reviewedBy: userId, reviewedAt: new Date() })
      .where(eq(determination.id, id))
    await expect(past).rejects.toMatchObject(violation('determination_four_people'))
  })

  test('a role of the bureau is asked of each step by SQL too', async () => {
    const id = await figure()
    const { approver } = world.people
    const past = database.db
      .update(determination)
      .set({ state: 'told', toldBy: approver.userId, toldAt: new Date() })
      .where(eq(determination.id, id))
    await expect(past).rejects.toMatchObject(violation('determination_roles'))
  })

  test('nothing but the steps changes: neither the figure nor what was done', async () => {
    const id = await figure()
    await claimed(world, id)
    const change = (set: object) => database.db.update(determination).set(set).where(eq(determination.id, id))
    await expect(change({ ceilingFen: 1_000n })).rejects.toMatchObject(violation('determination_fixed'))
    await expect(change({ trace: {} })).rejects.toMatchObject(violation('determination_fixed'))
    await expect(change({ claimedAt: new Date() })).rejects.toMatchObject(violation('determination_step_once'))
    await expect(database.db.delete(determination).where(eq(determination.id, id))).rejects.toMatchObject(
      violation('determination_kept'),
    )
  })
})

describe('claim', () => {
  const source = { contractId: uuidv7(), contractTitle: 't', registrationNumber: null }
  const input = (record: string, proof: object | null) => ({ record, kind: 'income', used: true, source: proof })
  const trace = (inputs: object[]) => ({
    rule: 'reward',
    title: 'r',
    key: { field: 'x', value: 'e' },
    inputs,
    readings: [],
  })

  test('asks for a document only where nothing proves a record, and for each once', async () => {
    const inputs = [
      input('proven', { ...source, evidence: { id: 'e', name: 'n', sha256: 's' } }),
      input('bare', { ...source, evidence: null }),
    ]
    const id = await figure({ trace: trace(inputs) })
    expect((await findClaim(as('poster'), { id })).missing).toEqual([{ record: 'bare', kind: 'income' }])
    await expect(claim(id)).rejects.toMatchObject({ code: 'EVIDENCE_MISSING', records: ['bare'] })
    const bare = { record: 'bare', document: slip('bare') }
    const proven = { record: 'proven', document: slip('proven') }
    await expect(claim(id, { evidence: [bare, proven] })).rejects.toMatchObject({
      code: 'EVIDENCE_NOT_NEEDED',
      records: ['proven'],
    })
    await claim(id, { evidence: [bare] })
    const found = await findClaim(as('reviewer'), { id })
    expect(found).toMatchObject({ missing: [], documents: [{ purpose: 'record:bare' }], isPayeeKnown: true })
    const again = await figure({ trace: trace(inputs) })
    expect((await claim(again)).state).toBe('claimed')
  })

  test('needs an account in the beneficiary’s own name, and takes the last one given', async () => {
    const [one, other] = [await figure(), await figure()]
    const payee = { accountName: 'Somebody else', bankName: '', accountNumber: 'abc' }
    await expect(claim(one, { payee })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      problems: [{ path: 'payee.accountName' }, { path: 'payee.bankName' }, { path: 'payee.accountNumber' }],
    })
    await claim(one)
    await claim(other, { payee: null })
    const [known] = await listReadablePayees(as('cashier'), { ids: [other] })
    expect(known).toMatchObject({ accountName: 'Test enterprise', accountNumber: '622200001234' })
    const strangers = await figure({ beneficiaryId: world.organisations.institute })
    await expect(claimSubsidy(as('researcher'), { id: strangers, payee: null, evidence: [] })).rejects.toMatchObject({
      code: 'PAYEE_MISSING',
    })
  })

  test('the account is for the beneficiary and for those who approve, pay and audit', async () => {
    const id = await figure()
    await claimed(world, id)
    const readers = async (name: PersonName) => (await listReadablePayees(as(name), { ids: [id] })).length
    for (const name of ['poster', 'approver', 'cashier', 'auditor'] as const) expect(await readers(name)).toBe(1)
    for (const name of ['officer', 'reviewer', 'rival', 'admin'] as const) expect(await readers(name)).toBe(0)
  })

  test('from the review on the account is fixed', async () => {
    const id = await figure()
    await claimed(world, id)
    const payee = { ...payeeOf('enterprise'), accountNumber: '99998888' }
    await savePayee(as('poster'), { id, payee })
    await reviewDetermination(as('reviewer'), { id, note: '' })
    await expect(savePayee(as('poster'), { id, payee })).rejects.toMatchObject({ code: 'PAYEE_FIXED' })
  })

  test('nothing is claimed on a figure of 0, nor on what a unit owes its team', async () => {
    await expect(claim(await figure({ ceilingFen: 0n }))).rejects.toMatchObject({ code: 'NOTHING_TO_CLAIM' })
    await expect(claim(await figure({ gives: 'share_floor' }))).rejects.toMatchObject({ code: 'NOT_FROM_BUREAU' })
  })
})

describe('told without a claim (免申即享)', () => {
  test('goes on to review without the beneficiary doing anything but give an account', async () => {
    const id = await figure({ beneficiaryId: world.organisations.university })
    await tellSubsidy(as('officer'), { id })
    await settle(world)
    const told = await database.db.select().from(notification).where(eq(notification.subjectId, id))
    expect(told.map(({ kind, userId }) => [kind, userId])).toContainEqual(['subsidy_told', world.people.bidder.userId])
    await reviewDetermination(as('reviewer'), { id, note: '' })
    await approveDetermination(as('approver'), { id, approvedFen: 100n, note: '' })
    await expect(createPayout(as('cashier'), { determinationIds: [id] })).rejects.toMatchObject({
      code: 'PAYEE_MISSING',
      determinationIds: [id],
    })
    await savePayee(as('bidder'), { id, payee: payeeOf('university') })
    expect((await createPayout(as('cashier'), { determinationIds: [id] })).totalFen).toBe(100n)
  })
})

describe('a figure that is computed anew', () => {
  test('takes the place of the one before, with its claim and its account', async () => {
    const { challengeId } = await paidProject(database.db, world, [10_000_000n])
    const first = await determined(world, challengeId)
    await claimed(world, first.id)
    await reviewDetermination(as('reviewer'), { id: first.id, note: '' })
    const second = await determined(world, challengeId)
    expect(second).toMatchObject({ state: 'claimed', claimedBy: world.people.poster.userId })
    expect(await findDetermination(as('poster'), { id: first.id })).toMatchObject({
      state: 'superseded',
      supersededBy: second.id,
    })
    expect(await listReadablePayees(as('poster'), { ids: [second.id] })).toHaveLength(1)
    const waiting = await listDeterminations(as('poster'), { states: ['claimed'], first: 100, after: null })
    expect(waiting.items.map(({ item }) => item.id)).toContain(second.id)
    expect(waiting.items.map(({ item }) => item.id)).not.toContain(first.id)
  })

  test('is told to whoever claimed it, where it is another now; a claim that is worth nothing too', async () => {
    const { challengeId, contract, facts } = await paidProject(database.db, world, [10_000_000n])
    const toldOf = async (id: string) => {
      await settle(world)
      const told = await database.db.select().from(notification).where(eq(notification.subjectId, id))
      return told.filter(({ kind }) => kind === 'subsidy_recomputed').map(({ userId }) => userId)
    }
    await claimed(world, (await determined(world, challengeId)).id)
    const same = await determined(world, challengeId)
    expect(await toldOf(same.id)).toEqual([])
    await pay(world, contract.id, 5_000_000n)
    const more = await determined(world, challengeId)
    expect(await toldOf(more.id)).toContain(world.people.poster.userId)
    for (const { id } of [
      ...facts,
      ...((await listContractDetails(as('poster'), { ids: [contract.id] }))[0]?.moneyFacts ?? []),
    ])
      await reverseMoneyFact(as('poster'), { id, reason: '付款退回', reversedOn: today(), evidence: slip(id) }).catch(
        (error: { code?: string }) => expect(error.code).toBe('MONEY_FACT_REVERSED'),
      )
    const nothing = await determined(world, challengeId)
    expect(nothing).toMatchObject({ ceilingFen: 0n, state: 'determined' })
    expect(await toldOf(nothing.id)).toContain(world.people.poster.userId)
  })
})
