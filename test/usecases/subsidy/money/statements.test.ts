/** Payouts and claw-backs look at the register once, however many figures they are about. */
import { beforeAll, expect, test } from 'vitest'
import { clawback } from '#db/schema/subsidy.ts'
import { pay } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { approved, determined, loadPolicyInForce, paid, paidProject, settle } from '#test/support/subsidy.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { recordSubsidyFact } from '#usecases/subsidy/facts/record-subsidy-fact.ts'
import { withdrawSubsidyFact } from '#usecases/subsidy/facts/withdraw-subsidy-fact.ts'
import { createPayout } from '#usecases/subsidy/money/create-payout.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyInForce(world)
})
const as = (name: PersonName) => world.ctx(world.people[name])

async function granted() {
  const { challengeId, contract } = await paidProject(database.db, world, [100_000_000n])
  const { id } = await determined(world, challengeId)
  await approved(world, id, 30_000_000n)
  return { id, contract }
}
async function statementsOf(act: () => Promise<unknown>): Promise<number> {
  const before = database.opened.statementCount()
  await act()
  return database.opened.statementCount() - before
}

test('a batch of one figure whose ground has changed, and one of three', async () => {
  const grants = [await granted(), await granted(), await granted(), await granted()]
  // What is paid since may count as well: every figure is computed again.
  for (const { contract } of grants) await pay(world, contract.id, 1n)
  const [one, ...three] = grants.map(({ id }) => id)
  const batch = (ids: string[]) => () => createPayout(as('cashier'), { determinationIds: ids })
  const ofOne = await statementsOf(batch([one ?? '']))
  expect(await statementsOf(batch(three))).toBe(ofOne)
  expect(ofOne).toBeLessThan(40)
})

test('a cause that concerns one grant, and one that concerns three', async () => {
  const frame = { source: '名单', document: null, evidenceId: null, replacesId: null }
  const ofCause = async () => {
    await settle(world)
    const fields = { id: 'Test enterprise', tags: ['x'] }
    const { id } = await recordSubsidyFact(as('officer'), { table: 'organisations', fields, ...frame })
    await withdrawSubsidyFact(as('officer'), { id, reason: '录入有误' })
    return statementsOf(() => settle(world))
  }
  const grant = async () => paid(world, (await granted()).id)
  await grant()
  const ofOne = await ofCause()
  await grant()
  await grant()
  expect(await ofCause()).toBe(ofOne)
  expect(await database.db.select().from(clawback)).toEqual([])
})
