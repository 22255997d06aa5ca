/** A year is reviewed and approved when it is over, whoever asks; until then its figure is there to be seen. */
import { beforeAll, expect, test } from 'vitest'
import { listPolicyVersions } from '#db/queries/subsidy.ts'
import { system } from '#domain/access/actor.ts'
import { today } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { packText } from '#test/support/policy-text.ts'
import { approved, claimed, type PlainDetermination, setFlagsAside, storedFigure } from '#test/support/subsidy.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { reviewDetermination } from '#usecases/subsidy/money/review-determination.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const year = Number(today().slice(0, 4))
const database = useDatabase()
let world: World
let version: { id: string; policyId: string }
beforeAll(async () => {
  world = await createWorld(database.db)
  await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'yearly', text: packText('yearly') }] })
  const [found] = await listPolicyVersions(database.db, 'yearly')
  if (!found) throw new Error('the policy was just loaded')
  version = found
})
const review = (id: string) => reviewDetermination(world.ctx(world.people.reviewer), { id, note: '' })
async function figure(window: number, over: PlainDetermination = {}) {
  const id = await storedFigure(database.db, world, version, { rule: 'r1', window: String(window), ...over })
  await claimed(world, id)
  await setFlagsAside(database.db, world, id)
  return id
}

test.each([0, 1])('the year %i years ahead is claimed, and not reviewed before it has ended', async ahead => {
  const refusal = { code: 'WINDOW_NOT_OVER', endsOn: `${year + ahead}-12-31`, fromDay: `${year + ahead + 1}-01-01` }
  await expect(review(await figure(year + ahead))).rejects.toMatchObject(refusal)
})

test('last year is', async () => {
  const id = await storedFigure(database.db, world, version, { rule: 'r1', window: String(year - 1) })
  expect(await approved(world, id, 100n)).toMatchObject({ state: 'approved' })
})

test('an advance of this year is, while the rest is still to come', async () => {
  const due = (isDue: boolean) => ({ id: 'x', title: 'x', amountFen: 1, isDue, why: '' })
  const frame = { rule: 'r1', title: '补助', key: { field: 'x', value: 'advance' }, inputs: [], readings: [] }
  const trace = { ...frame, stages: [due(true), due(false)] }
  expect(await review(await figure(year, { trace }))).toMatchObject({ state: 'reviewed' })
})
