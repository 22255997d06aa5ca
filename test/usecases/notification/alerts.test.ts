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

  it('nobody of their own listing, of a listing that is gone, or after they left', async () => {
    const own = await publishedDemand(stage.world, {}, stage.world.people.bidder)
    const withdrawn = await publishedDemand(stage.world)
    await stage.work()
    await withdrawListing(stage.as('poster'), { library: 'demand', id: withdrawn, reason: '' })
    await publishedAchievement(stage.world)
    expect(await stage.work([own, 'strong'], [withdrawn, 'strong'])).toBe(0)
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

  it('is what the matches page calls strong, by the same engine', async () => {
    const demands = [
      await publishedDemand(stage.world),
      await publishedDemand(stage.world, { title: '猪圆环病毒疫苗' }),
    ]
    const ctx = stage.world.ctx(system)
    for (let message = await takeMessage(ctx); message; message = await takeMessage(ctx))
      await announceMessage(ctx, message)
    const id = await publishedAchievement(stage.world)
    const from = { library: 'achievement', id } as const
    const page = await listMatches(stage.as('officer'), { from, to: 'demand', limit: 100 })
    const strong = page.filter(({ explanation }) => explanation.strength === 'strong').map(match => match.listing.id)
    const message = await takeMessage(ctx)
    if (message) await announceMessage(ctx, message)
    const told = (await stage.stored()).filter(row => row.payload.listingId === id).map(row => row.subjectId)
    expect([...new Set(told)].sort()).toEqual(strong.sort())
    expect(page.map(match => match.listing.id)).toEqual(expect.arrayContaining(demands.slice(0, 1)))
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
