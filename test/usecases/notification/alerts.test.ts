/** From a published listing to the inbox: who is told, once, when, and what they may see of it. */
import { and, eq, isNull, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { membership } from '#db/schema/identity.ts'
import { matchAlert, notification } from '#db/schema/notification.ts'
import { outbox } from '#db/schema/outbox.ts'
import { auditEntry } from '#db/schema/record.ts'
import { violates } from '#db/transaction.ts'
import { anonymous, system } from '#domain/access/actor.ts'
import type { MatchAlerts } from '#domain/notification/notification.ts'
import { renewListing } from '#usecases/listing/renew-listing.ts'
import { withdrawListing } from '#usecases/listing/withdraw-listing.ts'
import { announceListing } from '#usecases/notification/announce-listing.ts'
import { countUnread } from '#usecases/notification/count-unread.ts'
import { deliverDigests } from '#usecases/notification/deliver-digests.ts'
import { listNotifications } from '#usecases/notification/list-notifications.ts'
import { markNotificationsRead } from '#usecases/notification/mark-notifications-read.ts'
import { postponeMessage } from '#usecases/notification/postpone-message.ts'
import { findAlertPreference, setAlertPreference } from '#usecases/notification/set-alert-preference.ts'
import { takeMessage } from '#usecases/notification/take-message.ts'
import { refusalOf } from '../../support/challenge.ts'
import { useDatabase } from '../../support/database.ts'
import { publishedAchievement, publishedDemand } from '../../support/listings.ts'
import { rankedAs } from '../../support/ranked.ts'
import { createWorld, type PersonName, type World } from '../../support/world.ts'

const database = useDatabase()
let world: World
beforeEach(async () => {
  world ??= await createWorld(database.db)
  await database.db.transaction(async tx => {
    await tx.execute(sql`set local session_replication_role = replica`)
    for (const table of ['notification', 'match_alert', 'outbox', 'notification_preference'])
      await tx.execute(sql.raw(`delete from ${table}`))
  })
})

const as = (name: PersonName) => world.ctx(world.people[name])
const ranking = (...order: (readonly [string, string])[]) => world.ctx(system, { matching: rankedAs(order) })
const choose = (name: PersonName, matchAlerts: MatchAlerts) => setAlertPreference(as(name), { matchAlerts })
const inbox = async (name: PersonName) =>
  (await listNotifications(as(name), { isUnreadOnly: false, first: null, after: null })).items.map(({ item }) => item)
const stored = () => database.db.select().from(notification)
const messages = () => database.db.select().from(outbox).orderBy(outbox.seq)

/** Works off what is due; every question is answered by `order`. */
async function work(...order: (readonly [string, string])[]): Promise<number> {
  const ctx = ranking(...order)
  let written = 0
  for (;;) {
    const message = await takeMessage(ctx)
    if (!message) return written
    written += await announceListing(ctx, message)
  }
}

/** As if everything had been written yesterday. */
const yesterday = () =>
  database.db.transaction(async tx => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(sql`update notification set created_at = created_at - interval '1 day'`)
  })

