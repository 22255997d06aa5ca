/** A run over the register: asked for, taken up, interrupted, taken up again, and the same in the end. */
import { readFileSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  advanceSubsidyRun,
  endSubsidyRun,
  releaseSubsidyRun,
  saveRunHeartbeat,
  takeSubsidyRun,
} from '#db/queries/subsidy-run.ts'
import { determination } from '#db/schema/subsidy.ts'
import { subsidyRun } from '#db/schema/subsidy-run.ts'
import { system } from '#domain/access/actor.ts'
import { NotAllowed } from '#domain/access/may.ts'
import { InvalidInput } from '#domain/refusal.ts'
import { OutsideJurisdiction } from '#domain/subsidy/editor/jurisdiction.ts'
import { mostRunAttempts, runLeaseSeconds } from '#domain/subsidy/money/run.ts'
import { auditedActions, registeredContract, signedContract, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { executeRun } from '#usecases/subsidy/figure/execute-run.ts'
import { findRun, listRuns } from '#usecases/subsidy/figure/find-runs.ts'
import { requestRun } from '#usecases/subsidy/figure/request-run.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const nameOf = (id: string) => new URL(`../../../../policies/${id}.yaml`, import.meta.url)
const policyId = 'zhengzhou-2022-draft'
const year = Number(today().slice(0, 4))

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
  const packs = [policyId, 'luoyang-2024'].map(name => ({ name, text: readFileSync(nameOf(name), 'utf8') }))
  await loadPolicyVersions(world.ctx(system), { packs })
  await registeredContract(world, await signedContract(world, { contractAmountFen: 10_000_000_000n }))
  await registeredContract(world, await signedContract(world, { contractAmountFen: 5_000_000_000n }))
})
const as = (name: keyof World['people']) => world.ctx(world.people[name])
const ask = (over: Partial<Parameters<typeof requestRun>[1]> = {}) =>
  requestRun(as('officer'), { policyId, rule: 'registry', year, ...over })
const work = (isStopped?: () => boolean) => executeRun(world.ctx(system), isStopped ? { isStopped } : {})
/** A run that has stored so many figures. */
const at = (stored: number) => ({
  position: stored,
  stored,
  undetermined: 0,
  ceilingFen: 3_000_000n * BigInt(stored),
  leftOut: {},
})
const figuresOf = (runId: string) =>
  database.db.select().from(determination).where(eq(determination.runId, runId)).orderBy(determination.subjectId)

