/** Word vectors of our own training, in indexes that follow: taken in, taken back, kept in snapshots, left out when broken. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { matchModelPart } from '#db/schema/match-model.ts'
import { system } from '#domain/access/actor.ts'
import { createIndexThread, createLocalIndex, type IndexClient } from '#server/matching/index-client.ts'
import type { FollowingMatching } from '#server/matching/matching.ts'
import { rankingVersionOf } from '#usecases/matching/ranking-version.ts'
import { retireMatchModel } from '#usecases/matching/retire-match-model.ts'
import { trainMatchModel } from '#usecases/matching/train-match-model.ts'
import { aQuery } from '../../domain/matching/support.ts'
import { useDatabase } from '../../support/database.ts'
import { useFollowers, writing } from '../../support/followers.ts'
import { publishedAchievement } from '../../support/listings.ts'
import { createWorld, type World } from '../../support/world.ts'

const database = useDatabase()
const { follower, newFolder, warnings } = useFollowers(database)
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})

describe('word vectors of our own training', () => {
  const titles = ['石墨烯散热膜', '石墨烯导热膜', '石墨烯电热膜', '石墨烯防腐涂料', '石墨烯浆料分散']
  const train = () =>
    trainMatchModel(world.ctx(system), { options: { dimensions: 8, epochs: 2, minCount: 2 }, least: 1 })
  const asked = { library: 'achievement', from: 'demand', query: aQuery({ title: '石墨烯膜' }), limit: 50 } as const
  const rank = async (matching: FollowingMatching) => (await matching.rank({ ...asked, nowAt: Date.now() })).ranked
  const known = async (matching: FollowingMatching) => {
    const similarities = (await rank(matching)).map(({ similarity }) => similarity !== null)
    return { none: !similarities.includes(true), all: similarities.length > 0 && !similarities.includes(false) }
  }
  const allHaveMeanings = (matching: FollowingMatching) =>
    expect.poll(() => known(matching), { timeout: 5_000 }).toMatchObject({ all: true })
  beforeAll(async () => {
    for (const title of titles) await publishedAchievement(world, { title })
  })
  afterAll(() => retireMatchModel(world.ctx(system)))

  test('are taken in by every process that runs, and taken back', async () => {
    const folder = newFolder()
    const [here, there] = [
      await follower(
        folder,
        createIndexThread(() => {}),
      ),
      await follower(null),
    ]
    expect(await known(here)).toMatchObject({ none: true })
    await here.save()
    const { model } = await train()
    await allHaveMeanings(here)
    await allHaveMeanings(there)
    const { plan, space } = await here.rank({ ...asked, nowAt: Date.now() })
    expect(space).toBe(`words ${model?.version}`)
    expect(rankingVersionOf({ plan, space })).not.toBe(rankingVersionOf({ plan }))
    // Once the listings without meanings are merged away, it is an index that was built with them, to the last bit.
    const fresh = await rank(await follower(null))
    for (const matching of [here, there]) await expect.poll(() => rank(matching), { timeout: 5_000 }).toEqual(fresh)
    const { town } = writing(world, here)
    const id = await publishedAchievement(town, { title: '石墨烯气凝胶膜' })
    expect((await rank(here)).find(found => found.id === id)?.similarity).toBeTypeOf('number')
    await retireMatchModel(world.ctx(system))
    for (const matching of [here, there])
      await expect.poll(() => known(matching), { timeout: 5_000 }).toMatchObject({ none: true })
  })

  test('come back with the snapshot; one without them, or with others, is used and brought up to date', async () => {
    const folder = newFolder()
    const plain = await follower(folder)
    await plain.save()
    const { model } = await train()
    const second = await follower(folder)
    await allHaveMeanings(second)
    await second.save()
    const fresh = await follower(null)
    const index = createLocalIndex()
    const upserted: string[] = []
    const watched: IndexClient = {
      ...index,
      apply: change => {
        upserted.push(...change.upsert.map(({ id }) => id))
        return index.apply(change)
      },
    }
    const third = await follower(folder, watched)
    expect(await rank(third)).toEqual(await rank(fresh))
    expect(upserted).toEqual([])
    await publishedAchievement(world, { title: '石墨烯复合膜' })
    expect((await train()).model?.version).not.toBe(model?.version)
    const fourth = await follower(folder)
    await allHaveMeanings(fourth)
    expect(await rank(fourth)).toEqual(await rank(await follower(null)))
    expect(warnings).toEqual([])
  })

  test('that cannot be read are left out, with a line in the log; matches are ranked by words', async () => {
    const { model } = await train()
    await database.db.update(matchModelPart).set({ content: new Uint8Array(64) })
    const matching = await follower(null)
    expect(await known(matching)).toMatchObject({ none: true })
    expect((await rank(matching)).length).toBeGreaterThan(0)
    // Those of other tests may have seen it, too.
    const line = { model: `words ${model?.version}` }
    expect(warnings.length).toBeGreaterThan(0)
    expect(warnings.splice(0).filter(other => JSON.stringify(other) !== JSON.stringify(line))).toEqual([])
    await retireMatchModel(world.ctx(system))
  })
})
