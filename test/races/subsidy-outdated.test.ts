/** Grants at the very moment at which what they stand on changes: nothing is granted that is not due. PostgreSQL only. */
import { setTimeout as sleep } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import { listPolicyVersions } from '#db/queries/subsidy.ts'
import { lockGranting } from '#db/queries/subsidy-limit.ts'
import { determination, subsidyLimit, subsidyLimitEntry } from '#db/schema/subsidy.ts'
import { system } from '#domain/access/actor.ts'
import { type BureauRole, settleBureau } from '#test/support/bureaus.ts'
import { slip, today } from '#test/support/contracts.ts'
import { isRealPostgres, useDatabase } from '#test/support/database.ts'
import { floorOf, loadFloors, worldAt } from '#test/support/floors.ts'
import { claimed, determined, loadPolicyInForce, paidProject, setFlagsAside, settle } from '#test/support/subsidy.ts'
import { createWorld, type PersonName, type UserActor, type World } from '#test/support/world.ts'
import { reverseMoneyFact } from '#usecases/payment/reverse-money-fact.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { approveDetermination } from '#usecases/subsidy/money/approve-determination.ts'
import { reviewDetermination } from '#usecases/subsidy/money/review-determination.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const rounds = 4

/** Either of two rules on the payments of a project; each is for whoever was not funded under the other. */
const rule = (id: string, other: string) => `
  - id: ${id}
    title: ${id}
    clause: c
    gives: ceiling
    beneficiary: project.listedById
    per: project.id
    window: { kind: whole_life, date: payment.paidOn }
    base:
      of: payments
      amount: payment.amountFen
      where: [{ not: { field: project.id, funded: { under: [${other}] } }, why: funded }]
      deduct: [{ field: payment.reversedOn, reached: true, why: reversed }]
    rate: { value: 10, unit: percent }
`
const eitherPack = `format: jiebang-policy/1
id: either
version: '1'
title: either
issuingBody: test
documentNumber: null
jurisdiction: '410100'
status: in_force
effectiveFrom: '2020-01-01'
effectiveTo: null
clauses: [{ id: c, number: '1', title: c, text: c }]
rules:${rule('one', 'two')}${rule('two', 'one')}`

