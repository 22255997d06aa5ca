/** What the program took back for a mistake is taken back in its turn, once the mistake is corrected and the grant may stand. */
import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { notification } from '#db/schema/notification.ts'
import { clawback, subsidyLimit } from '#db/schema/subsidy.ts'
import { auditedActions, pay, slip, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { approved, determined, loadPolicyInForce, paid, paidProject, settle } from '#test/support/subsidy.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { reverseMoneyFact } from '#usecases/payment/reverse-money-fact.ts'
import { getDetermination } from '#usecases/subsidy/figure/find-determination.ts'
import { cancelClawback } from '#usecases/subsidy/money/cancel-clawback.ts'
import { collectClawback } from '#usecases/subsidy/money/collect-clawback.ts'
import { recordIntegrity } from '#usecases/subsidy/money/record-integrity.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyInForce(world)
})
const as = (name: PersonName) => world.ctx(world.people[name])
const reason = '付款已重新登记，原冲回系误操作'
const cancel = (id: string, who: PersonName = 'approver', why = reason) => cancelClawback(as(who), { id, reason: why })
const collect = (id: string) =>
  collectClawback(as('cashier'), { id, collectedOn: today(), bankReference: `back-${id}` })
const reverse = (id: string | undefined) =>
  reverseMoneyFact(as('poster'), { id: id ?? '', reason: '付款退回', reversedOn: today(), evidence: slip('returned') })
const rowsOf = (id: string) =>
  database.db.select().from(clawback).where(eq(clawback.determinationId, id)).orderBy(clawback.raisedAt)
const openOf = async (id: string) =>
  (await rowsOf(id)).find(({ collectedAt, cancelledAt }) => !collectedAt && !cancelledAt)?.id ??
  expect.fail('nothing is to come back')

/** 30 % of 100万元 was paid out; then the payment was reversed by mistake. */
async function clawedBack() {
  const project = await paidProject(database.db, world, [100_000_000n])
  const { id } = await determined(world, project.challengeId)
  await approved(world, id, 30_000_000n)
  await paid(world, id)
  await reverse(project.facts[0]?.id)
  await settle(world)
  return { ...project, id, claimId: await openOf(id) }
}

test('it stands while the grant would fall back, with the amount, and is cancelled once it would not', async () => {
  const { id, claimId, contract, challengeId } = await clawedBack()
  await expect(cancel(claimId)).rejects.toMatchObject({ code: 'CLAWBACK_STANDS', amountFen: 30_000_000n })
  await pay(world, contract.id, 60_000_000n)
  await expect(cancel(claimId)).rejects.toMatchObject({ code: 'CLAWBACK_STANDS', amountFen: 12_000_000n })
  expect(await rowsOf(id)).toMatchObject([{ cancelledAt: null, cancelledBy: null }])
  await pay(world, contract.id, 40_000_000n)
  expect(await cancel(claimId)).toMatchObject({ cancelledBy: world.people.approver.userId, collectedAt: null })
  expect(await auditedActions(database.db, claimId)).toEqual(['clawback.raise', 'clawback.cancel'])
  await settle(world)
  const told = await database.db.select().from(notification).where(eq(notification.kind, 'subsidy_clawback_cancelled'))
  expect(told.map(({ subjectId }) => subjectId)).toContain(id)
  // The grant stands whole: still booked, and nothing more is due beside it.
  expect(await getDetermination(as('cashier'), { id })).toMatchObject({ state: 'paid', collectedFen: 0n })
  const accounts = await database.db.select().from(subsidyLimit).where(eq(subsidyLimit.key, challengeId))
  expect(new Set(accounts.map(({ usedFen }) => usedFen))).toEqual(new Set([30_000_000n]))
  expect(await determined(world, challengeId)).toMatchObject({ ceilingFen: 0n })
  await expect(cancel(claimId)).rejects.toMatchObject({ code: 'CLAWBACK_CANCELLED' })
  await expect(collect(claimId)).rejects.toMatchObject({ code: 'CLAWBACK_CANCELLED' })
})

test('another mistake takes it back again, and one that was collected stays', async () => {
  const { id, claimId, contract } = await clawedBack()
  const again = await pay(world, contract.id, 100_000_000n)
  await cancel(claimId)
  await reverse(again.id)
  await settle(world)
  const second = await openOf(id)
  await pay(world, contract.id, 100_000_000n)
  await collect(second)
  await expect(cancel(second)).rejects.toMatchObject({ code: 'CLAWBACK_COLLECTED' })
})

test('what was granted meanwhile stands in the way: both together would be too much', async () => {
  const { claimId, contract, challengeId } = await clawedBack()
  await pay(world, contract.id, 100_000_000n)
  const more = await pay(world, contract.id, 100_000_000n)
  const next = await determined(world, challengeId)
  await approved(world, next.id, 30_000_000n)
  // Of two grants one is to come back, and one is due: nothing more is raised.
  await reverse(more.id)
  await settle(world)
  await expect(cancel(claimId)).rejects.toMatchObject({ code: 'CLAWBACK_STANDS', amountFen: 30_000_000n })
})

test.each([
  ['officer', 'NOT_ALLOWED'],
  ['cashier', 'NOT_ALLOWED'],
  ['poster', 'NOT_ALLOWED'],
  ['rival', 'NOT_FOUND'],
] as const)('not by %s: %s', async (who, code) => {
  const { claimId } = await clawedBack()
  await expect(cancel(claimId, who)).rejects.toMatchObject({ code })
})

test('not without a reason, nor by SQL but by an approver', async () => {
  const { claimId } = await clawedBack()
  await expect(cancel(claimId, 'approver', ' ')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  const cancelledBy = world.people.cashier.userId
  const write = database.db
    .update(clawback)
    .set({ cancelledBy, cancelledAt: new Date() })
    .where(eq(clawback.id, claimId))
  await expect(write).rejects.toMatchObject({ cause: { constraint_name: 'clawback_roles' } })
})

test('an integrity record is revoked instead, and while one stands nothing is cancelled beside it', async () => {
  const recorded = async (determinationId: string) => {
    const found = { category: 'false_materials', summary: '虚报', foundOn: today(), evidence: slip('found') } as const
    const { enterprise: organisationId } = world.organisations
    const { id } = await recordIntegrity(as('officer'), { ...found, organisationId, determinationId })
    await settle(world)
    return id
  }
  const { id, claimId, contract } = await clawedBack()
  await pay(world, contract.id, 100_000_000n)
  const recordId = await recorded(id)
  await expect(cancel(claimId)).rejects.toMatchObject({ code: 'INTEGRITY_RECORD_STANDS', recordId })
  const project = await paidProject(database.db, world, [100_000_000n])
  const other = await determined(world, project.challengeId)
  await approved(world, other.id, 30_000_000n)
  await paid(world, other.id)
  const otherRecord = await recorded(other.id)
  const refused = { code: 'CLAWBACK_OF_RECORD', recordId: otherRecord }
  await expect(cancel(await openOf(other.id))).rejects.toMatchObject(refused)
})
