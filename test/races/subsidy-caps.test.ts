/** Nested caps under concurrency, two server processes on one PostgreSQL. `npm run bench:caps` runs 500 rounds of it. */
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '#db/queries/audit.ts'
import { determination, subsidyLimit, subsidyLimitEntry } from '#db/schema/subsidy.ts'
import { isRealPostgres, useDatabase } from '#test/support/database.ts'
import {
  type ApprovingProcess,
  approversAtOnce,
  countNaiveOvershoots,
  createNaiveTable,
  listOvershoots,
  prepareRound,
  type Round,
  settleApprovers,
  splitRound,
  startApprovingProcess,
  storePolicy,
} from '#test/support/subsidy-caps.ts'
import { createWorld, type UserActor, type World } from '#test/support/world.ts'

const rounds = 6

describe.skipIf(!isRealPostgres)(`${approversAtOnce} approvers on two processes, four nested caps`, () => {
  const database = useDatabase()
  let world: World
  let approvers: UserActor[]
  let processes: ApprovingProcess[]
  beforeAll(async () => {
    world = await createWorld(database.db)
    approvers = await settleApprovers(database.db, world)
    processes = [1, 2].map(() => startApprovingProcess(database.url ?? ''))
  })
  afterAll(() => {
    for (const one of processes) one.stop()
  })

  async function run({ attempts }: Round, how: 'as served' | 'naively' = 'as served') {
    const halves = splitRound(attempts)
    const outcomes = await Promise.all(processes.map((one, i) => one.approve(halves[i] ?? [], how)))
    return outcomes.flat()
  }

  test('equal amounts: exactly as many are approved as fit, in every round', async () => {
    const policy = await storePolicy(database.db)
    for (let seed = 1; seed <= rounds; seed++) {
      const round = await prepareRound(database.db, { world, approvers }, policy, { seed, isEqual: true })
      const outcomes = await run(round)
      expect(outcomes.filter(({ code }) => code === null)).toHaveLength(round.fitting)
      expect([...new Set(outcomes.map(({ code }) => code))].sort()).toEqual([null, 'SUBSIDY_LIMIT_EXCEEDED'].sort())
      expect(await listOvershoots(database.db, policy.policyId)).toEqual([])
    }
    expect((await verifyAudit(database.db)).broken).toBeNull()
  }, 120_000)

  test('any amounts: nothing is over a limit, and who was refused is told what is left, which is too little', async () => {
    const policy = await storePolicy(database.db)
    for (let seed = 101; seed < 101 + rounds; seed++) {
      const round = await prepareRound(database.db, { world, approvers }, policy, { seed, isEqual: false })
      const wanted = new Map(round.attempts.map(({ id, approvedFen }) => [id, BigInt(approvedFen)]))
      const outcomes = await run(round)
      for (const { id, code, leftFen } of outcomes)
        if (code !== null) expect(BigInt(leftFen ?? '-1') < (wanted.get(id) ?? 0n)).toBe(true)
      expect(await listOvershoots(database.db, policy.policyId)).toEqual([])
      const approved = await database.db
        .select({ id: determination.id })
        .from(determination)
        .where(sql`state = 'approved' and subject_id like ${`r${seed}-%`} and policy_id = ${policy.policyId}`)
      expect(approved.map(({ id }) => id).sort()).toEqual(
        outcomes.flatMap(({ id, code }) => (code === null ? [id] : [])).sort(),
      )
    }
  }, 120_000)

  test('whoever is refused may approve what is left', async () => {
    const policy = await storePolicy(database.db)
    const round = await prepareRound(database.db, { world, approvers }, policy, { seed: 777, isEqual: false })
    const refused = (await run(round)).find(({ leftFen }) => leftFen !== null && leftFen !== '0')
    const attempt = round.attempts.find(({ id }) => id === refused?.id)
    if (!refused || !attempt) throw new Error('the seed was chosen so that something is left')
    const again = await processes[0]?.approve([{ ...attempt, approvedFen: refused.leftFen ?? '' }], 'as served')
    expect(again).toEqual([{ id: refused.id, code: null, leftFen: null }])
  }, 60_000)

  test('the naive way (read the sums, compare, insert) overshoots', async () => {
    await createNaiveTable(database.db)
    const policy = await storePolicy(database.db)
    let overshot = 0
    for (let seed = 201; seed < 201 + rounds; seed++) {
      const round = await prepareRound(database.db, { world, approvers }, policy, { seed, isEqual: true })
      await run(round, 'naively')
      if ((await countNaiveOvershoots(database.db, round.attempts)) > 0) overshot++
    }
    expect(overshot).toBeGreaterThan(0)
  }, 120_000)

  test('past the use case the account has the last word, and its used part moves with entries only', async () => {
    const [account] = await database.db.select().from(subsidyLimit).where(eq(subsidyLimit.account, '*.programme'))
    const [entry] = await database.db
      .select()
      .from(subsidyLimitEntry)
      .where(eq(subsidyLimitEntry.account, '*.programme'))
    if (!account || !entry) throw new Error('the rounds have left some')
    await expect(database.db.update(subsidyLimit).set({ usedFen: 0n })).rejects.toMatchObject({
      cause: { constraint_name: 'subsidy_limit_by_entries' },
    })
    await expect(
      database.db
        .update(subsidyLimit)
        .set({ limitFen: account.usedFen - 1n })
        .where(eq(subsidyLimit.key, account.key)),
    ).rejects.toMatchObject({ cause: { constraint_name: 'subsidy_limit_used' } })
    await expect(database.db.delete(subsidyLimitEntry)).rejects.toMatchObject({
      cause: { constraint_name: 'append_only' },
    })
  })
})
