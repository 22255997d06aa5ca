/** The history of a determination: whole for the bureau, without its people and notes for the beneficiary. */
import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '#test/support/database.ts'
import { claimed, loadPolicyInForce, storedFigure } from '#test/support/subsidy.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { listDeterminationSteps } from '#usecases/subsidy/figure/list-determination-steps.ts'
import { refuseDetermination } from '#usecases/subsidy/money/refuse-determination.ts'
import { reviewDetermination } from '#usecases/subsidy/money/review-determination.ts'

const database = useDatabase()
let world: World
let id: string
beforeAll(async () => {
  world = await createWorld(database.db)
  id = await storedFigure(database.db, world, await loadPolicyInForce(world))
  await claimed(world, id)
  await reviewDetermination(world.ctx(world.people.reviewer), { id, note: '内部备注' })
  await refuseDetermination(world.ctx(world.people.approver), { id, reason: '材料与合同不符' })
})
const stepsFor = async (name: keyof World['people']) => {
  const [steps] = await listDeterminationSteps(world.ctx(world.people[name]), { ids: [id] })
  return (steps ?? []).map(({ event, actorName, reason }) => ({ event, isNamed: actorName !== null, reason }))
}

describe('the steps of a determination', () => {
  test('a bureau reads them all, oldest first, with people and notes', async () => {
    expect(await stepsFor('auditor')).toEqual([
      { event: 'claim', isNamed: true, reason: '' },
      { event: 'review', isNamed: true, reason: '内部备注' },
      { event: 'refuse', isNamed: true, reason: '材料与合同不符' },
    ])
  })

  test('the beneficiary reads its own people, and of the bureau only why it refused', async () => {
    expect(await stepsFor('poster')).toEqual([
      { event: 'claim', isNamed: true, reason: '' },
      { event: 'review', isNamed: false, reason: '' },
      { event: 'refuse', isNamed: false, reason: '材料与合同不符' },
    ])
  })

  test('nobody else reads any', async () => {
    expect(await stepsFor('rival')).toEqual([])
  })
})
