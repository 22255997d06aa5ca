/** A figure whose ground fell away goes no further: not reviewed, not approved, not handed to the treasury. */
import { beforeAll, describe, expect, test } from 'vitest'
import { system } from '#domain/access/actor.ts'
import { slip, today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import {
  approved,
  claimed,
  determined,
  loadPolicyInForce,
  paid,
  paidProject,
  setFlagsAside,
  settle,
} from '#test/support/subsidy.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { reverseMoneyFact } from '#usecases/payment/reverse-money-fact.ts'
import { deregisterContract } from '#usecases/registration/deregister-contract.ts'
import { recordSubsidyFact } from '#usecases/subsidy/facts/record-subsidy-fact.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { getDetermination } from '#usecases/subsidy/figure/find-determination.ts'
import { approveDetermination } from '#usecases/subsidy/money/approve-determination.ts'
import { createPayout } from '#usecases/subsidy/money/create-payout.ts'
import { recordIntegrity } from '#usecases/subsidy/money/record-integrity.ts'
import { repairIntegrity } from '#usecases/subsidy/money/repair-integrity.ts'
import { reviewDetermination } from '#usecases/subsidy/money/review-determination.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyInForce(world)
})
const as = (name: PersonName) => world.ctx(world.people[name])
const reverse = (id: string | undefined) =>
  reverseMoneyFact(as('poster'), { id: id ?? '', reason: '付款退回', reversedOn: today(), evidence: slip('returned') })
const review = (id: string) => reviewDetermination(as('reviewer'), { id, note: '' })
const approve = (id: string, approvedFen: bigint) => approveDetermination(as('approver'), { id, approvedFen, note: '' })

/** Of 300 000 元 and 150 000 元 paid, 30 %. */
async function claimedFigure() {
  const project = await paidProject(database.db, world, [30_000_000n, 15_000_000n])
  const { id } = await determined(world, project.challengeId)
  await claimed(world, id)
  await setFlagsAside(database.db, world, id)
  return { ...project, id }
}

describe('a payment that is reversed', () => {
  test('after the claim: the review is refused, and the figure that is determined anew takes over the claim', async () => {
    const { id, facts, challengeId } = await claimedFigure()
    await reverse(facts[1]?.id)
    const refusal = { code: 'FIGURE_OUTDATED', figureFen: 13_500_000n, nowFen: 9_000_000n, determinationId: id }
    await expect(review(id)).rejects.toMatchObject(refusal)
    const next = await determined(world, challengeId)
    expect(next).toMatchObject({ state: 'claimed', ceilingFen: 9_000_000n })
    await review(next.id)
    await setFlagsAside(database.db, world, next.id)
    expect(await approve(next.id, 9_000_000n)).toMatchObject({ state: 'approved' })
  })

  test('after the review: the approval is refused, of a part as well', async () => {
    const { id, facts } = await claimedFigure()
    await review(id)
    await reverse(facts[0]?.id)
    await expect(approve(id, 13_500_000n)).rejects.toMatchObject({ code: 'FIGURE_OUTDATED', nowFen: 4_500_000n })
    await expect(approve(id, 1n)).rejects.toMatchObject({ code: 'FIGURE_OUTDATED' })
    await settle(world)
    await expect(approve(id, 1n)).rejects.toMatchObject({ code: 'FIGURE_OUTDATED' })
  })

  test('after the approval: it is not handed to the treasury, worked off or not; what is still given may be', async () => {
    const { challengeId, facts } = await paidProject(database.db, world, [30_000_000n, 15_000_000n])
    const { id } = await determined(world, challengeId)
    await approved(world, id, 13_500_000n)
    await reverse(facts[1]?.id)
    const batch = () => createPayout(as('cashier'), { determinationIds: [id] })
    await expect(batch()).rejects.toMatchObject({ code: 'FIGURE_OUTDATED', figureFen: 13_500_000n, nowFen: 9_000_000n })
    await settle(world)
    await expect(batch()).rejects.toMatchObject({ code: 'WRONG_STATE' })
    const small = await paidProject(database.db, world, [30_000_000n, 15_000_000n])
    const part = await determined(world, small.challengeId)
    await approved(world, part.id, 9_000_000n)
    await reverse(small.facts[1]?.id)
    expect(await paid(world, part.id)).toMatchObject({ totalFen: 9_000_000n })
  })
})

test('what concerns other figures only stops nobody', async () => {
  const { id } = await claimedFigure()
  const other = await paidProject(database.db, world, [30_000_000n])
  await reverse(other.facts[0]?.id)
  await review(id)
  expect(await approve(id, 13_500_000n)).toMatchObject({ state: 'approved' })
})

