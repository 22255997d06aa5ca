/** A record is revoked while what is to come back on it is collected, or raised: one of the two is first. PostgreSQL only. */
import { setTimeout as sleep } from 'node:timers/promises'
import { eq, isNotNull, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '#db/client.ts'
import { integrityRecord } from '#db/schema/integrity.ts'
import { outbox } from '#db/schema/outbox.ts'
import { clawback, determination, subsidyLimit } from '#db/schema/subsidy.ts'
import { pay, slip, today } from '#test/support/contracts.ts'
import { isRealPostgres, useDatabase } from '#test/support/database.ts'
import {
  approved,
  determined,
  loadPolicyInForce,
  paid,
  paidProject,
  settle,
  storedFigure,
} from '#test/support/subsidy.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { reverseMoneyFact } from '#usecases/payment/reverse-money-fact.ts'
import { cancelClawback } from '#usecases/subsidy/money/cancel-clawback.ts'
import { collectClawback } from '#usecases/subsidy/money/collect-clawback.ts'
import { recordIntegrity } from '#usecases/subsidy/money/record-integrity.ts'
import { revokeIntegrity } from '#usecases/subsidy/money/revoke-integrity.ts'

const rounds = 4

describe.skipIf(!isRealPostgres)('at the same moment (PostgreSQL only)', () => {
  const database = useDatabase()
  let world: World
  let policy: { id: string; policyId: string }
  beforeAll(async () => {
    world = await createWorld(database.db)
    policy = await loadPolicyInForce(world)
  })
  async function paidFigure() {
    const id = await storedFigure(database.db, world, policy)
    await approved(world, id, 100n)
    await paid(world, id)
    return id
  }
  async function recorded(determinationId: string | null) {
    const found = { category: 'false_materials', summary: '虚报', foundOn: today(), evidence: slip('found') } as const
    const about = { organisationId: world.organisations.enterprise, determinationId }
    return (await recordIntegrity(world.ctx(world.people.officer), { ...about, ...found })).id
  }
  const revoke = (id: string) => revokeIntegrity(world.ctx(world.people.secondOfficer), { id, reason: '登记有误' })
  const clawbacksOf = (id: string) => database.db.select().from(clawback).where(eq(clawback.determinationId, id))
  const collect = (id: string) =>
    collectClawback(world.ctx(world.people.cashier), { id, collectedOn: today(), bankReference: `back-${id}` })
  const countDeadlocks = async () => {
    await sleep(1_100) // Statistics are handed in with a delay.
    const [row] = await database.db.execute<{ n: string }>(
      sql`select deadlocks::text as n from pg_stat_database where datname = current_database()`,
    )
    return row?.n
  }

  /** Until it has ended, or waits for a lock: who is first is not left to how busy the machine is. */
  async function settledOrWaiting(act: Promise<unknown>, before: number) {
    let isOver = false
    const over = () => {
      isOver = true
    }
    void act.then(over, over)
    for (let tries = 0; tries < 500 && !isOver && (await countWaiting()) <= before; tries++) await sleep(20)
  }
  async function countWaiting() {
    const [row] = await database.db.execute<{ n: number }>(
      sql`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return row?.n ?? 0
  }

  /** Both begin while the figure is held, the first one first; then it is let go. */
  async function behind(figureId: string, acts: (() => Promise<unknown>)[]) {
    let letGo = () => {}
    const gate = new Promise<void>(resolve => {
      letGo = resolve
    })
    const second = await openDatabase({ url: database.url ?? '' })
    const holding = second.db.transaction(async tx => {
      await tx.execute(sql`select 1 from determination where id = ${figureId} for update`)
      await gate
    })
    await sleep(200)
    const acting: Promise<unknown>[] = []
    for (const act of acts) {
      const before = await countWaiting()
      const acted = act()
      acting.push(acted)
      await settledOrWaiting(acted, before)
    }
    letGo()
    await holding
    const results = await Promise.allSettled(acting)
    await second.close()
    return results.map(one => (one.status === 'rejected' ? (one.reason as { code?: string }).code : 'done'))
  }

  async function endOf(id: string) {
    const [claim] = await clawbacksOf(id)
    const [figure] = await database.db.select().from(determination).where(eq(determination.id, id))
    const [account] = await database.db.select().from(subsidyLimit).where(eq(subsidyLimit.key, id))
    const end = [claim?.collectedAt ? 'collected' : 'open', claim?.cancelledAt ? 'cancelled' : 'stands']
    return [...end, figure?.state, figure?.collectedFen, account?.usedFen]
  }
  const collected = ['collected', 'stands', 'clawed_back', 100n, 0n]
  const cancelled = ['open', 'cancelled', 'paid', 0n, 100n]

  test.each([
    ['the collection', false, ['done', 'done'], collected],
    ['the revocation', true, ['done', 'CLAWBACK_CANCELLED'], cancelled],
  ] as const)('%s is first: either, never both, and the sums say which', async (_, isReversed, codes, end) => {
    const id = await paidFigure()
    const recordId = await recorded(id)
    await settle(world)
    const [claim] = await clawbacksOf(id)
    const acts = [() => collect(claim?.id ?? ''), () => revoke(recordId)]
    expect(await behind(id, isReversed ? acts.toReversed() : acts)).toEqual(codes)
    expect(await endOf(id)).toEqual(end)
  })

  test.each([
    ['the collection', false, ['done', 'CLAWBACK_COLLECTED'], ['collected', 'stands', 'clawed_back']],
    ['the cancellation', true, ['done', 'CLAWBACK_CANCELLED'], ['open', 'cancelled', 'paid']],
  ] as const)('%s of what a mistake took back is first: one wins', async (_, isReversed, codes, end) => {
    const { challengeId, contract, facts } = await paidProject(database.db, world, [10_000_000n])
    const { id } = await determined(world, challengeId)
    await approved(world, id, 3_000_000n)
    await paid(world, id)
    const returned = { reason: '误操作', reversedOn: today(), evidence: slip('returned') }
    await reverseMoneyFact(world.ctx(world.people.poster), { id: facts[0]?.id ?? '', ...returned })
    await settle(world)
    await pay(world, contract.id, 10_000_000n)
    const claimId = (await clawbacksOf(id))[0]?.id ?? ''
    const cancel = () => cancelClawback(world.ctx(world.people.approver), { id: claimId, reason: '付款已重新登记' })
    const acts = [() => collect(claimId), cancel]
    expect(await behind(id, isReversed ? acts.toReversed() : acts)).toEqual(codes)
    expect((await endOf(id)).slice(0, 3)).toEqual(end)
  })

  test('of several at once each is collected or cancelled, and nobody waits in a circle', async () => {
    const before = await countDeadlocks()
    for (let round = 0; round < rounds; round++) {
      const ids = [await paidFigure(), await paidFigure(), await paidFigure()]
      const recordId = await recorded(null)
      await settle(world)
      const claims = (await Promise.all(ids.map(clawbacksOf))).flat().filter(one => one.causeId === recordId)
      const acts = [...claims.map(({ id }) => collect(id)), revoke(recordId)]
      const results = await Promise.allSettled(round % 2 ? acts : acts.toReversed())
      for (const one of results)
        if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'CLAWBACK_CANCELLED' })
      for (const id of ids) expect([collected, cancelled]).toContainEqual(await endOf(id))
    }
    expect(await countDeadlocks()).toBe(before)
  })

  test('what a worker is raising is waited for, and cancelled; once it is revoked nothing is raised', async () => {
    const [raised, spared] = [await paidFigure(), await paidFigure()]
    const first = await recorded(raised)
    expect(await behind(raised, [() => settle(world), () => revoke(first)])).toEqual(['done', 'done'])
    expect(await endOf(raised)).toEqual(cancelled)
    const second = await recorded(spared)
    expect(await behind(spared, [() => revoke(second), () => settle(world)])).toEqual(['done', 'done'])
    expect(await clawbacksOf(spared)).toEqual([])
    // The worker was never refused.
    expect(await database.db.select().from(outbox).where(isNotNull(outbox.error))).toEqual([])
  })

  test('by SQL too: whoever raises on a record waits for whoever revokes it, and raises nothing', async () => {
    const id = await paidFigure()
    const recordId = await recorded(id)
    const second = await openDatabase({ url: database.url ?? '' })
    let letGo = () => {}
    const gate = new Promise<void>(resolve => {
      letGo = resolve
    })
    const before = await countWaiting()
    const revoking = second.db.transaction(async tx => {
      const by = { revokedBy: world.people.secondOfficer.userId, revokedAt: new Date(), revocationReason: '误' }
      await tx
        .update(integrityRecord)
        .set({ ...by, revokedOn: today() })
        .where(eq(integrityRecord.id, recordId))
      await gate
    })
    await sleep(200)
    const raised = { determinationId: id, reason: 'integrity_record', causeId: recordId } as const
    const raising = database.db
      .insert(clawback)
      .values({ id: recordId, ...raised, grantedFen: 100n, wholeFen: 0n, amountFen: 100n })
      .then(
        () => 'raised',
        (error: { cause?: { constraint_name?: string } }) => error.cause?.constraint_name,
      )
    await settledOrWaiting(raising, before)
    letGo()
    await revoking
    expect(await raising).toBe('clawback_cancelled_with_record')
    await second.close()
  })
})
