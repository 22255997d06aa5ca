/** The follower: loads a snapshot or everything, keeps in step, and lets whoever has written see it at once. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { matchModelPart } from '#db/schema/match-model.ts'
import { system } from '#domain/access/actor.ts'
import { createIndexThread, createLocalIndex, type IndexClient } from '#server/matching/index-client.ts'
import { createMatching, type FollowingMatching } from '#server/matching/matching.ts'
import { withdrawListing } from '#usecases/listing/withdraw-listing.ts'
import { rankingVersionOf } from '#usecases/matching/ranking-version.ts'
import { removeSynonymPair } from '#usecases/matching/remove-synonym-pair.ts'
import { retireMatchModel } from '#usecases/matching/retire-match-model.ts'
import { saveSynonymPair } from '#usecases/matching/save-synonym-pair.ts'
import { trainMatchModel } from '#usecases/matching/train-match-model.ts'
import type { Ctx } from '#usecases/support/ctx.ts'
import { aDocument, anId, aQuery } from '../../domain/matching/support.ts'
import { useDatabase } from '../../support/database.ts'
import { publishedAchievement } from '../../support/listings.ts'
import { createWorld, type World } from '../../support/world.ts'

const database = useDatabase()
const folders: string[] = []
const warnings: unknown[] = []
const log = {
  info: () => {},
  warn: (entry: unknown) => void warnings.push(entry),
  error: (entry: unknown) => void warnings.push(entry),
}
let world: World

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jiebang-follow-'))
  folders.push(folder)
  return folder
}

const started: FollowingMatching[] = []
async function follower(folder: string | null, index: IndexClient = createLocalIndex()): Promise<FollowingMatching> {
  const matching = createMatching({ db: database.db, index, folder, log, followsByItself: true })
  started.push(matching)
  await matching.start()
  return matching
}

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

/** A ctx that remembers what its user has written. */
function writing(matching: FollowingMatching): { town: World; written: { seq: number } } {
  const written = { seq: 0 }
  const town: World = {
    ...world,
    ctx: (actor, ports): Ctx => ({ ...world.ctx(actor, { ...ports, matching }), written }),
  }
  return { town, written }
}

beforeAll(async () => {
  world = await createWorld(database.db)
})
afterAll(async () => {
  for (const matching of started) await matching.stop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

describe('following', () => {
  test('when the publishing verb returns, everybody of this process finds the listing, and no longer after its withdrawal', async () => {
    const matching = await follower(null)
    const { town } = writing(matching)
    const id = await publishedAchievement(town, { title: '石墨烯散热膜' })
    expect(await idsOf(matching, '石墨烯')).toEqual([id])
    await withdrawListing(town.ctx(world.people.bidder), { library: 'achievement', id, reason: '' })
    expect(await idsOf(matching, '石墨烯')).toEqual([])
  })

  test('another process answers its writer at once, and everybody soon', async () => {
    const [here, there] = [await follower(null), await follower(null)]
    const { town, written } = writing(here)
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
    const { town } = writing(first)
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
  const { town, written } = writing(matching)
  const id = await publishedAchievement(town, { title: '玄武岩纤维增强复材' })
  expect(await idsOf(matching, 'BFRP')).toEqual([])
  const officer = town.ctx(world.people.officer)
  const pair = await saveSynonymPair(officer, { id: null, term: 'BFRP', synonym: '玄武岩纤维', note: '' })
  expect(await idsOf(matching, 'BFRP', written.seq)).toEqual([id])
  await removeSynonymPair(officer, { id: pair.id })
  expect(await idsOf(matching, 'BFRP', written.seq)).toEqual([])
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
    const { town } = writing(here)
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