describe('a run', () => {
  test('determines every figure of the rule, with its explanation, and ends with the sum', async () => {
    const run = await ask()
    expect(await work()).toBe(run.id)
    const rows = await figuresOf(run.id)
    expect(rows.map(({ ceilingFen, state }) => [ceilingFen, state])).toEqual([[3_000_000n, 'simulated']])
    expect(await findRun(as('officer'), { id: run.id })).toMatchObject({
      state: 'done',
      stored: 1,
      ceilingFen: 3_000_000n,
      failure: null,
    })
    expect(await auditedActions(database.db, run.id)).toEqual([
      'subsidy.request_run',
      'subsidy.determine',
      'subsidy.end_run',
    ])
  })

  test('that is interrupted is put back, and taken up by the next worker', async () => {
    const run = await ask({ rule: null })
    expect(await work(() => true)).toBeNull()
    expect((await findRun(as('officer'), { id: run.id }))?.state).toBe('queued')
    expect(await work()).toBe(run.id)
    expect(await figuresOf(run.id)).toHaveLength(1)
  })

  test('goes on after the last figure that a worker stored before it died', async () => {
    const run = await ask()
    await database.db.update(subsidyRun).set(at(1)).where(eq(subsidyRun.id, run.id))
    expect(await work()).toBe(run.id)
    expect(await figuresOf(run.id)).toEqual([])
    expect(await findRun(as('officer'), { id: run.id })).toMatchObject({ state: 'done', ...at(1) })
  })

  test('whose worker fell silent is another’s: the first can neither store, nor end it, nor say that it lives', async () => {
    const run = await ask()
    const silent = { heartbeatAt: new Date(Date.now() - 2 * runLeaseSeconds * 1000) }
    const take = () => database.db.transaction(tx => takeSubsidyRun(tx, runLeaseSeconds))
    const first = await take()
    expect(await take()).toBeNull()
    await database.db.update(subsidyRun).set(silent).where(eq(subsidyRun.id, run.id))
    const second = await take()
    if (!first || !second) throw new Error('the run was not taken')
    expect([first.attempts, second.attempts]).toEqual([1, 2])
    const done = { state: 'done' as const }
    expect(await saveRunHeartbeat(database.db, first)).toBe(false)
    expect(await advanceSubsidyRun(database.db, first, { from: 0, to: at(1) })).toBe(false)
    expect(await database.db.transaction(tx => endSubsidyRun(tx, first, done))).toBe(false)
    await releaseSubsidyRun(database.db, first)
    expect(await saveRunHeartbeat(database.db, second)).toBe(true)
    expect(await advanceSubsidyRun(database.db, second, { from: 1, to: at(2) })).toBe(false)
    await releaseSubsidyRun(database.db, second)
    expect(await work()).toBe(run.id)
    expect(await figuresOf(run.id)).toHaveLength(1)
  })

  test('whose workers die again and again is given up', async () => {
    const run = await ask()
    await database.db.update(subsidyRun).set({ attempts: mostRunAttempts }).where(eq(subsidyRun.id, run.id))
    expect(await work()).toBe(run.id)
    const failure = `given up after ${mostRunAttempts} attempts`
    expect(await findRun(as('officer'), { id: run.id })).toMatchObject({ state: 'failed', stored: 0, failure })
  })

  test('that meets a fault ends as failed, and the fault goes to whoever works', async () => {
    const run = await ask()
    const newId = () => {
      throw new RangeError('no more ids')
    }
    await expect(executeRun(world.ctx(system, { newId }))).rejects.toThrow('no more ids')
    const failed = await findRun(as('officer'), { id: run.id })
    expect(failed).toMatchObject({ state: 'failed', stored: 0, failure: 'a fault of the service; see its log' })
    expect(await work()).toBeNull()
  })

  test('sees what was recorded when it was asked for, nothing later', async () => {
    const run = await ask()
    await registeredContract(world, await signedContract(world, { contractAmountFen: 10_000_000_000n }))
    await work()
    expect((await figuresOf(run.id))[0]?.ceilingFen).toBe(3_000_000n)
  })

  test('is one of a bureau, and found by it only', async () => {
    const run = await ask()
    expect((await listRuns(as('officer'))).map(({ id }) => id)).toContain(run.id)
    await expect(findRun(as('poster'), { id: run.id })).rejects.toThrow(NotAllowed)
    await work()
  })

  test.each([
    ['a rule that is none', { rule: 'none' }],
    ['a year that is missing', { year: null }],
    ['a reading that is none', { parameters: { 'registry.amount': 'mine' } }],
  ])('is refused for %s', async (_name, over) => {
    await expect(ask(over)).rejects.toThrow(InvalidInput)
  })

  test('is refused under the policy of another city', async () => {
    await expect(ask({ policyId: 'luoyang-2024', rule: null })).rejects.toThrow(OutsideJurisdiction)
  })

  test('that has ended stays as it is, by SQL too', async () => {
    const run = await ask()
    await work()
    const change = database.db.update(subsidyRun).set({ stored: 0 }).where(eq(subsidyRun.id, run.id))
    await expect(change).rejects.toThrow()
    await releaseSubsidyRun(database.db, { id: run.id, attempts: 1 })
    expect((await findRun(as('officer'), { id: run.id }))?.state).toBe('done')
  })
})
