/** A figure that levels share: each bureau grants its own part, and never that of another. */
import { beforeAll, expect, test } from 'vitest'
import { system } from '#domain/access/actor.ts'
import { useDatabase } from '#test/support/database.ts'
import { approved, claimed, paid, paidProject } from '#test/support/subsidy.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { approveDetermination } from '#usecases/subsidy/money/approve-determination.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const rule = (id: string, payers: string) => `
  - id: ${id}
    title: ${id}
    clause: c
    gives: ceiling
    beneficiary: project.listedById
    per: project.id
    window: { kind: whole_life, date: payment.paidOn }
    base: { of: payments, amount: payment.amountFen }
    rate: { value: 10, unit: percent }
    payers: ${payers}
`
const text = `format: jiebang-policy/1
id: levels
version: '1'
title: levels
issuingBody: test
documentNumber: null
jurisdiction: '410100'
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
beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'levels.yaml', text }] })
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
