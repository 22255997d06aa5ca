/** The other directions of matching: filters, the like, solved demands, interested enterprises. */
import { and, eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { matchImpression } from '#db/schema/match-log.ts'
import { anonymous } from '#domain/access/actor.ts'
import type { DemandContent } from '#domain/demand/demand.ts'
import type { Library } from '#domain/listing.ts'
import type { MatchFilter } from '#domain/matching/index/filter.ts'
import { challengeContent } from '#test/support/challenge-content.ts'
import { useDatabase } from '#test/support/database.ts'
import { publishedAchievement, publishedDemand, publishedExpert } from '#test/support/listings.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { createChallenge } from '#usecases/challenge/create-challenge.ts'
import { withdrawListing } from '#usecases/listing/withdraw-listing.ts'
import { listInterestedEnterprises } from '#usecases/matching/list-interested-enterprises.ts'
import { listMatches } from '#usecases/matching/list-matches.ts'
import { listSolvedDemands } from '#usecases/matching/list-solved-demands.ts'

const database = useDatabase()
let world: World
const ids: Record<'demand' | 'sister' | 'rivals' | 'own' | 'offer' | 'cheap', string> = {} as never
beforeAll(async () => {
  world = await createWorld(database.db)
  const { rival, bidder } = world.people
  ids.demand = await publishedDemand(world)
  ids.sister = await publishedDemand(world, { title: '立方氮化硼单晶触媒的研制' })
  ids.rivals = await publishedDemand(world, { title: '大颗粒立方氮化硼单晶合成', regionCode: '110101' }, rival)
  ids.own = await publishedDemand(world, { title: '立方氮化硼单晶检测' }, bidder)
  await publishedDemand(world, { title: '奶牛乳房炎疫苗', problem: '需要一种奶牛乳房炎的多价疫苗，保护率不低于九成。' })
  ids.offer = await publishedAchievement(world)
  ids.cheap = await publishedAchievement(world, {
    title: '立方氮化硼微粉的制备',
    stage: 'early',
    trl: 3,
    regionCode: '110101',
    waysOfTransfer: ['transfer'],
    priceMinFen: 1_000_000n,
    priceMaxFen: 2_000_000n,
    industryCode: 'C30',
  })
})

const idsOf = (matches: readonly { listing: { id: string } }[]) => matches.map(({ listing }) => listing.id)
const matches = (from: Library, id: string, to: Library, filter?: MatchFilter) =>
  listMatches(world.ctx(anonymous), { from: { library: from, id }, to, limit: 20, ...(filter && { filter }) })

describe('filters', () => {
  test.each<[MatchFilter]>([
    [{ kinds: ['early'] }],
    [{ trlMax: 4 }],
    [{ regionCode: '110000' }],
    [{ industryCode: 'C' }],
    [{ waysOfTransfer: ['transfer', 'equity'] }],
    [{ amountMaxFen: 3_000_000n }],
  ])('%o leaves one', async filter => {
    expect(idsOf(await matches('demand', ids.demand, 'achievement', filter))).toEqual([ids.cheap])
  })

  test('by organisation, and what nobody fits', async () => {
    const { university, institute } = world.organisations
    const by = (filter: MatchFilter) => matches('demand', ids.demand, 'achievement', filter)
    expect(await by({ organisationId: university })).toHaveLength(2)
    expect(await by({ organisationId: institute })).toEqual([])
    expect(await by({ fields: ['biomedicine'] })).toEqual([])
  })

  test('what cannot mean anything is said, with its remedy', async () => {
    await expect(matches('demand', ids.demand, 'expert', { trlMin: 3, kinds: ['mature'] })).rejects.toMatchObject({
      problems: [
        { path: 'filter.kinds', remedy: expect.stringContaining('technical') },
        { path: 'filter.trlMin', remedy: 'leave it out' },
      ],
    })
  })
})

describe('others and oneself', () => {
  test('an organisation does not find its own listings on the other side, either way', async () => {
    const { bidder, poster } = world.people
    const expert = await publishedExpert(world, bidder)
    const demands = idsOf(await matches('achievement', ids.offer, 'demand'))
    expect(demands).toEqual(expect.arrayContaining([ids.demand, ids.sister, ids.rivals]))
    expect(demands).not.toContain(ids.own)
    expect(idsOf(await matches('expert', expert, 'demand'))).not.toContain(ids.own)
    for (const to of ['achievement', 'expert'] as const) expect(await matches('demand', ids.own, to)).toEqual([])
    expect(idsOf(await matches('demand', ids.demand, 'expert'))).toEqual([expert])
    const posters = await publishedAchievement(world, {}, poster)
    const found = idsOf(await matches('demand', ids.own, 'achievement'))
    await withdrawListing(world.ctx(poster), { library: 'achievement', id: posters, reason: '' })
    expect(found).toEqual([posters])
  })

  test('what a bureau has collected stems from many, and is found for what it has collected', async () => {
    const { officer } = world.people
    const demand = await publishedDemand(world, { title: '立方氮化硼单晶的提纯' }, officer)
    const offer = await publishedAchievement(world, { title: '立方氮化硼单晶提纯工艺' }, officer)
    const found = idsOf(await matches('demand', demand, 'achievement'))
    for (const [library, id] of [
      ['demand', demand],
      ['achievement', offer],
    ] as const)
      await withdrawListing(world.ctx(officer), { library, id, reason: '' })
    expect(found).toContain(offer)
  })
})

describe('the like', () => {
  test('of its own library, also of its own organisation, without itself, with reasons', async () => {
    const found = await matches('demand', ids.demand, 'demand')
    expect(idsOf(found)).toEqual(expect.arrayContaining([ids.sister, ids.rivals, ids.own]))
    expect(idsOf(found)).not.toContain(ids.demand)
    expect(found[0]?.explanation.root.children[0].children.length).toBeGreaterThan(0)
    expect(idsOf(await matches('achievement', ids.offer, 'achievement'))).toEqual([ids.cheap])
  })
})

describe('enterprises that asked for the like', () => {
  const ask = (limit = 10) => listInterestedEnterprises(world.ctx(anonymous), { id: ids.offer, limit })

  test('by organisation, the best first, with their demands; not the one that offers it', async () => {
    const found = await ask()
    const { enterprise, otherEnterprise, university } = world.organisations
    expect(found.map(({ organisation }) => organisation.id).toSorted()).toEqual(
      [enterprise, otherEnterprise].toSorted(),
    )
    expect(found.map(({ organisation }) => organisation.id)).not.toContain(university)
    const poster = found.find(({ organisation }) => organisation.id === enterprise)
    expect(idsOf(poster?.demands ?? [])).toEqual(expect.arrayContaining([ids.demand, ids.sister]))
    const best = found.map(({ demands }) => demands[0]?.score ?? 0)
    expect(best).toEqual(best.toSorted((a, b) => b - a))
    expect(found.flatMap(({ demands }) => demands).every(({ explanation }) => explanation.root.contribution > 0)).toBe(
      true,
    )
  })

  test('as many as were asked for, within bounds', async () => {
    expect(await ask(1)).toHaveLength(1)
    await expect(ask(0)).rejects.toMatchObject({ problems: [{ path: 'first' }] })
  })

  test('a draft achievement is asked by its owner only', async () => {
    await withdrawListing(world.ctx(world.people.bidder), { library: 'achievement', id: ids.cheap, reason: '' })
    const asked = (actor: Parameters<World['ctx']>[0]) =>
      listInterestedEnterprises(world.ctx(actor), { id: ids.cheap, limit: 5 })
    await expect(asked(anonymous)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await asked(world.people.bidder)).length).toBeGreaterThan(0)
  })
})

