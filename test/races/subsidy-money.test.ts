/** Steps from a figure to money by two people at the same moment: each is taken once. PostgreSQL only. */
import { setTimeout as sleep } from 'node:timers/promises'
import { eq, inArray, type SQL, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '#db/client.ts'
import { payoutLine } from '#db/schema/payout.ts'
import { clawback, determination, subsidyLimit } from '#db/schema/subsidy.ts'
import { pay, slip, stepsOf, today } from '#test/support/contracts.ts'
import { isRealPostgres, useDatabase } from '#test/support/database.ts'
import {
  answerOf,
  approved,
  claimed,
  determined,
  loadPolicyInForce,
  paid,
  paidProject,
  settle,
  storedFigure,
} from '#test/support/subsidy.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { reverseMoneyFact } from '#usecases/payment/reverse-money-fact.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { approveDetermination } from '#usecases/subsidy/money/approve-determination.ts'
import { collectClawback } from '#usecases/subsidy/money/collect-clawback.ts'
import { confirmPayout } from '#usecases/subsidy/money/confirm-payout.ts'
import { createPayout } from '#usecases/subsidy/money/create-payout.ts'
import { recordIntegrity } from '#usecases/subsidy/money/record-integrity.ts'
import { repairIntegrity } from '#usecases/subsidy/money/repair-integrity.ts'
import { reviewDetermination } from '#usecases/subsidy/money/review-determination.ts'

const atOnce = 8

describe.skipIf(!isRealPostgres)('at the same moment (PostgreSQL only)', () => {
  const database = useDatabase()
  let world: World
  let policy: { id: string; policyId: string }
  beforeAll(async () => {
    world = await createWorld(database.db)
    policy = await loadPolicyInForce(world)
  })
  const figure = () => storedFigure(database.db, world, policy)

  /** The same by several servers at once; the codes of those who were refused. */
  async function together<T>(act: (db: OpenDatabase['db']) => Promise<T>) {
    const pools = await Promise.all([1, 2].map(() => openDatabase({ url: database.url ?? '' })))
    const tries = Array.from({ length: atOnce }, (_, i) => act((pools[i % 2] ?? database.opened).db))
    const results = await Promise.allSettled(tries)
    await Promise.all(pools.map(pool => pool.close()))
    const codes = results.flatMap(one => (one.status === 'rejected' ? [(one.reason as { code?: string }).code] : []))
    return { codes, done: results.length - codes.length }
  }

  /** Who waits for what `held` names holds nothing yet of what `free` names. */
  async function locksInOrder(held: SQL, free: SQL, act: () => Promise<unknown>) {
    const second = await openDatabase({ url: database.url ?? '' })
    let letGo = () => {}
    const gate = new Promise<void>(resolve => {
      letGo = resolve
    })
    const holding = second.db.transaction(async tx => {
      expect(await tx.execute(sql`${held} for update`)).toHaveLength(1)
      await gate
    })
    await sleep(200)
    const acting = act()
    await sleep(500)
    const found = await second.db.transaction(tx => tx.execute(sql`${free} for update skip locked`))
    letGo()
    await Promise.all([holding, acting])
    await second.close()
    expect(found).toHaveLength(1)
  }

  test('claw-backs lock the accounts of all that they withdraw in the order of approvals', async () => {
    const own = (key: string) => ({ account: 'jbgs-rd', key, window: 'whole_life', limitFen: 100 })
    const shared = (account: string) => ({ account, key: 'all', window: 'whole_life', limitFen: 100 })
    const withLimit = async (account: string) => {
      const subjectId = `of ${account}`
      const limits = [own(subjectId), shared(account)]
      const id = await storedFigure(database.db, world, policy, { subjectId, limits })
      await approved(world, id, 60n)
      return id
    }
    const ids = [await withLimit('*.late'), await withLimit('*.early')]
    const against = { organisationId: world.organisations.enterprise, determinationId: null }
    const found = { category: 'false_materials', summary: '虚报', foundOn: today(), evidence: slip('found') } as const
    const officer = world.ctx(world.people.officer)
    const { id: recordId } = await recordIntegrity(officer, { ...against, ...found })
    const account = (name: string) => sql`select 1 from subsidy_limit where account = ${name}`
    await locksInOrder(account('*.early'), account('*.late'), () => settle(world))
    const rows = await database.db.select().from(determination).where(inArray(determination.id, ids))
    expect(rows.map(({ state }) => state)).toEqual(['refused', 'refused'])
    await repairIntegrity(officer, { id: recordId, repairedOn: today() })
  })

  test('one approval of a figure', async () => {
    const id = await figure()
    await claimed(world, id)
    await reviewDetermination(world.ctx(world.people.reviewer), { id, note: '' })
    const ctx = world.ctx(world.people.approver)
    const { done, codes } = await together(db =>
      approveDetermination({ ...ctx, db }, { id, approvedFen: 60n, note: '' }),
    )
    expect(done).toBe(1)
    expect(new Set(codes)).toEqual(new Set(['WRONG_STATE']))
    const [account] = await database.db.select().from(subsidyLimit).where(eq(subsidyLimit.key, id))
    expect(account?.usedFen).toBe(60n)
  })

  test('one batch for a figure, and numbers without a gap', async () => {
    const id = await figure()
    await approved(world, id, 100n)
    const ctx = world.ctx(world.people.cashier)
    const { done, codes } = await together(db => createPayout({ ...ctx, db }, { determinationIds: [id] }))
    expect(done).toBe(1)
    expect(new Set(codes)).toEqual(new Set(['IN_PAYOUT']))
    const next = await figure()
    await approved(world, next, 100n)
    expect((await createPayout(ctx, { determinationIds: [next] })).number).toBe(2)
  })

  test('one confirmation of a batch, whoever hands the same file in', async () => {
    const id = await figure()
    await approved(world, id, 100n)
    const ctx = world.ctx(world.people.cashier)
    const payout = await createPayout(ctx, { determinationIds: [id] })
    const source = await answerOf(world, payout.id, [['已支付', today(), 'bank', '']])
    const newly: number[] = []
    const { done } = await together(async db => {
      const confirmed = await confirmPayout({ ...ctx, db }, { id: payout.id, source })
      newly.push(confirmed.newlyPaid)
    })
    expect(done).toBe(atOnce)
    expect(newly.reduce((sum, n) => sum + n, 0)).toBe(1)
    expect((await stepsOf(database.db, id)).filter(event => event === 'pay')).toHaveLength(1)
    const lines = await database.db.select().from(payoutLine).where(eq(payoutLine.determinationId, id))
    expect(lines).toMatchObject([{ outcome: 'paid', bankReference: 'bank' }])
  })

  test('one batch for a bank reference', async () => {
    const ctx = world.ctx(world.people.cashier)
    const sources = new Map<string, Awaited<ReturnType<typeof answerOf>>>()
    for (let i = 0; i < atOnce; i++) {
      const id = await figure()
      await approved(world, id, 100n)
      const payout = await createPayout(ctx, { determinationIds: [id] })
      sources.set(payout.id, await answerOf(world, payout.id, [['已支付', today(), 'the same', '']]))
    }
    const answers = [...sources]
    const { done, codes } = await together(async db => {
      const [id, source] = answers.pop() ?? expect.fail('an answer for each')
      return confirmPayout({ ...ctx, db }, { id, source })
    })
    expect(done).toBe(1)
    expect(new Set(codes)).toEqual(new Set(['INVALID_INPUT']))
  })

  test('one figure that waits, however many compute it', async () => {
    const { challengeId } = await paidProject(database.db, world, [10_000_000n])
    await determined(world, challengeId)
    const ctx = world.ctx(world.people.officer)
    const input = { policyId: policy.policyId, rule: 'jbgs-rd', challengeId }
    const { done } = await together(db => determineSubsidy({ ...ctx, db }, input))
    expect(done).toBe(atOnce)
    const rows = await database.db.select().from(determination).where(eq(determination.subjectId, challengeId))
    expect(rows.map(({ state }) => state).sort()).toEqual(['determined', ...Array(atOnce).fill('superseded')])
  })

  test('claw-backs lock all grants of an entitlement in the order of their ids', async () => {
    const { challengeId, contract, facts } = await paidProject(database.db, world, [10_000_000n])
    const first = await determined(world, challengeId)
    await approved(world, first.id, 3_000_000n)
    const { id: later } = await pay(world, contract.id, 10_000_000n)
    const second = await determined(world, challengeId)
    await approved(world, second.id, 3_000_000n)
    expect(facts).toHaveLength(1)
    const reversal = { id: later, reason: '付款退回', reversedOn: today(), evidence: slip('returned') }
    await reverseMoneyFact(world.ctx(world.people.poster), reversal)
    const figureOf = (id: string) => sql`select 1 from determination where id = ${id}`
    await locksInOrder(figureOf(first.id), figureOf(second.id), () => settle(world))
    const rows = await database.db.select().from(determination).where(eq(determination.subjectId, challengeId))
    expect(rows.map(({ state }) => state).sort()).toEqual(['approved', 'refused'])
  })

  test('one collection of a claw-back', async () => {
    const id = await figure()
    await approved(world, id, 100n)
    await paid(world, id)
    const raised = { reason: 'integrity_record', grantedFen: 100n, wholeFen: 0n, amountFen: 100n } as const
    await database.db.insert(clawback).values({ ...raised, id, determinationId: id, causeId: id })
    const ctx = world.ctx(world.people.cashier)
    const proof = { id, collectedOn: today(), bankReference: 'back' }
    const { done, codes } = await together(db => collectClawback({ ...ctx, db }, proof))
    expect(done).toBe(1)
    expect(new Set(codes)).toEqual(new Set(['CLAWBACK_COLLECTED']))
    const [account] = await database.db.select().from(subsidyLimit).where(eq(subsidyLimit.key, id))
    expect(account?.usedFen).toBe(0n)
  })
})
