/** What is recorded late and makes a figure less than what was granted brings the rest back, once, whoever finds it. */
import { eq, inArray } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { organisation } from '#db/schema/identity.ts'
import { notification } from '#db/schema/notification.ts'
import { outbox } from '#db/schema/outbox.ts'
import { clawback } from '#db/schema/subsidy.ts'
import { system } from '#domain/access/actor.ts'
import { causeOf } from '#domain/subsidy/money/clawback.ts'
import { type BureauRole, settleBureau } from '#test/support/bureaus.ts'
import { slip, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { approved, paid, paidProject, settle } from '#test/support/subsidy.ts'
import { createWorld, type PersonName, type UserActor, type World } from '#test/support/world.ts'
import { reverseMoneyFact } from '#usecases/payment/reverse-money-fact.ts'
import { recordSubsidyFact } from '#usecases/subsidy/facts/record-subsidy-fact.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { executeRun } from '#usecases/subsidy/figure/execute-run.ts'
import { getDetermination } from '#usecases/subsidy/figure/find-determination.ts'
import { listMyEntitlements } from '#usecases/subsidy/figure/list-my-entitlements.ts'
import { readRulesOf, reevaluateGrants } from '#usecases/subsidy/figure/reevaluate-determinations.ts'
import { requestRun } from '#usecases/subsidy/figure/request-run.ts'
import { collectClawback } from '#usecases/subsidy/money/collect-clawback.ts'
import { recordIntegrity } from '#usecases/subsidy/money/record-integrity.ts'
import { revokeIntegrity } from '#usecases/subsidy/money/revoke-integrity.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

/** A tenth of what was paid on a project, less what another level awarded for it. */
const rule = (id: string, { percent = 10, more = '' } = {}) => `
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
      deduct: [{ field: payment.reversedOn, reached: true, why: reversed }]
    measures:
      above: { of: awards, amount: award.amountFen, per: award.projectId, window: { kind: whole_life, date: award.grantedOn } }
    figure: { minus: [{ rate: { value: ${percent}, unit: percent }, of: base }, above] }
    ${more}
`
const packOf = (id: string, rules: string, { jurisdiction = '410100', version = '1', status = 'in_force' } = {}) => `
format: jiebang-policy/1
id: ${id}
version: '${version}'
title: ${id}
issuingBody: test
documentNumber: null
jurisdiction: '${jurisdiction}'
status: ${status}
effectiveFrom: '2020-01-01'
effectiveTo: null
clauses: [{ id: c, number: '1', title: c, text: c }]
rules:${rules}`
const shares = "payers: [{ payer: '410000', share: { value: 40, unit: percent } }, { payer: '410100', rest: true }]"
const here =
  "who: [{ field: beneficiary.regionCode, within: '410105', why: 外区 }, { not: { field: beneficiary.tags, has: dishonest }, why: 失信 }]"

const database = useDatabase()
let world: World
let province: Record<BureauRole, UserActor>
const load = (text: string) =>
  loadPolicyVersions(world.ctx(system), { packs: [{ name: 'lowered.yaml', text: text.trimStart() }] })
beforeAll(async () => {
  world = await createWorld(database.db)
  province = await settleBureau(database.db, { regionCode: '410000', n: 1 })
  await load(packOf('lowered', rule('less')))
  await load(packOf('here', rule('less', { more: here })))
  await load(packOf('draft', rule('less'), { status: 'draft' }))
  await load(packOf('shared', rule('less', { more: shares }), { jurisdiction: '410000' }))
})
const as = (name: PersonName) => world.ctx(world.people[name])

async function determine(challengeId: string, policyId = 'lowered', at = world) {
  const [row] = await determineSubsidy(at.ctx(at.people.officer), { policyId, rule: 'less', challengeId })
  return row ?? expect.fail('the project has payments')
}
async function run(policyId = 'lowered') {
  const { id } = await requestRun(as('officer'), { policyId })
  expect(await executeRun(world.ctx(system))).toBe(id)
}
async function granted(payments: readonly bigint[] = [100_000_000n], { policyId = 'lowered', isPaid = true } = {}) {
  const project = await paidProject(database.db, world, payments)
  const { id, ceilingFen } = await determine(project.challengeId, policyId)
  await approved(world, id, ceilingFen)
  if (isPaid) await paid(world, id)
  return { ...project, id }
}
/** Another level's award for the project, entered only now. */
const award = (projectId: string, amountFen: bigint) =>
  recordSubsidyFact(as('officer'), {
    table: 'awards',
    fields: {
      holderId: 'Test enterprise',
      projectId,
      kind: 'prize',
      amountFen: String(amountFen),
      grantedOn: '2024-01-01',
    },
    ...{ source: '名单', document: null, evidenceId: null, replacesId: null },
  })
const rowsOf = (...ids: string[]) =>
  database.db.select().from(clawback).where(inArray(clawback.determinationId, ids)).orderBy(clawback.raisedAt)
const lowerings = async () =>
  (await database.db.select().from(outbox)).filter(
    ({ payload }) => 'reason' in payload && payload.reason === 'figure_lowered',
  ).length
const collect = (id = '') => collectClawback(as('cashier'), { id, collectedOn: today(), bankReference: `back-${id}` })

describe('an award that is entered late', () => {
  test('brings back what was granted over the figure, once it is determined anew', async () => {
    const { id, challengeId } = await granted()
    await award(challengeId, 3_000_000n)
    await settle(world)
    expect(await rowsOf(id)).toEqual([])
    const lower = await determine(challengeId)
    expect(lower.ceilingFen).toBe(0n)
    await settle(world)
    const [raised, ...more] = await rowsOf(id)
    expect(more).toEqual([])
    expect(raised).toMatchObject({
      ...{ reason: 'figure_lowered', causeId: lower.id, raisedBy: null },
      ...{ grantedFen: 10_000_000n, wholeFen: 7_000_000n, amountFen: 3_000_000n },
    })
    const told = await database.db.select().from(notification).where(eq(notification.subjectId, id))
    expect(told.map(({ kind }) => kind)).toContain('subsidy_clawed_back')
  })

  test('is found by whoever determines first, and by nobody again: before it is collected and after', async () => {
    const { id, challengeId } = await granted()
    await award(challengeId, 3_000_000n)
    for (const find of [run, () => determine(challengeId), run]) await find()
    await settle(world)
    expect(await rowsOf(id)).toMatchObject([{ amountFen: 3_000_000n }])
    // It stands in the explanation until it has come back, and brings nothing back a second time.
    for (const find of [run, () => determine(challengeId)]) {
      await find()
      await settle(world)
    }
    const [raised, ...more] = await rowsOf(id)
    expect(more).toEqual([])
    await collect(raised?.id)
    const before = await lowerings()
    expect((await determine(challengeId)).ceilingFen).toBe(0n)
    expect(await lowerings()).toBe(before)
    expect(await rowsOf(id)).toHaveLength(1)
  })

  test('then another: only the difference', async () => {
    const { id, challengeId } = await granted()
    for (const amountFen of [3_000_000n, 4_000_000n]) {
      await award(challengeId, amountFen)
      await run()
      await settle(world)
    }
    expect(await rowsOf(id)).toMatchObject([{ amountFen: 3_000_000n }, { amountFen: 4_000_000n, wholeFen: 3_000_000n }])
  })

  test('before it is paid the approval is withdrawn instead', async () => {
    const { id, challengeId } = await granted([100_000_000n], { isPaid: false })
    await award(challengeId, 3_000_000n)
    await run()
    await settle(world)
    const row = await getDetermination(as('poster'), { id })
    expect([row.state, causeOf(row.refusalReason)]).toEqual(['refused', 'figure_lowered'])
    expect((await determine(challengeId)).ceilingFen).toBe(7_000_000n)
    expect(await rowsOf(id)).toEqual([])
  })

  test('brings back nothing while it is only looked at, or of a draft', async () => {
    const { id, challengeId } = await granted()
    await award(challengeId, 3_000_000n)
    const before = await lowerings()
    await listMyEntitlements(as('poster'), { year: Number(today().slice(0, 4)) })
    await listMyEntitlements(as('auditor'), { year: Number(today().slice(0, 4)) }).catch(() => {})
    expect(await determine(challengeId, 'draft')).toMatchObject({ state: 'simulated' })
    await run('draft')
    await settle(world)
    expect(await lowerings()).toBe(before)
    expect(await rowsOf(id)).toEqual([])
  })
})

describe('where payers share a figure', () => {
  const levels = () => ({ city: world, province: { ...world, people: { ...world.people, ...province } } })
  async function grantedBy(level: 'city' | 'province', challengeId: string) {
    const at = levels()[level]
    const { id, ceilingFen } = await determine(challengeId, 'shared', at)
    await approved(at, id, ceilingFen)
    await paid(at, id)
    return id
  }
  const backOf = async (...ids: string[]) =>
    Object.fromEntries((await rowsOf(...ids)).map(row => [row.determinationId, [row.wholeFen, row.amountFen]]))

  test('each gets back its own, whoever finds it', async () => {
    const { challengeId } = await paidProject(database.db, world, [100_000_000n])
    const [ofProvince, ofCity] = [await grantedBy('province', challengeId), await grantedBy('city', challengeId)]
    await award(challengeId, 5_000_000n)
    await determine(challengeId, 'shared', levels().province)
    await settle(world)
    expect(await backOf(ofProvince, ofCity)).toEqual({
      [ofProvince]: [2_000_000n, 2_000_000n],
      [ofCity]: [3_000_000n, 3_000_000n],
    })
  })

  test('so does one that granted over its own part of what is not granted whole, by a run too', async () => {
    const { challengeId } = await paidProject(database.db, world, [100_000_000n])
    const ofProvince = await grantedBy('province', challengeId)
    await award(challengeId, 5_000_000n)
    const { id } = await requestRun(world.ctx(province.officer), { policyId: 'shared' })
    expect(await executeRun(world.ctx(system))).toBe(id)
    await settle(world)
    expect(await backOf(ofProvince)).toEqual({ [ofProvince]: [2_000_000n, 2_000_000n] })
  })
})

test('a later version that gives less takes nothing back: what was granted was right by its own', async () => {
  await load(packOf('versions', rule('less')))
  const { id, challengeId } = await granted([100_000_000n], { policyId: 'versions' })
  await load(packOf('versions', rule('less', { percent: 5 }), { version: '2' }))
  const before = await lowerings()
  expect(await determine(challengeId, 'versions')).toMatchObject({
    trace: { excessGrantedFen: 5_000_000, notes: ['50,000.00 元 more was granted than the rule now gives'] },
  })
  expect(await lowerings()).toBe(before + 1)
  await settle(world)
  expect(await rowsOf(id)).toEqual([])
  // By its own it is less too, by what was entered late.
  await award(challengeId, 1_000_000n)
  await determine(challengeId, 'versions')
  await settle(world)
  expect(await rowsOf(id)).toMatchObject([{ amountFen: 1_000_000n }])
})

test('a unit that has moved away or been marked since keeps what it was granted, but for what was entered late', async () => {
  const { id, challengeId } = await granted([100_000_000n], { policyId: 'here' })
  const row = await getDetermination(as('officer'), { id })
  const fields = { id: 'Test enterprise', tags: ['dishonest'] }
  const frame = { source: '名录', document: null, evidenceId: null, replacesId: null }
  await recordSubsidyFact(as('officer'), { table: 'organisations', fields, ...frame })
  await award(challengeId, 1_000_000n)
  const own = eq(organisation.id, world.organisations.enterprise)
  await database.db.update(organisation).set({ regionCode: '410200' }).where(own)
  const inAYear = new Date(Date.now() + 365 * 86_400_000)
  const found = await database.db.transaction(async tx =>
    reevaluateGrants(tx, await readRulesOf(tx, [row]), { grants: [row], now: inAYear }),
  )
  expect(found.get(id)).toMatchObject({ payableFen: 9_000_000n })
  await database.db.update(organisation).set({ regionCode: '410105' }).where(own)
})

test('what a revoked integrity record hid is found: a payment reversed meanwhile, an award entered late', async () => {
  const { id, facts, challengeId } = await granted([60_000_000n, 40_000_000n])
  const about = { organisationId: world.organisations.enterprise, determinationId: id, foundOn: today() }
  const said = { category: 'false_materials', summary: '虚报', evidence: slip('found') } as const
  const record = await recordIntegrity(as('officer'), { ...about, ...said })
  await settle(world)
  const reversal = { reason: '付款退回', reversedOn: today(), evidence: slip('returned') }
  await reverseMoneyFact(as('poster'), { id: facts[1]?.id ?? '', ...reversal })
  await award(challengeId, 1_000_000n)
  await run()
  await settle(world)
  expect(await rowsOf(id)).toMatchObject([{ reason: 'integrity_record', amountFen: 10_000_000n }])
  await revokeIntegrity(as('secondOfficer'), { id: record.id, reason: '登记有误' })
  await settle(world)
  expect(await rowsOf(id)).toMatchObject([
    { reason: 'integrity_record' },
    { reason: 'figure_lowered', causeId: record.id, amountFen: 5_000_000n, wholeFen: 5_000_000n },
  ])
})