describe('similar demands that were solved', () => {
  const ask = (actor: Parameters<World['ctx']>[0] = anonymous) =>
    listSolvedDemands(world.ctx(actor), { id: ids.demand, limit: 10 })

  /** The way to the award is long and tested elsewhere: here only its end counts. */
  async function challengeIn(state: string, demand: Partial<DemandContent>): Promise<{ demandId: string; id: string }> {
    const demandId = await publishedDemand(world, demand, world.people.rival)
    const content = { demandId, bureauId: world.organisations.bureau, ...challengeContent() }
    const { id } = await createChallenge(world.ctx(world.people.rival), content)
    await database.db.transaction(async tx => {
      await tx.execute(sql`set local session_replication_role = replica`)
      await tx.execute(sql`update challenge set state = ${state}, published_at = clock_timestamp() - interval '9 days',
        bids_close_at = clock_timestamp() - interval '8 days', awarded_at = clock_timestamp() where id = ${id}`)
    })
    return { demandId, id }
  }

  test('awarded ones, with the challenge; not what failed, is open, or was put away without acceptance', async () => {
    expect(await ask()).toEqual([])
    const awarded = await challengeIn('awarded', { title: '立方氮化硼单晶韧性提升' })
    await challengeIn('failed', { title: '立方氮化硼单晶热稳定性' })
    await challengeIn('under_review', { title: '立方氮化硼单晶镀层' })
    const archived = await challengeIn('archived', { title: '立方氮化硼单晶分选' })
    const found = await ask()
    expect(found.map(({ match, challenge }) => [match.listing.id, challenge.id])).toEqual([
      [awarded.demandId, awarded.id],
    ])
    expect(found[0]?.match.explanation.root.contribution).toBeGreaterThan(0)
    await database.db.execute(sql`insert into lifecycle_event (id, subject_kind, subject_id, event, from_state, to_state)
      values (gen_random_uuid(), 'challenge', ${archived.id}, 'accept', 'in_progress', 'accepted')`)
    expect((await ask()).map(({ challenge }) => challenge.id).toSorted()).toEqual([awarded.id, archived.id].toSorted())
  })

  test('and they are written down as a narrowed page, as the enterprises are', async () => {
    const viewer = world.people.researcher
    const logged = (queryId: string) =>
      database.db
        .select({ shownId: matchImpression.shownId, isFiltered: matchImpression.isFiltered })
        .from(matchImpression)
        .where(and(eq(matchImpression.queryId, queryId), eq(matchImpression.viewerUserId, viewer.userId)))
        .orderBy(matchImpression.rank)
    const asLogged = (matches: readonly { listing: { id: string } }[]) =>
      matches.map(({ listing }) => ({ shownId: listing.id, isFiltered: true }))
    const solved = await ask(viewer)
    expect(solved.length).toBeGreaterThan(0)
    expect(await logged(ids.demand)).toEqual(asLogged(solved.map(({ match }) => match)))
    const enterprises = await listInterestedEnterprises(world.ctx(viewer), { id: ids.offer, limit: 10 })
    expect(await logged(ids.offer)).toEqual(asLogged(enterprises.flatMap(({ demands }) => demands)))
  })

  test('one that is not public any more is gone', async () => {
    const { demandId } = await challengeIn('contracted', { title: '立方氮化硼单晶粒度控制' })
    expect(idsOf((await ask()).map(({ match }) => match))).toContain(demandId)
    await withdrawListing(world.ctx(world.people.rival), { library: 'demand', id: demandId, reason: '' })
    expect(idsOf((await ask()).map(({ match }) => match))).not.toContain(demandId)
  })
})
