/** What is approved fits the figure and every limit, and is bound on each of them until it is withdrawn. */
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { notification } from '#db/schema/notification.ts'
import { lifecycleEvent } from '#db/schema/record.ts'
import { determination, subsidyLimit } from '#db/schema/subsidy.ts'
import { useDatabase } from '#test/support/database.ts'
import { answerOf, approved, claimed, loadPolicyInForce, settle, storedFigure } from '#test/support/subsidy.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { determinationVerdicts } from '#usecases/subsidy/figure/determination-access.ts'
import { getDetermination } from '#usecases/subsidy/figure/find-determination.ts'
import { approveDetermination } from '#usecases/subsidy/money/approve-determination.ts'
import { confirmPayout } from '#usecases/subsidy/money/confirm-payout.ts'
import { createPayout } from '#usecases/subsidy/money/create-payout.ts'
import { listLimits } from '#usecases/subsidy/money/find-claim.ts'
import { refuseDetermination } from '#usecases/subsidy/money/refuse-determination.ts'
import { reviewDetermination } from '#usecases/subsidy/money/review-determination.ts'
import { withdrawApproval } from '#usecases/subsidy/money/withdraw-approval.ts'

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

describe('approval', () => {
  const limit = (account: string, key: string, limitFen: number) => ({ account, key, window: '2026', limitFen })
  async function reviewed(over = {}) {
    const id = await figure(over)
    await claimed(world, id)
    await reviewDetermination(as('reviewer'), { id, note: '' })
    return id
  }
  const approve = (id: string, approvedFen: bigint) =>
    approveDetermination(as('approver'), { id, approvedFen, note: '' })

  test('at most, exactly or at least the figure', async () => {
    await expect(approve(await reviewed(), 101n)).rejects.toMatchObject({ code: 'APPROVED_AMOUNT_OUTSIDE' })
    await expect(approve(await reviewed(), 0n)).rejects.toMatchObject({ code: 'APPROVED_AMOUNT_OUTSIDE' })
    await expect(approve(await reviewed({ gives: 'exactly' }), 99n)).rejects.toMatchObject({ lowestFen: 100n })
    const own = { ...limit('reward', 'wide', 500), usedBeforeFen: 0 }
    const id = await reviewed({ gives: 'at_least', limits: [own] })
    expect(await approve(id, 300n)).toMatchObject({ approvedFen: 300n })
  })

  test('names the limit that does not hold it, and what is left; a withdrawn approval frees it', async () => {
    const unit = limit('reward.unit', 'unit-1', 150)
    const [one, two] = [
      await reviewed({ limits: [limit('reward', 'a', 100), unit] }),
      await reviewed({ limits: [limit('reward', 'b', 100), unit] }),
    ]
    await approve(one, 100n)
    await expect(approve(two, 100n)).rejects.toMatchObject({
      code: 'SUBSIDY_LIMIT_EXCEEDED',
      account: 'reward.unit',
      key: 'unit-1',
      limitFen: 150n,
      usedFen: 100n,
      leftFen: 50n,
    })
    const row = await getDetermination(as('approver'), { id: two })
    expect(await listLimits(as('approver'), row)).toContainEqual({ ...unit, limitFen: 150n, usedFen: 100n })
    await withdrawApproval(as('approver'), { id: one, reason: '材料有误' })
    expect((await approve(two, 100n)).state).toBe('approved')
    const [account] = await database.db.select().from(subsidyLimit).where(eq(subsidyLimit.key, 'unit-1'))
    expect(account?.usedFen).toBe(100n)
  })

  test('a limit that was lowered below what is used takes nothing more', async () => {
    const wide = await reviewed({ limits: [limit('reward', 'c', 100), limit('*.budget', 'all', 100)] })
    await approve(wide, 90n)
    const late = await reviewed({ limits: [limit('reward', 'd', 100), limit('*.budget', 'all', 80)] })
    await expect(approve(late, 1n)).rejects.toMatchObject({ limitFen: 80n, usedFen: 90n, leftFen: 0n })
  })

  test('the same entitlement is never granted twice, even without a cap', async () => {
    const own = { subjectId: 'twice', limits: [limit('reward', 'twice', 100)] }
    await approve(await reviewed(own), 70n)
    const again = await reviewed(own)
    await expect(approve(again, 31n)).rejects.toMatchObject({ leftFen: 30n })
    expect((await approve(again, 30n)).state).toBe('approved')
  })

  test('what is not booked on every account is not approved, by SQL', async () => {
    const id = await reviewed()
    const past = database.db
      .update(determination)
      .set({ state: 'approved', approvedBy: world.people.approver.userId, approvedAt: new Date(), approvedFen: 1n })
      .where(eq(determination.id, id))
    await expect(past).rejects.toMatchObject(violation('determination_booked'))
  })

  test('is off the screen with the reason, by the same guards', async () => {
    const row = await getDetermination(as('approver'), { id: await reviewed() })
    expect(determinationVerdicts(world.people.approver, row)).toMatchObject({ approve: null, refuse: null })
    expect(determinationVerdicts(world.people.cashier, row).approve).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(determinationVerdicts(world.people.cashier, row).pay).toMatchObject({ code: 'WRONG_STATE' })
  })

  test('a refusal has a reason, and the beneficiary is told', async () => {
    const id = await reviewed()
    await expect(refuseDetermination(as('approver'), { id, reason: ' ' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
    expect(await refuseDetermination(as('approver'), { id, reason: '不符合条件' })).toMatchObject({
      state: 'refused',
      refusalReason: '不符合条件',
    })
    const [event] = await database.db
      .select()
      .from(lifecycleEvent)
      .where(eq(lifecycleEvent.subjectId, id))
      .then(events => events.filter(({ toState }) => toState === 'refused'))
    expect(event?.reason).toBe('不符合条件')
    await settle(world)
    const told = await database.db.select().from(notification).where(eq(notification.subjectId, id))
    expect(told.map(({ kind, userId }) => [kind, userId])).toContainEqual([
      'subsidy_refused',
      world.people.poster.userId,
    ])
  })
})

describe('an approval in a payout', () => {
  test('is not withdrawn until the treasury has said that it failed', async () => {
    const id = await figure()
    await approved(world, id, 100n)
    const payout = await createPayout(as('cashier'), { determinationIds: [id] })
    await expect(withdrawApproval(as('approver'), { id, reason: '有误' })).rejects.toMatchObject({ code: 'IN_PAYOUT' })
    const source = await answerOf(world, payout.id, [['失败', '', '', '账号有误']])
    await confirmPayout(as('cashier'), { id: payout.id, source })
    expect((await withdrawApproval(as('approver'), { id, reason: '有误' })).state).toBe('refused')
  })
})