describe.skipIf(!isRealPostgres)('at the same moment (PostgreSQL only)', () => {
  const database = useDatabase()
  let world: World
  let province: Record<BureauRole, UserActor>
  beforeAll(async () => {
    world = await createWorld(database.db)
    await loadPolicyInForce(world)
    await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'either.yaml', text: eitherPack }] })
    expect(await listPolicyVersions(database.db, 'either')).toHaveLength(1)
    province = await settleBureau(database.db, { regionCode: '410000', n: 1 })
    await loadFloors(world)
  })
  const as = (name: PersonName) => world.ctx(world.people[name])

  async function reviewed(id: string, at = world) {
    await claimed(at, id)
    await setFlagsAside(database.db, at, id)
    await reviewDetermination(at.ctx(at.people.reviewer), { id, note: '' })
  }
  test('an approval that waited is of the moment at which it waited no more: a replay sees what was seen', async () => {
    const second = await openDatabase({ url: database.url ?? '' })
    const { challengeId } = await paidProject(database.db, world, [30_000_000n])
    const { id } = await determined(world, challengeId)
    await reviewed(id)
    let approval: Promise<unknown> = Promise.resolve()
    const between = await second.db.transaction(async tx => {
      await lockGranting(tx, { isAlone: true })
      approval = approveDetermination(as('approver'), { id, approvedFen: 9_000_000n, note: '' })
      await sleep(1000)
      return readClock(tx)
    })
    await approval
    await second.close()
    const [row] = await database.db.select().from(determination).where(eq(determination.id, id))
    expect(Number(row?.approvedAt)).toBeGreaterThan(Number(between))
  })

  test('a payment is reversed while its figure is being approved: the approval is withdrawn', async () => {
    const second = await openDatabase({ url: database.url ?? '' })
    const { challengeId, facts } = await paidProject(database.db, world, [30_000_000n])
    const { id } = await determined(world, challengeId)
    await reviewed(id)
    let letGo = () => {}
    const gate = new Promise<void>(resolve => {
      letGo = resolve
    })
    // Holds the approval after it has looked at the records, before anybody else can see it.
    const held = second.db.transaction(async tx => {
      await tx.execute(sql`lock table subsidy_limit in exclusive mode`)
      await gate
    })
    const approval = approveDetermination(as('approver'), { id, approvedFen: 9_000_000n, note: '' })
    await sleep(300)
    const input = { id: facts[0]?.id ?? '', reason: '付款退回', reversedOn: today(), evidence: slip('returned') }
    await reverseMoneyFact(as('poster'), input)
    const working = settle(world)
    await sleep(300)
    letGo()
    await Promise.all([held, approval, working])
    await second.close()
    const [row] = await database.db.select().from(determination).where(eq(determination.id, id))
    expect(row).toMatchObject({ state: 'refused', approvedFen: 9_000_000n, refusalReason: 'money_fact_reversed' })
  }, 60_000)

  test('two rules, each for whoever is not funded under the other: one of them is granted', async () => {
    const second = await openDatabase({ url: database.url ?? '' })
    for (let round = 0; round < rounds; round++) {
      const { challengeId } = await paidProject(database.db, world, [30_000_000n])
      const ids: string[] = []
      for (const name of ['one', 'two']) {
        const [row] = await determineSubsidy(as('officer'), { policyId: 'either', rule: name, challengeId })
        await reviewed(row?.id ?? '')
        ids.push(row?.id ?? '')
      }
      const [one = '', two = ''] = ids
      const tries = await Promise.allSettled([
        approveDetermination(as('approver'), { id: one, approvedFen: 3_000_000n, note: '' }),
        approveDetermination({ ...as('approver'), db: second.db }, { id: two, approvedFen: 3_000_000n, note: '' }),
      ])
      const codes = tries.map(one => (one.status === 'rejected' ? (one.reason as { code: string }).code : 'granted'))
      expect(codes.sort()).toEqual(['FIGURE_OUTDATED', 'granted'])
    }
    await second.close()
  }, 120_000)

  test.each(['open', 'capped'] as const)(
    'one floor ("不低于", %s) by two bureaus, which no limit of its own holds: one of them is granted',
    async name => {
      const second = await openDatabase({ url: database.url ?? '' })
      for (let round = 0; round < rounds; round++) {
        const { challengeId } = await paidProject(database.db, world, [30_000_000n])
        const figures = []
        for (const at of [world, worldAt(world, province)]) {
          const { id } = await floorOf(at, name, challengeId)
          await reviewed(id, at)
          figures.push({ id, ctx: at.ctx(at.people.approver) })
        }
        const tries = await Promise.allSettled(
          figures.map(({ id, ctx }, i) =>
            approveDetermination(
              { ...ctx, db: (i === 0 ? database : second).db },
              { id, approvedFen: 7_000_000n, note: '' },
            ),
          ),
        )
        const codes = tries.map(one => (one.status === 'rejected' ? (one.reason as { code: string }).code : 'granted'))
        expect(codes.sort()).toEqual(['FIGURE_OUTDATED', 'granted'])
        const [account] = await database.db.select().from(subsidyLimit).where(eq(subsidyLimit.key, challengeId))
        expect(account?.usedFen).toBe(7_000_000n)
      }
      await second.close()
    },
    120_000,
  )

  test('one floor by two bureaus, by SQL: the second waits for the first, and finds that something was granted', async () => {
    const second = await openDatabase({ url: database.url ?? '' })
    const { challengeId } = await paidProject(database.db, world, [30_000_000n])
    const account = { policyId: 'floors', account: 'open', key: challengeId, window: 'whole_life' }
    const ids: string[] = []
    for (const at of [world, worldAt(world, province)]) {
      const { id } = await floorOf(at, 'open', challengeId)
      await reviewed(id, at)
      ids.push(id)
    }
    await database.db.insert(subsidyLimit).values({ ...account, limitFen: null })
    const grant = (db: Pick<typeof second.db, 'insert'>, determinationId = '') =>
      db.insert(subsidyLimitEntry).values({ ...account, id: uuidv7(), determinationId, amountFen: 7_000_000n })
    let other: Promise<unknown> = Promise.resolve()
    await second.db.transaction(async tx => {
      await grant(tx, ids[0])
      other = grant(database.db, ids[1]).then(
        () => null,
        (error: unknown) => error,
      )
      await sleep(500)
    })
    expect(await other).toMatchObject({ cause: { constraint_name: 'subsidy_limit_entry_floor' } })
    const [left] = await database.db.select().from(subsidyLimit).where(eq(subsidyLimit.key, challengeId))
    expect(left?.usedFen).toBe(7_000_000n)
    await second.close()
  })
})
