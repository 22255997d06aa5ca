/** What a run leaves out is counted by its reason, not as stored nor in the sum, wherever the run was interrupted. */
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { membership } from '#db/schema/identity.ts'
import { determination } from '#db/schema/subsidy.ts'
import { subsidyRun } from '#db/schema/subsidy-run.ts'
import { system } from '#domain/access/actor.ts'
import { auditedActions } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { claimed, paidProject } from '#test/support/subsidy.ts'
import { createWorld, type UserActor, type World } from '#test/support/world.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { executeRun } from '#usecases/subsidy/figure/execute-run.ts'
import { findRun } from '#usecases/subsidy/figure/find-runs.ts'
import { requestRun } from '#usecases/subsidy/figure/request-run.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const policyId = 'left-out'
const rule = (id: string, percent: number, more = '') => `
  - id: ${id}
    title: ${id}
    clause: c
    gives: ceiling
    beneficiary: project.listedById
    per: project.id
    window: { kind: whole_life, date: payment.paidOn }
    base: { of: payments, amount: payment.amountFen }
    rate: { value: ${percent}, unit: percent }${more}`
/** Nobody has said how large the unit is. */
const small = '\n    who: [{ field: beneficiary.size, is: small, why: 小型企业 }]'
const text = `format: jiebang-policy/1
id: ${policyId}
version: '1'
title: left out
issuingBody: test
documentNumber: null
jurisdiction: '410100'
status: in_force
effectiveFrom: '2020-01-01'
effectiveTo: null
clauses: [{ id: c, number: '1', title: c, text: c }]
rules:${rule('first', 10)}${rule('small', 3, `${small}\n    payers: [{ payer: '410200', share: { value: 50, unit: percent } }, { payer: '410100', rest: true }]`)}${rule('second', 1)}${rule('third', 2, "\n    payers: [{ payer: '410200', rest: true }]")}${rule('elsewhere', 4, `${small}\n    payers: [{ payer: '410200', rest: true }]`)}
`

const database = useDatabase()
let world: World
const projects: string[] = []
/** The poster, who claims, when he has left for the bureau. */
const claimant = (): UserActor => ({ ...world.people.officer, userId: world.people.poster.userId })

beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'left-out.yaml', text }] })
  for (const amountFen of [10_000_000n, 20_000_000n, 40_000_000n])
    projects.push((await paidProject(database.db, world, [amountFen])).challengeId)
  // Of each rule the figure of one project is the claimant's.
  for (const [name, at] of [
    ['first', 0],
    ['second', 1],
  ] as const) {
    const ask = { policyId, rule: name, challengeId: projects[at] ?? '' }
    const [row] = await determineSubsidy(world.ctx(world.people.officer), ask)
    await claimed(world, row?.id ?? '')
  }
  await database.db.update(membership).set({ endedAt: new Date() }).where(eq(membership.userId, claimant().userId))
  const bureau = { organisationId: world.organisations.bureau, organisationKind: 'bureau' as const }
  const row = { id: crypto.randomUUID(), userId: claimant().userId, ...bureau, role: 'officer' as const }
  await database.db.insert(membership).values({ ...row, acceptedAt: new Date() })
})

const work = (isStopped = () => false) => executeRun(world.ctx(system), { isStopped })
const figuresOf = async (runId: string) =>
  (await database.db.select().from(determination).where(eq(determination.runId, runId)))
    .map(({ rule, subjectId, ceilingFen }) => `${rule} ${projects.indexOf(subjectId)} ${ceilingFen}`)
    .sort()

/** The size of the unit is not known; the third rule, and the last, are for another treasury: what comes to nothing there is no loss. */
const figures = [
  ...['first 1 2000000', 'first 2 4000000', 'second 0 100000', 'second 2 400000'],
  ...['small 0 0', 'small 1 0', 'small 2 0'],
]
const numbers = {
  stored: 4,
  undetermined: 3,
  position: 9,
  ceilingFen: 6_500_000n,
  leftOut: { own_claim: 2, other_payer: 3 },
}

describe('of a run by whoever has claimed some of the figures', () => {
  test('they are not counted as stored nor in the sum, but by themselves', async () => {
    const { id } = await requestRun(world.ctx(claimant()), { policyId })
    expect(await work()).toBe(id)
    expect(await figuresOf(id)).toEqual(figures)
    expect(await findRun(world.ctx(claimant()), { id })).toMatchObject({ state: 'done', ...numbers })
    expect(await auditedActions(database.db, id)).toContain('subsidy.end_run')
  })

  test('wherever it was interrupted, it ends with the same', async () => {
    const positions = new Set<number>()
    for (let cut = 1; ; cut += 1) {
      const { id } = await requestRun(world.ctx(claimant()), { policyId })
      let steps = 0
      if ((await work(() => ++steps === cut)) === id) break
      const [stopped] = await database.db.select().from(subsidyRun).where(eq(subsidyRun.id, id))
      positions.add(stopped?.position ?? 0)
      expect(stopped).toMatchObject({ state: 'queued' })
      expect(await work()).toBe(id)
      expect([cut, await findRun(world.ctx(claimant()), { id })]).toMatchObject([cut, { state: 'done', ...numbers }])
      expect(await figuresOf(id)).toEqual(figures)
    }
    // The first rule is stored in a transaction of its own, with a claim on either side of the cut.
    expect([...positions].sort()).toEqual([0, 3, 6])
  })

  test('another officer has them too', async () => {
    const { id } = await requestRun(world.ctx(world.people.officer), { policyId })
    expect(await work()).toBe(id)
    const all = { stored: 6, undetermined: 3, position: 9, ceilingFen: 7_700_000n, leftOut: { other_payer: 3 } }
    expect(await findRun(world.ctx(claimant()), { id })).toMatchObject(all)
  })
})

test('a run by a member of the unit leaves all of its figures out, also when they are not determined', async () => {
  const { organisations, people } = world
  const row = { id: crypto.randomUUID(), userId: people.secondOfficer.userId, role: 'admin' as const }
  const place = { organisationId: organisations.enterprise, organisationKind: 'enterprise' as const }
  await database.db.insert(membership).values({ ...row, ...place, acceptedAt: new Date() })
  const { id } = await requestRun(world.ctx(people.secondOfficer), { policyId })
  expect(await work()).toBe(id)
  const done = await findRun(world.ctx(people.secondOfficer), { id })
  expect(done).toMatchObject({ state: 'done', stored: 0, undetermined: 0, leftOut: { own_claim: 9, other_payer: 3 } })
  expect(await figuresOf(id)).toEqual([])
})

test('nothing is left out for a reason that is none, by SQL too', async () => {
  const { id } = await requestRun(world.ctx(world.people.officer), { policyId })
  const leave = (leftOut: object) => database.db.update(subsidyRun).set({ leftOut }).where(eq(subsidyRun.id, id))
  await expect(leave({ mood: 1 })).rejects.toMatchObject({ cause: { constraint_name: 'subsidy_run_left_out' } })
  await leave({ own_claim: 1 })
  const store = database.db.update(subsidyRun).set({ stored: 1 }).where(eq(subsidyRun.id, id))
  await expect(store).rejects.toMatchObject({ cause: { constraint_name: 'subsidy_run_progress' } })
  await work()
})
