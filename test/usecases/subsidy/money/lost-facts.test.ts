/** What was granted on a fact that was withdrawn comes back where it is the one that is missing, and only there. */
import { and, eq, isNull } from 'drizzle-orm'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { DeterminationRow } from '#db/queries/subsidy.ts'
import { organisation } from '#db/schema/identity.ts'
import { clawback } from '#db/schema/subsidy.ts'
import { subsidyFact } from '#db/schema/subsidy-fact.ts'
import { system } from '#domain/access/actor.ts'
import { slip, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { approved, paid, paidProject, settle } from '#test/support/subsidy.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { recordSubsidyFact } from '#usecases/subsidy/facts/record-subsidy-fact.ts'
import { withdrawSubsidyFact } from '#usecases/subsidy/facts/withdraw-subsidy-fact.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { getDetermination } from '#usecases/subsidy/figure/find-determination.ts'
import { readRulesOf, reevaluateGrants } from '#usecases/subsidy/figure/reevaluate-determinations.ts'
import { createPayout } from '#usecases/subsidy/money/create-payout.ts'
import { recordIntegrity } from '#usecases/subsidy/money/record-integrity.ts'
import { revokeIntegrity } from '#usecases/subsidy/money/revoke-integrity.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const rule = (id: string, where: string) => `
  - id: ${id}
    title: ${id}
    clause: c
    gives: ceiling
    beneficiary: project.listedById
    who: [{ field: beneficiary.size, in: [small, micro], why: 小微企业 }${where}]
    per: project.id
    window: { kind: whole_life, date: payment.paidOn }
    base: { of: payments, amount: payment.amountFen }
    measures:
      above:
        of: awards
        amount: award.amountFen
        per: award.projectId
        deduct: [{ field: award.level, is: municipal, why: 市级 }]
        window: { kind: whole_life, date: award.grantedOn }
    figure: { minus: [{ rate: { value: 10, unit: percent }, of: base }, above] }`
const text = `format: jiebang-policy/1
id: lost
version: '1'
title: lost
issuingBody: test
documentNumber: null
jurisdiction: '410100'
status: in_force
effectiveFrom: '2020-01-01'
effectiveTo: null
clauses: [{ id: c, number: '1', title: c, text: c }]
rules:${rule('any', '')}${rule('here', ", { field: beneficiary.regionCode, within: '410105', why: 外区 }")}${rule('both', ', { field: beneficiary.foundedOn, reached: true, why: 未成立 }')}
`

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'lost.yaml', text }] })
})
const as = (name: PersonName) => world.ctx(world.people[name])
const keep = async (table: 'organisations' | 'awards', fields: object, replacesId: string | null = null) => {
  const proof = { source: '名录', document: null, evidenceId: null, replacesId }
  return (await recordSubsidyFact(as('officer'), { table, fields, ...proof })).id
}
const sized = (size: string, replacesId: string | null = null) =>
  keep('organisations', { id: 'Test enterprise', size }, replacesId)
const award = (projectId: string, over: object = {}) =>
  keep('awards', {
    ...{ holderId: 'Test enterprise', projectId, kind: 'prize', level: 'national' },
    ...{ amountFen: '1000000', grantedOn: '2024-01-01', ...over },
  })
const withdraw = (id: string) => withdrawSubsidyFact(as('officer'), { id, reason: '有误' })
const moveTo = (regionCode: string) =>
  database.db.update(organisation).set({ regionCode }).where(eq(organisation.id, world.organisations.enterprise))
const listSizes = async () => {
  const isSize = and(eq(subsidyFact.factTable, 'organisations'), isNull(subsidyFact.withdrawnAt))
  return database.db.select().from(subsidyFact).where(isSize)
}
afterEach(async () => {
  await moveTo('410105')
  for (const { id } of await listSizes()) await withdraw(id)
})

async function granted({ name = 'any', isPaid = true } = {}) {
  const { challengeId } = await paidProject(database.db, world, [100_000_000n])
  const [row] = await determineSubsidy(as('officer'), { policyId: 'lost', rule: name, challengeId })
  const { id, ceilingFen } = row ?? expect.fail('the project has payments')
  expect(ceilingFen).toBe(10_000_000n)
  await approved(world, id, ceilingFen)
  if (isPaid) await paid(world, id)
  return { id, challengeId }
}
const rowsOf = (id: string) =>
  database.db.select().from(clawback).where(eq(clawback.determinationId, id)).orderBy(clawback.raisedAt)
const payableOf = async (rows: readonly DeterminationRow[], now = new Date()) => {
  const found = await database.db.transaction(async tx =>
    reevaluateGrants(tx, await readRulesOf(tx, rows), { grants: rows, now }),
  )
  return rows.map(({ id }) => found.get(id)?.payableFen)
}
const inAYear = () => new Date(Date.now() + 365 * 86_400_000)

describe('a fact that is withdrawn', () => {
  test('is not the one that is missing: what was granted stands', async () => {
    const size = await sized('small')
    const { id, challengeId } = await granted()
    const other = await award((await paidProject(database.db, world, [1n])).challengeId)
    // Of which level it is nobody says: the figure is not determined.
    await award(challengeId, { level: null })
    await withdraw(other)
    await settle(world)
    expect(await rowsOf(id)).toEqual([])
    // Nor does it come back on one that is missing beside it.
    await withdraw(size)
    await settle(world)
    expect(await rowsOf(id)).toEqual([])
  })

  test('is one of two that are missing, both withdrawn: all of it comes back, once', async () => {
    const size = await sized('small')
    const founded = await keep('organisations', { id: 'Test enterprise', foundedOn: '2020-01-01' })
    const { id } = await granted({ name: 'both' })
    for (const one of [size, founded]) await withdraw(one)
    await settle(world)
    expect(await rowsOf(id)).toMatchObject([{ reason: 'fact_withdrawn', amountFen: 10_000_000n }])
  })

  test('while an integrity record hid it: it comes back when the record is revoked', async () => {
    const size = await sized('small')
    const { id } = await granted()
    const about = { organisationId: world.organisations.enterprise, determinationId: id, foundOn: today() }
    const said = { category: 'false_materials', summary: '虚报', evidence: slip('found') } as const
    const record = await recordIntegrity(as('officer'), { ...about, ...said })
    await settle(world)
    await withdraw(size)
    await settle(world)
    expect(await rowsOf(id)).toMatchObject([{ reason: 'integrity_record' }])
    await revokeIntegrity(as('secondOfficer'), { id: record.id, reason: '登记有误' })
    await settle(world)
    expect(await rowsOf(id)).toMatchObject([
      { reason: 'integrity_record' },
      { reason: 'figure_lowered', amountFen: 10_000_000n, cancelledAt: null },
    ])
  })

  test('after the approval: it is not handed to the treasury, whoever is first', async () => {
    const size = await sized('small')
    const { id } = await granted({ isPaid: false })
    await withdraw(size)
    await expect(createPayout(as('cashier'), { determinationIds: [id] })).rejects.toMatchObject({
      ...{ code: 'FIGURE_OUTDATED', figureFen: 10_000_000n, nowFen: 0n },
    })
    await settle(world)
    expect(await getDetermination(as('officer'), { id })).toMatchObject({ state: 'refused' })
  })
})

describe('a fact that is corrected', () => {
  test.each([
    ['micro', 10_000_000n],
    ['large', 0n],
  ])('to %s counts from when the mistake was recorded, and what it comes to is %i', async (size, payableFen) => {
    const wrong = await sized('small')
    const { id } = await granted({ name: 'here' })
    const row = await getDetermination(as('officer'), { id })
    await sized(size, await sized('medium', wrong))
    await moveTo('410200')
    expect(await payableOf([row])).toEqual([payableFen])
    expect(await payableOf([row], inAYear())).toEqual([payableFen])
    await settle(world)
    expect((await rowsOf(id)).map(({ amountFen }) => amountFen)).toEqual(payableFen === 0n ? [10_000_000n] : [])
  })

  test('stands where it stood: what was said later stands over it', async () => {
    const old = await sized('large')
    await sized('small')
    await sized('medium', old)
    await granted()
  })
})

describe('a unit that moves at noon', () => {
  test('keeps what it was granted in the morning, whatever is granted in the afternoon', async () => {
    await sized('small')
    const [morning, other] = [await granted({ name: 'here' }), await granted({ name: 'here' })]
    const rows = [await getDetermination(as('officer'), morning), await getDetermination(as('officer'), other)]
    await moveTo('410200')
    const [first, second] = rows
    if (!first || !second) expect.fail('both were granted')
    const afternoon = { ...second, computedAt: new Date() }
    for (const now of [new Date(), inAYear()])
      expect(await payableOf([first, afternoon], now)).toEqual([10_000_000n, 0n])
  })
})