test('a registration that ends stops the figure on its contract', async () => {
  const { id, registration } = await claimedFigure()
  await deregisterContract(as('registrar'), { id: registration.id, reason: '合同解除' })
  await expect(review(id)).rejects.toMatchObject({ code: 'FIGURE_OUTDATED', nowFen: 0n })
})

/** A tenth of what was paid on a project, for whoever has no mark against it. */
const tenth = (version: string, percent = 10, more = '') => `format: jiebang-policy/1
id: tenth
version: '${version}'
title: tenth
issuingBody: test
documentNumber: null
jurisdiction: '410100'
status: in_force
effectiveFrom: '2020-01-01'
effectiveTo: null
clauses: [{ id: c, number: '1', title: c, text: c }]
rules:
  - id: tenth
    title: tenth
    clause: c
    gives: ceiling
    beneficiary: project.listedById
    who: [{ not: { field: beneficiary.tags, has: dishonest }, why: 失信 }]
    per: project.id
    window: { kind: whole_life, date: payment.paidOn }
    base:
      of: payments
      amount: payment.amountFen
      deduct: [{ field: payment.reversedOn, reached: true, why: reversed }]
    rate: { value: ${percent}, unit: percent }
${more}`
const load = (text: string) => loadPolicyVersions(world.ctx(system), { packs: [{ name: 'tenth.yaml', text }] })

async function reviewedTenth() {
  const { challengeId } = await paidProject(database.db, world, [30_000_000n])
  const determine = async () => {
    const [row] = await determineSubsidy(as('officer'), { policyId: 'tenth', rule: 'tenth', challengeId })
    return row ?? expect.fail('the project has payments')
  }
  const { id } = await determine()
  await claimed(world, id)
  await setFlagsAside(database.db, world, id)
  await review(id)
  return { id, determine }
}

describe('what comes after the review', () => {
  beforeAll(async () => {
    await load(tenth('1'))
  })

  test('another version of the policy: the figure is determined anew by it', async () => {
    const { id, determine } = await reviewedTenth()
    await load(tenth('2', 20))
    await expect(approve(id, 1n)).rejects.toMatchObject({ code: 'OTHER_VERSION_GOVERNS', version: '2' })
    expect(await determine()).toMatchObject({ state: 'claimed', ceilingFen: 6_000_000n })
  })

  test('an integrity record: nothing is approved or handed over until it is repaired', async () => {
    const { id } = await reviewedTenth()
    const handed = await reviewedTenth()
    await approve(handed.id, 1n)
    const record = {
      category: 'false_materials' as const,
      summary: '虚报付款',
      foundOn: today(),
      evidence: slip('found'),
    }
    const against = { organisationId: world.organisations.enterprise, determinationId: null, ...record }
    const { id: recordId } = await recordIntegrity(as('officer'), against)
    await expect(approve(id, 1n)).rejects.toMatchObject({ code: 'INTEGRITY_RECORD_STANDS', recordId })
    const batch = createPayout(as('cashier'), { determinationIds: [handed.id] })
    await expect(batch).rejects.toMatchObject({ code: 'INTEGRITY_RECORD_STANDS' })
    await repairIntegrity(as('officer'), { id: recordId, repairedOn: today() })
    expect(await approve(id, 1n)).toMatchObject({ state: 'approved' })
  })

  test('a fact by which nothing is due any more', async () => {
    const { id } = await reviewedTenth()
    const fields = { id: 'Test enterprise', tags: ['dishonest'] }
    const frame = { source: '信用中国', document: null, evidenceId: null, replacesId: null }
    await recordSubsidyFact(as('officer'), { table: 'organisations', fields, ...frame })
    await expect(approve(id, 1n)).rejects.toMatchObject({ code: 'FIGURE_OUTDATED', nowFen: 0n })
  })
})

test('an advance that would be less now is neither paid nor left approved, though the whole is more', async () => {
  const stages = `    stages:
      - { id: advance, title: advance, share: { value: 50, unit: percent } }
      - { id: rest, title: rest, due: { field: project.name, is: 已验收, why: 验收 } }
`
  await load(
    tenth('1', 10, stages)
      .replace('id: tenth', 'id: staged')
      .replace(/^ +who: .*\n/m, ''),
  )
  const { challengeId, facts } = await paidProject(database.db, world, [30_000_000n, 10_000_000n])
  const [row] = await determineSubsidy(as('officer'), { policyId: 'staged', rule: 'tenth', challengeId })
  const { id } = await approved(world, row?.id ?? '', 2_000_000n)
  await reverse(facts[1]?.id)
  const batch = createPayout(as('cashier'), { determinationIds: [id] })
  await expect(batch).rejects.toMatchObject({ code: 'FIGURE_OUTDATED', figureFen: 2_000_000n, nowFen: 1_500_000n })
  await settle(world)
  expect(await getDetermination(as('officer'), { id })).toMatchObject({ state: 'refused' })
})
