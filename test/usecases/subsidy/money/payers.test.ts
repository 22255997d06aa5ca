/** A figure that levels share: each bureau grants its own part, gets back its own, and never that of another. */
import { inArray } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { clawback } from '#db/schema/subsidy.ts'
import { system } from '#domain/access/actor.ts'
import { type BureauRole, settleBureau } from '#test/support/bureaus.ts'
import { slip, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { approved, claimed, paid, paidProject, settle } from '#test/support/subsidy.ts'
import { createWorld, type PersonName, type UserActor, type World } from '#test/support/world.ts'
import { reverseMoneyFact } from '#usecases/payment/reverse-money-fact.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { approveDetermination } from '#usecases/subsidy/money/approve-determination.ts'
import { createPayout } from '#usecases/subsidy/money/create-payout.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const rule = (id: string, payers: string) => `
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
    rate: { value: 10, unit: percent }
    payers: ${payers}
`
const packOf = (id: string, jurisdiction: string) => `format: jiebang-policy/1
id: ${id}
version: '1'
title: levels
issuingBody: test
documentNumber: null
jurisdiction: '${jurisdiction}'
status: in_force
effectiveFrom: '2020-01-01'
effectiveTo: null
clauses: [{ id: c, number: '1', title: c, text: c }]
rules:${rule('shared', "[{ payer: '410000', share: { value: 40, unit: percent } }, { payer: '410100', rest: true }]")}${rule(
  'routed',
  "[{ payer: '410000', all: true, where: [{ field: beneficiary.kind, is: enterprise, why: 企业由省级兑付 }] }]",
)}`

const database = useDatabase()
let world: World
let province: Record<BureauRole, UserActor>
beforeAll(async () => {
  world = await createWorld(database.db)
  province = await settleBureau(database.db, { regionCode: '410000', n: 1 })
  const packs = [packOf('levels', '410100'), packOf('province', '410000')].map(text => ({ name: 'levels.yaml', text }))
  await loadPolicyVersions(world.ctx(system), { packs })
})
const as = (name: PersonName) => world.ctx(world.people[name])
async function figure(name: string, challengeId: string) {
  const [row] = await determineSubsidy(as('officer'), { policyId: 'levels', rule: name, challengeId })
  return row ?? expect.fail('the project has payments')
}

test('the bureau grants its own part of a shared figure, once', async () => {
  const { challengeId } = await paidProject(database.db, world, [30_000_000n])
  const { id, ceilingFen } = await figure('shared', challengeId)
  expect(ceilingFen).toBe(1_800_000n)
  await expect(approved(world, id, 1_800_001n)).rejects.toMatchObject({ code: 'APPROVED_AMOUNT_OUTSIDE' })
  await approveDetermination(as('approver'), { id, approvedFen: 1_800_000n, note: '' })
  expect((await figure('shared', challengeId)).ceilingFen).toBe(0n)
})

test('of a figure that another level pays alone it grants nothing', async () => {
  const { challengeId } = await paidProject(database.db, world, [30_000_000n])
  const { id, ceilingFen } = await figure('routed', challengeId)
  expect(ceilingFen).toBe(0n)
  await expect(claimed(world, id)).rejects.toMatchObject({ code: 'NOTHING_TO_CLAIM' })
})

test('what it pays is its part', async () => {
  const { challengeId } = await paidProject(database.db, world, [10_000_000n])
  const { id } = await figure('shared', challengeId)
  await approved(world, id, 600_000n)
  expect(await paid(world, id)).toMatchObject({ totalFen: 600_000n })
})

describe('when a payment is reversed', () => {
  /** The world as the people of a level see it: all but the bureau's are the same. */
  const worldOf = (level: 'city' | 'province'): World =>
    level === 'city' ? world : { ...world, people: { ...world.people, ...province } }

  /** 40 % of a tenth for the province, the rest for the city; granted up to the approval. */
  async function granted(level: 'city' | 'province', challengeId: string, approvedFen: bigint) {
    const at = worldOf(level)
    const input = { policyId: 'province', rule: 'shared', challengeId }
    const [row] = await determineSubsidy(at.ctx(at.people.officer), input)
    return (await approved(at, row?.id ?? '', approvedFen)).id
  }
  const reverse = (id = '') =>
    reverseMoneyFact(as('poster'), { id, reason: '付款退回', reversedOn: today(), evidence: slip('returned') })
  const backOf = async (...ids: string[]) => {
    const rows = await database.db.select().from(clawback).where(inArray(clawback.determinationId, ids))
    return Object.fromEntries(rows.map(row => [row.determinationId, [row.wholeFen, row.amountFen]]))
  }

  test('each level gets back what it granted over its own part', async () => {
    const { challengeId, facts } = await paidProject(database.db, world, [50_000_000n, 50_000_000n])
    const ofProvince = await granted('province', challengeId, 4_000_000n)
    const ofCity = await granted('city', challengeId, 3_500_000n)
    await paid(worldOf('province'), ofProvince)
    await paid(world, ofCity)
    await reverse(facts[1]?.id)
    await settle(world)
    expect(await backOf(ofProvince, ofCity)).toEqual({
      [ofProvince]: [2_000_000n, 2_000_000n],
      [ofCity]: [3_000_000n, 500_000n],
    })
  })

  test('what one level granted too much stops the payment of no other', async () => {
    const { challengeId, facts } = await paidProject(database.db, world, [50_000_000n, 50_000_000n])
    const ofProvince = await granted('province', challengeId, 4_000_000n)
    const ofCity = await granted('city', challengeId, 1_000_000n)
    await reverse(facts[1]?.id)
    const ofTheProvince = createPayout(world.ctx(province.cashier), { determinationIds: [ofProvince] })
    await expect(ofTheProvince).rejects.toMatchObject({ code: 'FIGURE_OUTDATED', nowFen: 2_000_000n })
    expect(await paid(world, ofCity)).toMatchObject({ totalFen: 1_000_000n })
  })
})
