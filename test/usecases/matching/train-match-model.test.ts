/** Training reads public listings only, puts the new vectors in the place of the old ones, and writes all or nothing. */
import { asc, desc, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { findMatchModelInUse, readMatchModelContent } from '#db/queries/match-model.ts'
import { matchModel, matchModelPart } from '#db/schema/match-model.ts'
import { auditEntry } from '#db/schema/record.ts'
import { system } from '#domain/access/actor.ts'
import { decodeWordVectors } from '#domain/matching/vectors/encoding.ts'
import { saveListing } from '#usecases/listing/save-listing.ts'
import { withdrawListing } from '#usecases/listing/withdraw-listing.ts'
import { retireMatchModel } from '#usecases/matching/retire-match-model.ts'
import { trainMatchModel } from '#usecases/matching/train-match-model.ts'
import { refusalOf } from '../../support/challenge.ts'
import { useDatabase } from '../../support/database.ts'
import { achievementContent, publishedAchievement, publishedDemand } from '../../support/listings.ts'
import { createWorld, type World } from '../../support/world.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})

const options = { dimensions: 8, epochs: 1, minCount: 2 }
const train = () => trainMatchModel(world.ctx(system), { options, least: 1 })
const trained = async () => {
  const { model } = await train()
  if (!model) throw new Error('nothing was learnt')
  return model
}
const inUse = async () => {
  const model = await findMatchModelInUse(database.db)
  return model && { ...model, vectors: decodeWordVectors(await readMatchModelContent(database.db, model.id)) }
}
const audits = async () => (await database.db.select().from(auditEntry).orderBy(desc(auditEntry.seq))).length
const rows = async () => (await database.db.select().from(matchModel).orderBy(asc(matchModel.id))).length

describe('trainMatchModel', () => {
  it('says so when there is nothing to learn from, and writes nothing', async () => {
    const before = await audits()
    expect(await train()).toEqual({ texts: 0, model: null, wasInUse: false })
    expect([await rows(), await audits()]).toEqual([0, before])
  })

  it('is the work of the system alone', async () => {
    for (const actor of [world.people.admin, world.people.officer])
      for (const verb of [trainMatchModel, retireMatchModel])
        expect(await refusalOf(verb(world.ctx(actor)))).toBe('NOT_ALLOWED')
  })

  it('learns the words of public listings, and of no other', async () => {
    for (const title of ['石墨烯散热膜', '石墨烯导热膜', '石墨烯电热膜']) await publishedAchievement(world, { title })
    await publishedDemand(world, { title: '石墨烯薄膜的转移' })
    const withdrawn = await publishedAchievement(world, { title: '钪锆合金坩埚坩埚坩埚' })
    await withdrawListing(world.ctx(world.people.bidder), { library: 'achievement', id: withdrawn, reason: '' })
    const draft = achievementContent({ title: '铼铱阳极阳极阳极' })
    await saveListing(world.ctx(world.people.bidder), {
      library: 'achievement',
      id: null,
      version: null,
      content: draft,
    })
    const model = await trained()
    expect(model).toMatchObject({ texts: 4, dimensions: 8, options: expect.objectContaining(options) })
    const stored = await inUse()
    expect(stored?.vectors.version).toBe(model.version)
    expect(stored?.vectors.words).toHaveLength(model.words)
    expect(stored?.vectors.words).toEqual(expect.arrayContaining(['石墨', '墨烯']))
    for (const word of ['坩埚', '阳极']) expect(stored?.vectors.words).not.toContain(word)
    const [entry] = await database.db.select().from(auditEntry).orderBy(desc(auditEntry.seq)).limit(1)
    expect(entry).toMatchObject({ action: 'match_model.train', subjectId: model.id, actorUserId: null })
  })

  it('changes nothing when the listings teach the same', async () => {
    const [before, first] = [await audits(), await inUse()]
    expect(await train()).toMatchObject({ model: { id: first?.id }, wasInUse: true })
    // And when there are fewer than it takes, unless another bar is set.
    expect(await trainMatchModel(world.ctx(system), { options })).toMatchObject({ texts: 4, model: null })
    expect([await audits(), await rows()]).toEqual([before, 1])
  })

  it('puts a new model in the place of the old one, of which only the record stays', async () => {
    const first = await inUse()
    await publishedAchievement(world, { title: '碳纳米管导热膜' })
    const second = await trained()
    expect(second.version).not.toBe(first?.version)
    expect((await inUse())?.id).toBe(second.id)
    const old = await database.db
      .select()
      .from(matchModel)
      .where(eq(matchModel.id, first?.id ?? ''))
    expect(old[0]?.retiredAt).toBeInstanceOf(Date)
    const parts = await database.db.select({ modelId: matchModelPart.modelId }).from(matchModelPart)
    expect(new Set(parts.map(({ modelId }) => modelId))).toEqual(new Set([second.id]))
  })

  it('tells how far it is', async () => {
    const told: { done: number; total: number }[] = []
    const longer = { ...options, epochs: 60 }
    await trainMatchModel(world.ctx(system), {
      options: longer,
      least: 1,
      onProgress: progress => void told.push(progress),
    })
    expect(told.length).toBeGreaterThan(0)
    expect(told.every(({ done, total }) => done > 0 && done <= total)).toBe(true)
  })
})

describe('retireMatchModel', () => {
  it('takes the model out of use, once', async () => {
    const before = await inUse()
    expect(await retireMatchModel(world.ctx(system))).toBe(before?.version)
    expect(await inUse()).toBeNull()
    expect(await database.db.select().from(matchModelPart)).toEqual([])
    const audited = await audits()
    expect(await retireMatchModel(world.ctx(system))).toBeNull()
    expect(await audits()).toBe(audited)
  })
})
