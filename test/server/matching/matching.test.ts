/** The follower: loads a snapshot or everything, keeps in step, and lets whoever has written see it at once. */
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { createIndexThread, createLocalIndex, type IndexClient } from '#server/matching/index-client.ts'
import { createMatching, type FollowingMatching } from '#server/matching/matching.ts'
import { withdrawListing } from '#usecases/listing/withdraw-listing.ts'
import { removeSynonymPair } from '#usecases/matching/remove-synonym-pair.ts'
import { saveSynonymPair } from '#usecases/matching/save-synonym-pair.ts'
import { aDocument, anId, aQuery } from '../../domain/matching/support.ts'
import { useDatabase } from '../../support/database.ts'
import { useFollowers, writing } from '../../support/followers.ts'
import { publishedAchievement } from '../../support/listings.ts'
import { createWorld, type World } from '../../support/world.ts'

const database = useDatabase()
const { follower, newFolder, warnings, log } = useFollowers(database)
let world: World

const idsOf = async (matching: FollowingMatching, text: string, afterSeq?: number): Promise<string[]> => {
  const asked = {
    library: 'achievement',
    text,
    order: 'newest',
    offset: 0,
    limit: 50,
    nowAt: Date.now(),
    afterSeq,
  } as const
  return (await matching.find(asked)).ids
}

beforeAll(async () => {
  world = await createWorld(database.db)
})
describe('following', () => {
  test('when the publishing verb returns, everybody of this process finds the listing, and no longer after its withdrawal', async () => {
    const matching = await follower(null)
    const { town } = writing(world, matching)
    const id = await publishedAchievement(town, { title: '石墨烯散热膜' })
    expect(await idsOf(matching, '石墨烯')).toEqual([id])
    await withdrawListing(town.ctx(world.people.bidder), { library: 'achievement', id, reason: '' })
    expect(await idsOf(matching, '石墨烯')).toEqual([])
  })

  test('another process answers its writer at once, and everybody soon', async () => {
    const [here, there] = [await follower(null), await follower(null)]
    const { town, written } = writing(world, here)
    const id = await publishedAchievement(town, { title: '钙钛矿电池' })
    expect(written.seq).toBeGreaterThan(0)
    expect(await idsOf(there, '钙钛矿', written.seq)).toEqual([id])
    const next = await publishedAchievement(town, { title: '钙钛矿组件' })
    await expect.poll(() => idsOf(there, '钙钛矿组件'), { timeout: 5_000 }).toEqual([next])
  })

  test('a made-up number costs one look and nobody waits for it', async () => {
    const matching = await follower(null)
    expect(await idsOf(matching, '没有这样的词语', Number.MAX_SAFE_INTEGER)).toEqual([])
  })
})

