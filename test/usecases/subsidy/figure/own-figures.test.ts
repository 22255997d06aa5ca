/** What a unit reads of its own money: each amount once, the figure to claim, and in the end how it was paid. */
import { beforeAll, expect, test } from 'vitest'
import { formatPayoutNumber } from '#domain/subsidy/money/payout.ts'
import { today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { approved, determined, inForce, loadPolicyInForce, paid, paidProject } from '#test/support/subsidy.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { listMyEntitlements } from '#usecases/subsidy/figure/list-my-entitlements.ts'
import { listReadablePayments } from '#usecases/subsidy/money/find-claim.ts'

const database = useDatabase()
let world: World
let challengeId: string
let id: string
beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyInForce(world)
  ;({ challengeId } = await paidProject(database.db, world, [100_000_000n]))
})
const as = (name: PersonName) => world.ctx(world.people[name])

async function ownFigure() {
  const { items } = await listMyEntitlements(as('poster'), {})
  return items.find(({ policyId, rule, key }) => policyId === inForce && rule === 'jbgs-rd' && key === challengeId)
}

test('what no bureau has a figure of waits for one', async () => {
  const nothing = { determinedFen: 0n, claimedFen: 0n, approvedFen: 0n, paidFen: 0n, figures: [] }
  expect(await ownFigure()).toMatchObject({
    ...nothing,
    entitledFen: 30_000_000n,
    undeterminedFen: 30_000_000n,
    gives: 'ceiling',
  })
})

test('what is determined is to be claimed, and stands nowhere else', async () => {
  ;({ id } = await determined(world, challengeId))
  expect(await ownFigure()).toMatchObject({
    determinedFen: 30_000_000n,
    undeterminedFen: 0n,
    figures: [{ id, state: 'determined' }],
  })
})

test('once it is paid, the unit reads batch and bank reference; nobody else but those who pay and audit', async () => {
  const payments = (name: PersonName) => listReadablePayments(as(name), { ids: [id] })
  await approved(world, id, 20_000_000n)
  expect(await payments('poster')).toEqual([])
  const batch = await paid(world, id)
  for (const name of ['poster', 'cashier', 'auditor'] as const) {
    const [payment, ...others] = await payments(name)
    if (!payment) throw new Error('it was paid')
    expect(payment).toMatchObject({ amountFen: 20_000_000n, paidOn: today(), bankReference: `bank-${id}` })
    expect(formatPayoutNumber(payment)).toBe(formatPayoutNumber(batch))
    expect(others).toEqual([])
  }
  for (const name of ['officer', 'rival', 'admin'] as const) expect(await payments(name)).toEqual([])
  expect(await ownFigure()).toMatchObject({ paidFen: 20_000_000n, figures: [{ id, state: 'paid' }] })
})
