/** Matches through the use case: visible at once, gone at once, only what the viewer may see, with shares that add up. */
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { matchImpression } from '#db/schema/match-log.ts'
import { type Actor, anonymous } from '#domain/access/actor.ts'
import type { MatchFilter } from '#domain/matching/index/filter.ts'
import { renewListing } from '#usecases/listing/renew-listing.ts'
import { saveListing } from '#usecases/listing/save-listing.ts'
import { withdrawListing } from '#usecases/listing/withdraw-listing.ts'
import { listMatches } from '#usecases/matching/list-matches.ts'
import { useDatabase } from '../../support/database.ts'
import { achievementContent, demandContent, publishedAchievement, publishedDemand } from '../../support/listings.ts'
import { matchingOn } from '../../support/ports.ts'
import { rankedAs } from '../../support/ranked.ts'
import { createWorld, type World } from '../../support/world.ts'

const database = useDatabase()
let world: World
let demandId: string
let fitting: string
beforeAll(async () => {
  world = await createWorld(database.db)
  demandId = await publishedDemand(world)
  fitting = await publishedAchievement(world)
  await publishedAchievement(world, {
    title: '猪圆环病毒疫苗',
    summary: '用于猪的免疫预防，安全性良好，保护率高，适合规模化养殖场。',
    field: 'biomedicine',
  })
})

const matchesFor = (actor: Parameters<World['ctx']>[0], id = demandId) =>
  listMatches(world.ctx(actor), { from: { library: 'demand', id }, to: 'achievement', limit: 20 })

describe('matches', () => {
  test('the fitting achievement is first, and its shares add up to its score', async () => {
    const [best] = await matchesFor(anonymous)
    expect(best?.listing.id).toBe(fitting)
    const { root } = best?.explanation ?? { root: { contribution: 0, children: [] } }
    expect(root.children.reduce((sum, node) => sum + node.contribution, 0)).toBeCloseTo(best?.score ?? -1, 9)
    expect(JSON.stringify(root)).toContain('氮化硼')
  })

  test('a listing is found by the very next query after its publishing, and gone after its withdrawal', async () => {
    const id = await publishedAchievement(world, {
      title: '立方氮化硼单晶触媒',
      summary: '新型触媒配方，合成的立方氮化硼单晶韧性显著提高，适合批量生产。',
    })
    expect((await matchesFor(anonymous)).map(m => m.listing.id)).toContain(id)
    await withdrawListing(world.ctx(world.people.bidder), { library: 'achievement', id, reason: '' })
    expect((await matchesFor(anonymous)).map(m => m.listing.id)).not.toContain(id)
  })

  test('what is not public any more by the time it is read is no match, for its owner and the officer either', async () => {
    const { bidder, officer } = world.people
    const id = await publishedAchievement(world)
    const late = rankedAs([[id, 'strong']])
    const ask = async (actor: Actor) => {
      const from = { library: 'demand', id: demandId } as const
      const found = await listMatches(world.ctx(actor, { matching: late }), { from, to: 'achievement', limit: 5 })
      return found.map(({ listing }) => listing.id)
    }
    for (const actor of [bidder, officer]) expect(await ask(actor)).toEqual([id])
    await withdrawListing(world.ctx(bidder), { library: 'achievement', id, reason: '' })
    for (const actor of [anonymous, bidder, officer]) expect(await ask(actor)).toEqual([])
  })

  test('another process on the same database sees the change too', async () => {
    const elsewhere = matchingOn(database.db)
    await elsewhere.start()
    const id = await publishedAchievement(world, {
      title: '立方氮化硼单晶整形',
      summary: '通过气流整形提高单晶的等积形率与冲击韧性，成本低，适合中小企业。',
    })
    const matches = await listMatches(world.ctx(anonymous, { matching: elsewhere }), {
      from: { library: 'demand', id: demandId },
      to: 'achievement',
      limit: 20,
    })
    expect(matches.map(m => m.listing.id)).toContain(id)
  })

  test('drafts are never ranked, and a draft demand is asked only by those who may see it', async () => {
    await saveListing(world.ctx(world.people.bidder), {
      library: 'achievement',
      id: null,
      version: null,
      content: achievementContent(),
    })
    expect((await matchesFor(world.people.bidder)).every(m => m.listing.state === 'published')).toBe(true)
    const draft = await saveListing(world.ctx(world.people.poster), {
      library: 'demand',
      id: null,
      version: null,
      content: demandContent(),
    })
    expect((await matchesFor(world.people.poster, draft.id))[0]?.listing.id).toBe(fitting)
    await expect(matchesFor(anonymous, draft.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(matchesFor(world.people.rival, draft.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('the other way round: demands for an achievement', async () => {
    const matches = await listMatches(world.ctx(anonymous), {
      from: { library: 'achievement', id: fitting },
      to: 'demand',
      limit: 5,
    })
    expect(matches[0]?.listing.id).toBe(demandId)
    expect(matches[0]?.listing.contact).toBeNull()
  })

  test('renewing keeps it found', async () => {
    await renewListing(world.ctx(world.people.bidder), { library: 'achievement', id: fitting })
    expect((await matchesFor(anonymous))[0]?.listing.id).toBe(fitting)
  })

  test('what a signed-in viewer was shown is written down, with a filter as such; of a visitor nothing', async () => {
    const viewer = world.people.rival
    const rows = () => database.db.$count(matchImpression)
    const logged = () =>
      database.db.select().from(matchImpression).where(eq(matchImpression.viewerUserId, viewer.userId))
    const before = await rows()
    const ask = (actor: Actor, filter: MatchFilter) =>
      listMatches(world.ctx(actor), { from: { library: 'demand', id: demandId }, to: 'achievement', limit: 1, filter })
    await ask(anonymous, {})
    expect(await rows()).toBe(before)
    const [best] = await ask(viewer, {})
    await ask(viewer, { trlMin: 1 })
    const shown = { shownId: best?.listing.id, queryId: demandId, rank: 1 }
    expect((await logged()).toSorted((a, b) => Number(a.isFiltered) - Number(b.isFiltered))).toMatchObject([
      { ...shown, isFiltered: false },
      { ...shown, isFiltered: true },
    ])
  })

  test.each([0, 101])('a limit of %s is refused', async limit => {
    const asked = listMatches(world.ctx(anonymous), {
      from: { library: 'demand', id: demandId },
      to: 'achievement',
      limit,
    })
    await expect(asked).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })
})