describe('starting', () => {
  test('from a snapshot, with what has changed since', async () => {
    const folder = newFolder()
    const first = await follower(folder)
    const { town } = writing(world, first)
    const kept = await publishedAchievement(town, { title: '海藻纤维敷料' })
    const gone = await publishedAchievement(town, { title: '海藻酸钠凝胶' })
    await first.save()
    await withdrawListing(world.ctx(world.people.bidder), { library: 'achievement', id: gone, reason: '' })
    const added = await publishedAchievement(world, { title: '海藻多糖提取' })
    const second = await follower(folder)
    expect((await idsOf(second, '海藻')).toSorted()).toEqual([kept, added].toSorted())
    expect(warnings).toEqual([])
  })

  test('anew, with a line in the log, when the snapshot is of another database', async () => {
    const folder = newFolder()
    const index = createLocalIndex()
    await index.save(folder, { seq: 3, proof: 'f'.repeat(64), model: '' })
    const id = await publishedAchievement(world, { title: '微流控芯片' })
    const matching = await follower(folder, index)
    expect(await idsOf(matching, '微流控')).toEqual([id])
    expect(warnings.splice(0)).toEqual([{ folder, reason: 'it was taken of another database' }])
  })

  test('from a snapshot that was being written when the service was stopped', async () => {
    const folder = newFolder()
    const first = await follower(folder)
    for (let round = 0; round < 5; round++) {
      await publishedAchievement(world, { title: `相变储热砖${round}型` })
      await first.takeIn(Number.POSITIVE_INFINITY)
      await Promise.all([first.save(), first.save(), first.save()])
    }
    const saving = first.save()
    await first.stop()
    await saving
    expect(await idsOf(await follower(folder), '相变储热砖')).toHaveLength(5)
    expect(warnings).toEqual([])
  })

  test('closes the index, too, when the last snapshot cannot be written', async () => {
    const index = createLocalIndex()
    let isClosed = false
    const broken: IndexClient = {
      ...index,
      save: () => Promise.reject(new Error('the disk is full')),
      close: async () => {
        isClosed = true
      },
    }
    const matching = createMatching({ db: database.db, index: broken, folder: newFolder(), log, followsByItself: true })
    await matching.start()
    await expect(matching.stop()).rejects.toThrow('the disk is full')
    expect(isClosed).toBe(true)
  })

  test('what a search may have meant is known soon after, without anybody asking before', async () => {
    await publishedAchievement(world, { title: '压电陶瓷换能器' })
    const matching = await follower(
      null,
      createIndexThread(() => {}),
    )
    const asked = { library: 'achievement', text: 'yadiantaoci', nowAt: Date.now() } as const
    await sleep(2_000)
    expect(await matching.suggest(asked)).toMatchObject({ text: '压电陶瓷' })
  })

  test('rebuilding gives what following gave', async () => {
    const matching = await follower(null)
    const before = await idsOf(matching, '')
    await matching.rebuild()
    expect(before.length).toBeGreaterThan(3)
    expect(await idsOf(matching, '')).toEqual(before)
  })
})

test('a pair of synonyms widens the next search of whoever entered it, and no longer when it is removed', async () => {
  const matching = await follower(null)
  const { town, written } = writing(world, matching)
  const id = await publishedAchievement(town, { title: '玄武岩纤维增强复材' })
  expect(await idsOf(matching, 'BFRP')).toEqual([])
  const officer = town.ctx(world.people.officer)
  const pair = await saveSynonymPair(officer, { id: null, term: 'BFRP', synonym: '玄武岩纤维', note: '' })
  expect(await idsOf(matching, 'BFRP', written.seq)).toEqual([id])
  await removeSynonymPair(officer, { id: pair.id })
  expect(await idsOf(matching, 'BFRP', written.seq)).toEqual([])
})

test('a long list of reasons comes in slices, with others in between', async () => {
  const index = createLocalIndex()
  const slices: number[] = []
  const watched: IndexClient = {
    ...index,
    explain: async request => {
      slices.push(request.documents.length)
      await sleep(1)
      return index.explain(request)
    },
  }
  const matching = await follower(null, watched)
  const nowAt = Date.now()
  const asked = { library: 'achievement', from: 'demand', query: aQuery({ title: '石墨烯膜' }) } as const
  const { plan } = await matching.rank({ ...asked, limit: 5, nowAt })
  const documents = Array.from({ length: 12 }, (_, n) => aDocument({ id: anId(n), title: `石墨烯膜${n}` }))
  const request = { ...asked, plan, documents, similarities: documents.map(() => null), nowAt }
  expect(await matching.explain(request)).toEqual(await index.explain(request))
  expect(slices).toEqual([5, 5, 2])
})

test('the index in a thread of its own answers the same, and says what went wrong', async () => {
  const exits: Error[] = []
  const index = createIndexThread(error => void exits.push(error))
  const matching = await follower(newFolder(), index)
  const local = await follower(null)
  expect(await idsOf(matching, '海藻')).toEqual(await idsOf(local, '海藻'))
  await expect(index.load('/dev/null')).rejects.toThrow()
  expect(await idsOf(matching, '海藻')).toHaveLength(2)
  await matching.stop()
  await expect(idsOf(matching, '海藻')).rejects.toThrow('closed')
  await sleep(10)
  expect(exits).toEqual([])
})
