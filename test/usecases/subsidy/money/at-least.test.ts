/** "不低于": any amount from the figure up is approved once, held by other limits only, and stands while anything is due. */
import { and, eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { clawback, determination, subsidyLimit, subsidyLimitEntry } from '#db/schema/subsidy.ts'
import { type BureauRole, settleBureau } from '#test/support/bureaus.ts'
import { slip, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { type FloorRule, floorOf, loadFloors, worldAt } from '#test/support/floors.ts'
import { approved, claimed, paid, paidProject, setFlagsAside, settle } from '#test/support/subsidy.ts'
import { createWorld, type UserActor, type World } from '#test/support/world.ts'
import { reverseMoneyFact } from '#usecases/payment/reverse-money-fact.ts'
import type { StoredTrace } from '#usecases/subsidy/figure/stored-trace.ts'
import { approveDetermination } from '#usecases/subsidy/money/approve-determination.ts'
import { createPayout } from '#usecases/subsidy/money/create-payout.ts'
import { listLimits } from '#usecases/subsidy/money/find-claim.ts'
import { recordIntegrity } from '#usecases/subsidy/money/record-integrity.ts'
import { reviewDetermination } from '#usecases/subsidy/money/review-determination.ts'

const database = useDatabase()
let world: World
let province: Record<BureauRole, UserActor>
beforeAll(async () => {
  world = await createWorld(database.db)
  province = await settleBureau(database.db, { regionCode: '410000', n: 1 })
  await loadFloors(world)
})
const wan = (amount: number) => BigInt(amount) * 1_000_000n
/** A tenth of it is the floor: 10 万元 of each payment. */
const project = (payments = 1) =>
  paidProject(
    database.db,
    world,
    Array.from({ length: payments }, () => wan(100)),
  )
const atProvince = () => worldAt(world, province)

async function reviewed(at: World, name: FloorRule, challengeId: string): Promise<string> {
  const { id } = await floorOf(at, name, challengeId)
  await claimed(at, id)
  await setFlagsAside(database.db, at, id)
  await reviewDetermination(at.ctx(at.people.reviewer), { id, note: '' })
  return id
}
const approve = (at: World, id: string, approvedFen: bigint) =>
  approveDetermination(at.ctx(at.people.approver), { id, approvedFen, note: '' })
const accountOf = async (account: string, key: string) => {
  const isIt = and(eq(subsidyLimit.account, account), eq(subsidyLimit.key, key))
  const [row] = await database.db.select().from(subsidyLimit).where(isIt)
  return row && [row.limitFen, row.usedFen]
}

describe('approval', () => {
  test('from the floor up, held by nothing where nothing else limits it; it is not due again', async () => {
    const { challengeId } = await project()
    const id = await reviewed(world, 'open', challengeId)
    await expect(approve(world, id, wan(10) - 1n)).rejects.toMatchObject({
      code: 'APPROVED_AMOUNT_OUTSIDE',
      lowestFen: wan(10),
      highestFen: null,
    })
    const row = await approve(world, id, wan(25))
    expect(await listLimits(world.ctx(world.people.approver), row)).toMatchObject([
      { limitFen: null, usedFen: wan(25) },
    ])
    expect(await accountOf('open', challengeId)).toEqual([null, wan(25)])
    const again = await floorOf(world, 'open', challengeId)
    expect(again).toMatchObject({ ceilingFen: 0n, state: 'determined' })
    expect(again.trace as StoredTrace).toMatchObject({ excessGrantedFen: 0, wholeFen: Number(wan(10)) })
  })

  test('up to the limit on its key, and not over it', async () => {
    const { challengeId } = await project()
    const id = await reviewed(world, 'capped', challengeId)
    await expect(approve(world, id, wan(50) + 1n)).rejects.toMatchObject({ code: 'SUBSIDY_LIMIT_EXCEEDED' })
    expect(await approve(world, id, wan(50))).toMatchObject({ approvedFen: wan(50) })
    expect(await accountOf('capped', challengeId)).toEqual([wan(50), wan(50)])
  })

  test('up to what a budget has left', async () => {
    const { challengeId } = await project()
    const id = await reviewed(world, 'budget', challengeId)
    const tooMuch = { code: 'SUBSIDY_LIMIT_EXCEEDED', account: 'budget.all', leftFen: wan(100) }
    await expect(approve(world, id, wan(100) + 1n)).rejects.toMatchObject(tooMuch)
    await approve(world, id, wan(100))
    expect(await accountOf('budget.all', 'all')).toEqual([wan(100), wan(100)])
  })

  test('of one entitlement by two bureaus: the other finds its figure outdated', async () => {
    const { challengeId } = await project()
    const [ofCity, ofProvince] = [
      await reviewed(world, 'open', challengeId),
      await reviewed(atProvince(), 'open', challengeId),
    ]
    await approve(world, ofCity, wan(12))
    await expect(approve(atProvince(), ofProvince, wan(10))).rejects.toMatchObject({
      code: 'FIGURE_OUTDATED',
      figureFen: wan(10),
      nowFen: 0n,
    })
    expect(await accountOf('open', challengeId)).toEqual([null, wan(12)])
  })

  test('what was granted since is not granted again, by SQL', async () => {
    const { challengeId } = await project()
    const [ofCity, ofProvince] = [
      await reviewed(world, 'capped', challengeId),
      await reviewed(atProvince(), 'capped', challengeId),
    ]
    await approve(world, ofCity, wan(10))
    const entry = { policyId: 'floors', account: 'capped', key: challengeId, window: 'whole_life', amountFen: wan(10) }
    const past = database.db.insert(subsidyLimitEntry).values({ ...entry, id: uuidv7(), determinationId: ofProvince })
    await expect(past).rejects.toMatchObject({ cause: { constraint_name: 'subsidy_limit_entry_floor' } })
  })

  test('shared by levels: each grants its part of the floor or more; what one gives more leaves the other less', async () => {
    const [even, ahead] = [await project(), await project()]
    const parts = [
      await reviewed(world, 'shared', even.challengeId),
      await reviewed(atProvince(), 'shared', even.challengeId),
    ] as const
    await expect(approve(atProvince(), parts[1], wan(4) - 1n)).rejects.toMatchObject({ lowestFen: wan(4) })
    await approve(atProvince(), parts[1], wan(4))
    expect(await approve(world, parts[0], wan(6))).toMatchObject({ approvedFen: wan(6) })
    const late = await reviewed(world, 'shared', ahead.challengeId)
    await approved(atProvince(), (await floorOf(atProvince(), 'shared', ahead.challengeId)).id, wan(9))
    await expect(approve(world, late, wan(6))).rejects.toMatchObject({ code: 'FIGURE_OUTDATED', nowFen: wan(1) })
    expect((await floorOf(world, 'shared', ahead.challengeId)).ceilingFen).toBe(wan(1))
  })
})

describe('when a payment is reversed', () => {
  const reverse = async (id = '') => {
    const input = { id, reason: '付款退回', reversedOn: today(), evidence: slip('returned') }
    await reverseMoneyFact(world.ctx(world.people.poster), input)
    await settle(world)
  }
  const backOf = async (id: string) => {
    const rows = await database.db.select().from(clawback).where(eq(clawback.determinationId, id))
    return rows.map(({ wholeFen, amountFen }) => [wholeFen, amountFen])
  }
  const stateOf = async (id: string) =>
    (await database.db.select().from(determination).where(eq(determination.id, id)))[0]?.state

  test('what was paid stands while a lower floor is due, and comes back whole when none is', async () => {
    const { challengeId, facts } = await project(2)
    const { id } = await approved(world, (await floorOf(world, 'open', challengeId)).id, wan(45))
    await paid(world, id)
    await reverse(facts[0]?.id)
    expect(await backOf(id)).toEqual([])
    await reverse(facts[1]?.id)
    expect(await backOf(id)).toEqual([[0n, wan(45)]])
  })

  test('what is approved goes on to payment while a lower floor is due, and is withdrawn when none is', async () => {
    const [stands, falls] = [await project(2), await project(1)]
    const approvedOf = async ({ challengeId }: typeof stands) =>
      (await approved(world, (await floorOf(world, 'open', challengeId)).id, wan(45))).id
    const ids = [await approvedOf(stands), await approvedOf(falls)] as const
    await reverse(stands.facts[0]?.id)
    expect(await paid(world, ids[0])).toMatchObject({ totalFen: wan(45) })
    const input = { id: falls.facts[0]?.id ?? '', reason: '付款退回', reversedOn: today(), evidence: slip('returned') }
    await reverseMoneyFact(world.ctx(world.people.poster), input)
    const payout = createPayout(world.ctx(world.people.cashier), { determinationIds: [ids[1]] })
    await expect(payout).rejects.toMatchObject({ code: 'FIGURE_OUTDATED', nowFen: 0n })
    await settle(world)
    expect(await stateOf(ids[1])).toBe('refused')
  })

  test('shared by levels: all that each paid stands, and comes back when nothing is due', async () => {
    const { challengeId, facts } = await project(2)
    const grant = async (at: World, fen: bigint) => {
      const { id } = await approved(at, (await floorOf(at, 'shared', challengeId)).id, fen)
      await paid(at, id)
      return id
    }
    const ids = [await grant(atProvince(), wan(11)), await grant(world, wan(30))] as const
    await reverse(facts[0]?.id)
    expect([await backOf(ids[0]), await backOf(ids[1])]).toEqual([[], []])
    await reverse(facts[1]?.id)
    expect([await backOf(ids[0]), await backOf(ids[1])]).toEqual([[[0n, wan(11)]], [[0n, wan(30)]]])
  })

  test('who is found out forfeits all of it', async () => {
    const { challengeId } = await project()
    const { id } = await approved(world, (await floorOf(world, 'open', challengeId)).id, wan(45))
    await paid(world, id)
    const about = { organisationId: world.organisations.enterprise, determinationId: id }
    const found = { category: 'false_materials', summary: '虚报', foundOn: today(), evidence: slip('found') } as const
    await recordIntegrity(world.ctx(world.people.officer), { ...about, ...found })
    await settle(world)
    expect(await backOf(id)).toEqual([[0n, wan(45)]])
  })
})
