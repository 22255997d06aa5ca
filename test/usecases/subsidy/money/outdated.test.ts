/** A figure whose ground fell away goes no further: not reviewed, not approved, not handed to the treasury. */
import { beforeAll, describe, expect, test } from 'vitest'
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
import { approveDetermination } from '#usecases/subsidy/money/approve-determination.ts'
import { createPayout } from '#usecases/subsidy/money/create-payout.ts'
import { reviewDetermination } from '#usecases/subsidy/money/review-determination.ts'

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
