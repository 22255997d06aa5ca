/** Who is told of a published listing: once, and only those who could act on it. */
import { eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { matchAlert } from '#db/schema/notification.ts'
import { outbox } from '#db/schema/outbox.ts'
import { auditEntry } from '#db/schema/record.ts'
import { violates } from '#db/transaction.ts'
import { system } from '#domain/access/actor.ts'
import { withdrawListing } from '#usecases/listing/withdraw-listing.ts'
import { listMatches } from '#usecases/matching/list-matches.ts'
import { maxAsked } from '#usecases/matching/list-strong-matches.ts'
import { announceMessage } from '#usecases/notification/announce-message.ts'
import { deliverDigests } from '#usecases/notification/deliver-digests.ts'
import { takeMessage } from '#usecases/notification/take-message.ts'
import { refusalOf } from '../../support/challenge.ts'
import { publishedAchievement, publishedDemand } from '../../support/listings.ts'
import { useInbox } from './support.ts'

const stage = useInbox()

describe('who is told', () => {
  it('of a new achievement: those who may edit the demand it matches strongly', async () => {
    const demandId = await publishedDemand(stage.world)
    const fair = await publishedDemand(stage.world, {}, stage.world.people.rival)
    await stage.work()
    const achievementId = await publishedAchievement(stage.world)
    expect(await stage.work([demandId, 'strong'], [fair, 'fair'])).toBe(2)
    const told = await stage.stored()
    expect(told.map(row => row.userId).sort()).toEqual(
      [stage.world.people.poster.userId, stage.world.people.posterAdmin.userId].sort(),
    )
    expect(told[0]).toMatchObject({
      kind: 'achievement_for_demand',
      organisationId: stage.world.organisations.enterprise,
      subjectKind: 'demand',
      subjectId: demandId,
      payload: { library: 'achievement', listingId: achievementId, strength: 'strong' },
    })
    const audit = await stage.database.db.select().from(auditEntry).where(eq(auditEntry.action, 'notification.issue'))
    expect(audit.at(-1)).toMatchObject({ subjectId: achievementId, actorUserId: null })
  })

  it('of a new demand: the owners of achievements, experts of the unit not among them', async () => {
    const achievementId = await publishedAchievement(stage.world, {}, stage.world.people.researcher)
    await stage.work()
    const demandId = await publishedDemand(stage.world)
    await stage.work([achievementId, 'strong'])
    expect(await stage.stored()).toMatchObject([
      {
        userId: stage.world.people.researcher.userId,
        kind: 'demand_for_achievement',
        subjectId: achievementId,
        payload: { library: 'demand', listingId: demandId },
      },
    ])
  })

  it('nobody of a listing that is gone, or after they left', async () => {
    const withdrawn = await publishedDemand(stage.world)
    await stage.work()
    await withdrawListing(stage.as('poster'), { library: 'demand', id: withdrawn, reason: '' })
    await publishedAchievement(stage.world)
    expect(await stage.work([withdrawn, 'strong'])).toBe(0)
    const demandId = await publishedDemand(stage.world)
    await stage.work()
    const gone = await publishedAchievement(stage.world)
    await withdrawListing(stage.as('bidder'), { library: 'achievement', id: gone, reason: '' })
    expect(await stage.work([demandId, 'strong'])).toBe(0)
    expect((await stage.messages()).every(row => row.doneAt !== null)).toBe(true)
  })

  it('once for a pair and direction, however often a listing is published', async () => {
    const demandId = await publishedDemand(stage.world)
    await stage.work()
    const id = await publishedAchievement(stage.world)
    expect(await stage.work([demandId, 'strong'])).toBe(2)
    const [first] = await stage.messages()
    if (!first) throw new Error('no message')
    // Published anew: the same news under another number.
    const [last] = await stage.database.db.select({ seq: sql<number>`max(seq)` }).from(auditEntry)
    const message = { topic: 'listing.published', payload: { library: 'achievement', id } } as const
    await stage.database.db.insert(outbox).values({ seq: Number(last?.seq), ordinal: 9, ...message })
    expect(await stage.work([demandId, 'strong'])).toBe(0)
    expect(await stage.stored()).toHaveLength(2)
    expect(await stage.database.db.select().from(matchAlert)).toHaveLength(1)
  })

  it('nobody of their own listing, by the engine of the service', async () => {
    const ctx = stage.world.ctx(system)
    const { bidder, rival } = stage.world.people
    const own = await publishedDemand(stage.world, { title: '立方氮化硼' }, bidder)
    const others = await publishedDemand(stage.world, { title: '立方氮化硼' }, rival)
    await stage.work()
    await publishedAchievement(stage.world)
    const message = await takeMessage(ctx)
    if (message) await announceMessage(ctx, message)
    const told = (await stage.stored()).map(row => row.subjectId)
    expect(told).toContain(others)
    expect(told).not.toContain(own)
  })

  it('is what the receiver’s own page calls strong, by the same engine', async () => {
    const demands = [
      await publishedDemand(stage.world),
      await publishedDemand(stage.world, { title: '猪圆环病毒疫苗' }),
      await publishedDemand(stage.world, { title: '立方氮化硼' }),
    ]
    const ctx = stage.world.ctx(system)
    for (let message = await takeMessage(ctx); message; message = await takeMessage(ctx))
      await announceMessage(ctx, message)
    const id = await publishedAchievement(stage.world)
    const strengthFor = async (demandId: string) => {
      const from = { library: 'demand', id: demandId } as const
      const page = await listMatches(stage.as('poster'), { from, to: 'achievement', limit: 100 })
      return page.find(match => match.listing.id === id)?.explanation.strength ?? 'none'
    }
    const strengths = await Promise.all(demands.map(strengthFor))
    expect(new Set(strengths).size).toBeGreaterThan(1)
    expect(strengths).toContain('strong')
    const message = await takeMessage(ctx)
    if (message) await announceMessage(ctx, message)
    const told = (await stage.stored())
      .filter(({ payload }) => 'listingId' in payload && payload.listingId === id)
      .map(row => row.subjectId)
    for (const [i, demandId] of demands.entries()) expect(told.includes(demandId)).toBe(strengths[i] === 'strong')
  })

  it('every demand it is strong for, however many and however far down, up to the bound', async () => {
    const original = await publishedDemand(stage.world, {}, stage.world.people.rival)
    await stage.work()
    await stage.rewrite(
      `insert into demand select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'text_hash', null))).*
       from demand d, generate_series(1, ${maxAsked}) where id = '${original}'`,
    )
    const rows = await stage.database.db.execute<{ id: string }>(
      sql`select id from demand where organisation_id = ${stage.world.organisations.otherEnterprise} order by id`,
    )
    const ids = rows.map(row => row.id)
    const achievementId = await publishedAchievement(stage.world)
    // The first two hundred are none of them strong; one stands behind the bound.
    const order = ids.slice(0, maxAsked + 1).map((id, i) => [id, i < 200 ? 'good' : 'strong'] as const)
    expect(await stage.work(...order)).toBe(maxAsked - 200)
    const told = (await stage.stored()).filter(
      ({ payload }) => 'listingId' in payload && payload.listingId === achievementId,
    )
    expect(told.map(row => row.subjectId).sort()).toEqual(ids.slice(200, maxAsked).sort())
    await stage.rewrite(`delete from demand where organisation_id = '${stage.world.organisations.otherEnterprise}'`)
  })

  it('is the system’s work', async () => {
    expect(await refusalOf(takeMessage(stage.as('admin')))).toBe('NOT_ALLOWED')
    expect(await refusalOf(deliverDigests(stage.as('officer')))).toBe('NOT_ALLOWED')
  })
})

describe('a notification', () => {
  it.each([
    ['keeps what it says', `update notification set payload = '{}'`, 'notification_fixed'],
    ['is not taken back', 'delete from notification', 'notification_kept'],
    ['is not read before it is delivered', 'update notification set delivered_at = null', 'notification_fixed'],
    ['is announced once and for all', 'delete from match_alert', 'append_only'],
  ])('%s, by SQL too', async (_, statement, constraint) => {
    await stage.choose('poster', 'at_once')
    const demandId = await publishedDemand(stage.world)
    await stage.work()
    await publishedAchievement(stage.world)
    await stage.work([demandId, 'strong'])
    const error = await stage.database.db.execute(sql.raw(statement)).catch(thrown => thrown)
    expect(violates(error, constraint)).toBe(true)
  })
})