describe('the outbox', () => {
  it('holds the news of a publication under the number of its audit entry, and of nothing else', async () => {
    const id = await publishedAchievement(world)
    await renewListing(as('bidder'), { library: 'achievement', id })
    const [entry] = await database.db
      .select()
      .from(auditEntry)
      .where(and(eq(auditEntry.subjectId, id), eq(auditEntry.action, 'achievement.publish')))
    expect(await messages()).toMatchObject([
      { seq: entry?.seq, ordinal: 1, topic: 'listing.published', payload: { library: 'achievement', id }, attempts: 0 },
    ])
  })

  it('wakes whoever works it off, after the commit', async () => {
    let seen = 0
    const outboxPort = { wake: () => void seen++ }
    const waking = { ...world, ctx: (actor: Parameters<World['ctx']>[0]) => world.ctx(actor, { outbox: outboxPort }) }
    await publishedAchievement(waking)
    expect(seen).toBe(1)
  })

  it('gives a message to one worker until its lease ends, then to another', async () => {
    await publishedAchievement(world)
    expect(await takeMessage(ranking())).toMatchObject({ attempts: 1, payload: { library: 'achievement' } })
    expect(await takeMessage(ranking())).toBeNull()
    // The worker died.
    await database.db.update(outbox).set({ dueAt: sql`clock_timestamp()` })
    expect(await takeMessage(ranking())).toMatchObject({ attempts: 2 })
    const [row] = await messages()
    expect((row?.dueAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(50_000)
  })

  it('keeps why a try failed, and the message', async () => {
    await publishedAchievement(world)
    const message = await takeMessage(ranking())
    if (!message) throw new Error('nothing was due')
    await postponeMessage(ranking(), { message, error: `broken\0 ${'x'.repeat(5000)}` })
    const [row] = await messages()
    expect(row).toMatchObject({ doneAt: null, attempts: 1, error: expect.stringMatching(/^broken\ufffd x+$/) })
    expect(row?.error).toHaveLength(2000)
  })

  it('finishes a message once: whoever comes later finds nothing to do', async () => {
    const demandId = await publishedDemand(world)
    await work()
    await publishedAchievement(world)
    const ctx = ranking([demandId, 'strong'])
    const message = await takeMessage(ctx)
    if (!message) throw new Error('nothing was due')
    await database.db.update(outbox).set({ dueAt: sql`clock_timestamp()` }).where(isNull(outbox.doneAt))
    const again = await takeMessage(ctx)
    expect(await announceListing(ctx, message)).toBe(2)
    expect(again && (await announceListing(ctx, again))).toBe(0)
    expect(await takeMessage(ctx)).toBeNull()
    expect(await stored()).toHaveLength(2)
  })

  it('forgets done messages after a month, and no others', async () => {
    await publishedAchievement(world)
    await work()
    await publishedAchievement(world)
    await deliverDigests(world.ctx(system))
    expect(await messages()).toHaveLength(2)
    await database.db.transaction(async tx => {
      await tx.execute(sql`set local session_replication_role = replica`)
      await tx.execute(
        sql`update outbox set done_at = done_at - interval '31 days', due_at = due_at - interval '31 days'`,
      )
    })
    await deliverDigests(world.ctx(system))
    expect(await messages()).toMatchObject([{ doneAt: null }])
  })

  it.each([
    ['says what it said', `update outbox set payload = '{}'`, 'outbox_fixed'],
    ['stays until it is done', 'delete from outbox', 'outbox_kept'],
    ['is not done without a try', 'update outbox set done_at = now()', 'outbox_attempts'],
  ])('a message %s, by SQL too', async (_, statement, constraint) => {
    await publishedAchievement(world)
    const error = await database.db.execute(sql.raw(statement)).catch(thrown => thrown)
    expect(violates(error, constraint)).toBe(true)
  })
})

describe('who is told', () => {
  it('of a new achievement: those who may edit the demand it matches strongly', async () => {
    const demandId = await publishedDemand(world)
    const fair = await publishedDemand(world, {}, world.people.rival)
    await work()
    const achievementId = await publishedAchievement(world)
    expect(await work([demandId, 'strong'], [fair, 'fair'])).toBe(2)
    const told = await stored()
    expect(told.map(row => row.userId).sort()).toEqual(
      [world.people.poster.userId, world.people.posterAdmin.userId].sort(),
    )
    expect(told[0]).toMatchObject({
      kind: 'achievement_for_demand',
      organisationId: world.organisations.enterprise,
      subjectKind: 'demand',
      subjectId: demandId,
      payload: { library: 'achievement', listingId: achievementId, strength: 'strong' },
    })
    const audit = await database.db.select().from(auditEntry).where(eq(auditEntry.action, 'notification.issue'))
    expect(audit.at(-1)).toMatchObject({ subjectId: achievementId, actorUserId: null })
  })

  it('of a new demand: the owners of achievements, experts of the unit not among them', async () => {
    const achievementId = await publishedAchievement(world, {}, world.people.researcher)
    await work()
    const demandId = await publishedDemand(world)
    await work([achievementId, 'strong'])
    expect(await stored()).toMatchObject([
      {
        userId: world.people.researcher.userId,
        kind: 'demand_for_achievement',
        subjectId: achievementId,
        payload: { library: 'demand', listingId: demandId },
      },
    ])
  })

  it('nobody of their own listing, of a listing that is gone, or after they left', async () => {
    const own = await publishedDemand(world, {}, world.people.bidder)
    const withdrawn = await publishedDemand(world)
    await work()
    await withdrawListing(as('poster'), { library: 'demand', id: withdrawn, reason: '' })
    await publishedAchievement(world)
    expect(await work([own, 'strong'], [withdrawn, 'strong'])).toBe(0)
    const demandId = await publishedDemand(world)
    await work()
    const gone = await publishedAchievement(world)
    await withdrawListing(as('bidder'), { library: 'achievement', id: gone, reason: '' })
    expect(await work([demandId, 'strong'])).toBe(0)
    expect((await messages()).every(row => row.doneAt !== null)).toBe(true)
  })

  it('once for a pair and direction, however often a listing is published', async () => {
    const demandId = await publishedDemand(world)
    await work()
    const id = await publishedAchievement(world)
    expect(await work([demandId, 'strong'])).toBe(2)
    const [first] = await messages()
    if (!first) throw new Error('no message')
    // Published anew: the same news under another number.
    const [last] = await database.db.select({ seq: sql<number>`max(seq)` }).from(auditEntry)
    const message = { topic: 'listing.published', payload: { library: 'achievement', id } } as const
    await database.db.insert(outbox).values({ seq: Number(last?.seq), ordinal: 9, ...message })
    expect(await work([demandId, 'strong'])).toBe(0)
    expect(await stored()).toHaveLength(2)
    expect(await database.db.select().from(matchAlert)).toHaveLength(1)
  })

  it('is the system’s work', async () => {
    expect(await refusalOf(takeMessage(as('admin')))).toBe('NOT_ALLOWED')
    expect(await refusalOf(deliverDigests(as('officer')))).toBe('NOT_ALLOWED')
  })
})

describe('when they are told', () => {
  async function alert(): Promise<{ demandId: string; achievementId: string }> {
    const demandId = await publishedDemand(world)
    await work()
    const achievementId = await publishedAchievement(world)
    await work([demandId, 'strong'])
    return { demandId, achievementId }
  }

  it('daily, unless they chose otherwise: after the day in China has ended', async () => {
    await alert()
    expect(await findAlertPreference(as('poster'))).toBe('daily')
    expect(await findAlertPreference(world.ctx(anonymous))).toBeNull()
    expect(await inbox('poster')).toEqual([])
    expect(await deliverDigests(world.ctx(system))).toBe(0)
    await yesterday()
    expect(await deliverDigests(world.ctx(system))).toBe(2)
    expect(await deliverDigests(world.ctx(system))).toBe(0)
    expect(await inbox('poster')).toMatchObject([{ kind: 'achievement_for_demand', readAt: null, strength: 'strong' }])
    expect(await countUnread(as('poster'))).toBe(1)
    expect(await countUnread(world.ctx(anonymous))).toBe(0)
  })

  it('at once, or never, by their own choice', async () => {
    await choose('poster', 'at_once')
    await choose('posterAdmin', 'off')
    await alert()
    expect(await inbox('poster')).toHaveLength(1)
    expect(await stored()).toHaveLength(1)
  })

  it('what waits follows the choice', async () => {
    await alert()
    await choose('poster', 'at_once')
    await choose('posterAdmin', 'off')
    expect(await inbox('poster')).toHaveLength(1)
    await choose('posterAdmin', 'daily')
    await yesterday()
    await deliverDigests(world.ctx(system))
    expect(await inbox('posterAdmin')).toEqual([])
    const audit = await database.db.select().from(auditEntry).where(eq(auditEntry.action, 'notification.choose'))
    expect(audit.map(row => row.subjectId)).toContain(world.people.posterAdmin.userId)
  })

  it('choosing and reading is for who is signed in', async () => {
    const visitor = world.ctx(anonymous)
    expect(await refusalOf(setAlertPreference(visitor, { matchAlerts: 'off' }))).toBe('SIGN_IN_REQUIRED')
    const asked = listNotifications(visitor, { isUnreadOnly: false, first: null, after: null })
    expect(await refusalOf(asked)).toBe('SIGN_IN_REQUIRED')
    expect(await refusalOf(markNotificationsRead(visitor, { ids: null }))).toBe('SIGN_IN_REQUIRED')
  })

  it('reads pages, marks what is named or all, and only one’s own', async () => {
    for (const name of ['poster', 'posterAdmin'] as const) await choose(name, 'at_once')
    for (let i = 0; i < 3; i++) await alert()
    const first = await listNotifications(as('poster'), { isUnreadOnly: true, first: 2, after: null })
    expect(first).toMatchObject({ hasNextPage: true })
    const after = first.items.at(-1)?.cursor ?? null
    const rest = await listNotifications(as('poster'), { isUnreadOnly: true, first: 2, after })
    const ids = [...first.items, ...rest.items].map(({ item }) => item.id)
    expect(new Set(ids).size).toBe(3)
    const named = { ids: [ids[0] ?? '', 'nonsense'] }
    expect(await markNotificationsRead(as('poster'), named)).toEqual({ unreadCount: 2 })
    expect(await markNotificationsRead(as('poster'), named)).toEqual({ unreadCount: 2 })
    expect(await markNotificationsRead(as('posterAdmin'), { ids })).toEqual({ unreadCount: 3 })
    expect(await markNotificationsRead(as('poster'), { ids: null })).toEqual({ unreadCount: 0 })
    expect((await inbox('poster')).every(({ readAt }) => readAt !== null)).toBe(true)
    const tooMany = markNotificationsRead(as('poster'), { ids: Array.from({ length: 101 }, () => ids[0] ?? '') })
    expect(await refusalOf(tooMany)).toBe('INVALID_INPUT')
  })

  it('costs the same number of statements for one and for many', async () => {
    await choose('poster', 'at_once')
    const statements = async (first: number) => {
      const before = database.opened.statementCount()
      const page = await listNotifications(as('poster'), { isUnreadOnly: false, first, after: null })
      return [page.items.length, database.opened.statementCount() - before]
    }
    for (let i = 0; i < 4; i++) await alert()
    const [one, four] = [await statements(1), await statements(4)]
    expect([one[0], four[0]]).toEqual([1, 4])
    expect(four[1]).toBe(one[1])
  })

  describe('and what they see of it', () => {
    it('both listings while they are public, without the contact of the other', async () => {
      await choose('poster', 'at_once')
      const { demandId, achievementId } = await alert()
      const [seen] = await inbox('poster')
      expect(seen?.subject).toMatchObject({ library: 'demand', id: demandId, contact: { name: 'Contact' } })
      expect(seen?.found).toMatchObject({ library: 'achievement', id: achievementId, contact: null })
    })

    it('nothing of a listing that is no longer theirs to see', async () => {
      await choose('poster', 'at_once')
      const { demandId, achievementId } = await alert()
      await withdrawListing(as('bidder'), { library: 'achievement', id: achievementId, reason: '' })
      expect((await inbox('poster'))[0]).toMatchObject({ subject: { id: demandId }, found: null, strength: null })
      await withdrawListing(as('poster'), { library: 'demand', id: demandId, reason: '' })
      expect((await inbox('poster'))[0]).toMatchObject({ subject: { id: demandId, state: 'withdrawn' }, found: null })
      const acting = world.ctx({ ...world.people.poster, acting: null })
      const [seen] = (await listNotifications(acting, { isUnreadOnly: false, first: null, after: null })).items
      expect(seen?.item).toMatchObject({ subject: null, found: null, strength: null })
    })

    it('nothing at all once they have left the organisation', async () => {
      await choose('poster', 'at_once')
      await alert()
      const { userId } = world.people.poster
      await database.db.update(membership).set({ endedAt: new Date() }).where(eq(membership.userId, userId))
      expect(await inbox('poster')).toEqual([])
      expect(await countUnread(as('poster'))).toBe(0)
      await markNotificationsRead(as('poster'), { ids: null })
      await database.db.update(membership).set({ endedAt: null }).where(eq(membership.userId, userId))
      expect(await inbox('poster')).toMatchObject([{ readAt: null }])
    })
  })
})

describe('a notification', () => {
  it.each([
    ['keeps what it says', `update notification set payload = '{}'`, 'notification_fixed'],
    ['is not taken back', 'delete from notification', 'notification_kept'],
    ['is not read before it is delivered', 'update notification set delivered_at = null', 'notification_fixed'],
    ['is announced once and for all', 'delete from match_alert', 'append_only'],
  ])('%s, by SQL too', async (_, statement, constraint) => {
    await choose('poster', 'at_once')
    const demandId = await publishedDemand(world)
    await work()
    await publishedAchievement(world)
    await work([demandId, 'strong'])
    const error = await database.db.execute(sql.raw(statement)).catch(thrown => thrown)
    expect(violates(error, constraint)).toBe(true)
  })
})
