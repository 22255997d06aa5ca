/** Two administrators switch the ranking at the same moment. Races run on PostgreSQL only. */
import { beforeAll, describe, expect, it } from 'vitest'
import { verifyAudit } from '#db/queries/audit.ts'
import { listMatchWeights } from '#db/queries/match-weights.ts'
import { defaultWeights } from '#domain/matching/ranking/weights.ts'
import { isRealPostgres, useDatabase } from '#test/support/database.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { activateMatchWeights } from '#usecases/matching/activate-match-weights.ts'
import { compareMatchWeights } from '#usecases/matching/compare-match-weights.ts'
import { proposeMatchWeights } from '#usecases/matching/propose-match-weights.ts'
import { restoreDefaultWeights } from '#usecases/matching/restore-default-weights.ts'

describe.skipIf(!isRealPostgres)('at the same moment', () => {
  const database = useDatabase()
  let world: World
  beforeAll(async () => {
    world = await createWorld(database.db)
  })

  const admin = () => world.ctx(world.people.admin)
  async function compared(count: number): Promise<string[]> {
    const ids: string[] = []
    for (let i = 0; i < count; i++) {
      const { id } = await proposeMatchWeights(admin(), { weights: defaultWeights, note: `${i}` })
      await compareMatchWeights(admin(), { id })
      ids.push(id)
    }
    return ids
  }
  const switchAll = (ids: readonly string[]) =>
    Promise.all(
      ids.map(id =>
        activateMatchWeights(admin(), { id, acceptLoss: true }).then(
          () => 'switched',
          error => error.code,
        ),
      ),
    )
  const activeOnes = async () =>
    (await listMatchWeights(database.db, { latest: 100 })).filter(row => row.activatedAt && !row.retiredAt)

  it.each(['of the program', 'of somebody'])('one of eight takes over from weights %s', async from => {
    if (from === 'of somebody') await switchAll(await compared(1))
    else await restoreDefaultWeights(admin())
    const answers = await switchAll(await compared(8))
    expect(answers.toSorted()).toEqual([...Array(7).fill('NOT_COMPARED'), 'switched'])
    expect(await activeOnes()).toHaveLength(1)
    expect((await verifyAudit(database.db)).broken).toBeNull()
  })

  it('one set of weights is switched on once', async () => {
    const [id = ''] = await compared(1)
    const answers = await switchAll([id, id, id, id])
    expect(answers.toSorted()).toEqual(['WRONG_STATE', 'WRONG_STATE', 'WRONG_STATE', 'switched'])
  })
})
