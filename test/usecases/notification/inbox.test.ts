/** The inbox: when a notification appears in it, and what its reader may see of the listings it speaks of. */
import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { membership } from '#db/schema/identity.ts'
import { auditEntry } from '#db/schema/record.ts'
import { anonymous, system } from '#domain/access/actor.ts'
import { withdrawListing } from '#usecases/listing/withdraw-listing.ts'
import { countListedNotifications } from '#usecases/notification/count-listed-notifications.ts'
import { countUnread } from '#usecases/notification/count-unread.ts'
import { deliverDigests } from '#usecases/notification/deliver-digests.ts'
import { findAlertPreference } from '#usecases/notification/find-alert-preference.ts'
import { listNotifications } from '#usecases/notification/list-notifications.ts'
import { markNotificationsRead } from '#usecases/notification/mark-notifications-read.ts'
import { setAlertPreference } from '#usecases/notification/set-alert-preference.ts'
import { refusalOf } from '../../support/challenge.ts'
import { publishedAchievement, publishedDemand } from '../../support/listings.ts'
import { useInbox } from './support.ts'

const stage = useInbox()

/** The listings of an alert, and who may withdraw them. */
const sides = [
  ['achievement', 'bidder'],
  ['demand', 'poster'],
] as const

describe('when they are told', () => {
  it('daily, unless they chose otherwise: after the day in China has ended', async () => {
    await stage.alert()
    expect(await findAlertPreference(stage.as('poster'))).toBe('daily')
    expect(await findAlertPreference(stage.world.ctx(anonymous))).toBeNull()
    expect(await stage.inbox('poster')).toEqual([])
    expect(await deliverDigests(stage.world.ctx(system))).toBe(0)
    await stage.yesterday()
    expect(await deliverDigests(stage.world.ctx(system))).toBe(2)
    expect(await deliverDigests(stage.world.ctx(system))).toBe(0)
    expect(await stage.inbox('poster')).toMatchObject([
      { kind: 'achievement_for_demand', readAt: null, strength: 'strong' },
    ])
    expect(await countUnread(stage.as('poster'))).toBe(1)
    expect(await countUnread(stage.world.ctx(anonymous))).toBe(0)
  })

  it('all that is due in one sweep, however many portions it takes', async () => {
    await stage.alert()
    await stage.yesterday()
    const audited = () => stage.database.db.$count(auditEntry, eq(auditEntry.action, 'notification.deliver'))
    const before = await audited()
    expect(await deliverDigests(stage.world.ctx(system), { portion: 1 })).toBe(2)
    expect((await audited()) - before).toBe(2)
  })

  it.each(sides)('not of what is gone by then: %s was withdrawn', async (library, owner) => {
    const gone = await stage.alert()
    await stage.choose('posterAdmin', 'daily')
    await withdrawListing(stage.as(owner), { library, id: gone[`${library}Id`], reason: '' })
    await stage.choose('poster', 'at_once')
    expect(await stage.stored()).toMatchObject([{ userId: stage.world.people.posterAdmin.userId, deliveredAt: null }])
    const kept = await stage.alert()
    await stage.yesterday()
    expect(await deliverDigests(stage.world.ctx(system), { portion: 1 })).toBe(1)
    expect(await stage.stored()).toMatchObject([{ subjectId: kept.demandId }, { subjectId: kept.demandId }])
  })

  it('at once, or never, by their own choice', async () => {
    await stage.choose('poster', 'at_once')
    await stage.choose('posterAdmin', 'off')
    await stage.alert()
    expect(await stage.inbox('poster')).toHaveLength(1)
    expect(await stage.stored()).toHaveLength(1)
  })

  it('what waits follows the choice', async () => {
    await stage.alert()
    await stage.choose('poster', 'at_once')
    await stage.choose('posterAdmin', 'off')
    expect(await stage.inbox('poster')).toHaveLength(1)
    await stage.choose('posterAdmin', 'daily')
    await stage.yesterday()
    await deliverDigests(stage.world.ctx(system))
    expect(await stage.inbox('posterAdmin')).toEqual([])
    const audit = await stage.database.db.select().from(auditEntry).where(eq(auditEntry.action, 'notification.choose'))
    expect(audit.map(row => row.subjectId)).toContain(stage.world.people.posterAdmin.userId)
  })

  it('choosing and reading is for who is signed in', async () => {
    const visitor = stage.world.ctx(anonymous)
    expect(await refusalOf(setAlertPreference(visitor, { matchAlerts: 'off' }))).toBe('SIGN_IN_REQUIRED')
    const asked = listNotifications(visitor, { isUnreadOnly: false, first: null, after: null })
    expect(await refusalOf(asked)).toBe('SIGN_IN_REQUIRED')
    expect(await refusalOf(markNotificationsRead(visitor, { ids: null }))).toBe('SIGN_IN_REQUIRED')
  })

  it('reads pages, marks what is named or all, and only one’s own', async () => {
    for (const name of ['poster', 'posterAdmin'] as const) await stage.choose(name, 'at_once')
    for (let i = 0; i < 3; i++) await stage.alert()
    const first = await listNotifications(stage.as('poster'), { isUnreadOnly: true, first: 2, after: null })
    expect(first).toMatchObject({ hasNextPage: true })
    const after = first.items.at(-1)?.cursor ?? null
    const rest = await listNotifications(stage.as('poster'), { isUnreadOnly: true, first: 2, after })
    const ids = [...first.items, ...rest.items].map(({ item }) => item.id)
    expect(new Set(ids).size).toBe(3)
    const named = { ids: [ids[0] ?? '', 'nonsense'] }
    expect(await markNotificationsRead(stage.as('poster'), named)).toEqual({ unreadCount: 2 })
    expect(await markNotificationsRead(stage.as('poster'), named)).toEqual({ unreadCount: 2 })
    expect(await markNotificationsRead(stage.as('posterAdmin'), { ids })).toEqual({ unreadCount: 3 })
    expect(await markNotificationsRead(stage.as('poster'), { ids: null })).toEqual({ unreadCount: 0 })
    expect((await stage.inbox('poster')).every(({ readAt }) => readAt !== null)).toBe(true)
    const tooMany = markNotificationsRead(stage.as('poster'), { ids: Array.from({ length: 101 }, () => ids[0] ?? '') })
    expect(await refusalOf(tooMany)).toBe('INVALID_INPUT')
  })

  it('costs the same number of statements for one and for many', async () => {
    await stage.choose('poster', 'at_once')
    const statements = async (first: number) => {
      const before = stage.database.opened.statementCount()
      const page = await listNotifications(stage.as('poster'), { isUnreadOnly: false, first, after: null })
      return [page.items.length, stage.database.opened.statementCount() - before]
    }
    for (let i = 0; i < 4; i++) await stage.alert()
    const [one, four] = [await statements(1), await statements(4)]
    expect([one[0], four[0]]).toEqual([1, 4])
    expect(four[1]).toBe(one[1])
  })

  describe('and what they see of it', () => {
    it('both listings while they are public, without the contact of the other', async () => {
      await stage.choose('poster', 'at_once')
      const { demandId, achievementId } = await stage.alert()
      const [seen] = await stage.inbox('poster')
      expect(seen?.subject).toMatchObject({ library: 'demand', id: demandId, contact: { name: 'Contact' } })
      expect(seen?.found).toMatchObject({ library: 'achievement', id: achievementId, contact: null })
    })

    it('nothing of a listing that is no longer theirs to see', async () => {
      await stage.choose('poster', 'at_once')
      const { demandId, achievementId } = await stage.alert()
      await stage.rewrite(
        `update notification set kind = 'match_invitation' where user_id = '${stage.world.people.poster.userId}'`,
      )
      await withdrawListing(stage.as('bidder'), { library: 'achievement', id: achievementId, reason: '' })
      expect((await stage.inbox('poster'))[0]).toMatchObject({ subject: { id: demandId }, found: null, strength: null })
      await withdrawListing(stage.as('poster'), { library: 'demand', id: demandId, reason: '' })
      expect((await stage.inbox('poster'))[0]).toMatchObject({
        subject: { id: demandId, state: 'withdrawn' },
        found: null,
      })
      const acting = stage.world.ctx({ ...stage.world.people.poster, acting: null })
      const [seen] = (await listNotifications(acting, { isUnreadOnly: false, first: null, after: null })).items
      expect(seen?.item).toMatchObject({ subject: null, found: null, strength: null })
    })

    it.each(sides)('no alert once %s is public no more, withdrawn or over', async (library, owner) => {
      await stage.choose('poster', 'at_once')
      const gone = await stage.alert()
      const kept = await stage.alert()
      expect(await countUnread(stage.as('poster'))).toBe(2)
      await withdrawListing(stage.as(owner), { library, id: gone[`${library}Id`], reason: '' })
      expect(await stage.inbox('poster')).toMatchObject([{ subject: { id: kept.demandId } }])
      expect(await countUnread(stage.as('poster'))).toBe(1)
      expect(await countListedNotifications(stage.as('poster'), { isUnreadOnly: false })).toBe(1)
      await stage.rewrite(
        `update ${library} set published_at = published_at - interval '2 days', expires_at = published_at - interval '1 day' where id = '${kept[`${library}Id`]}'`,
      )
      expect(await stage.inbox('poster')).toEqual([])
      expect(await markNotificationsRead(stage.as('poster'), { ids: null })).toEqual({ unreadCount: 0 })
    })

    it('the reverse alert as well: the owner of the achievement, once the demand is gone', async () => {
      await stage.choose('bidder', 'at_once')
      const achievementId = await publishedAchievement(stage.world)
      await stage.work()
      const demandId = await publishedDemand(stage.world)
      await stage.work([achievementId, 'strong'])
      expect(await stage.inbox('bidder')).toMatchObject([{ kind: 'demand_for_achievement', found: { id: demandId } }])
      await withdrawListing(stage.as('poster'), { library: 'demand', id: demandId, reason: '' })
      expect(await stage.inbox('bidder')).toEqual([])
      expect(await countUnread(stage.as('bidder'))).toBe(0)
    })

    it('nothing at all once they have left the organisation', async () => {
      await stage.choose('poster', 'at_once')
      await stage.alert()
      const { userId } = stage.world.people.poster
      await stage.database.db.update(membership).set({ endedAt: new Date() }).where(eq(membership.userId, userId))
      expect(await stage.inbox('poster')).toEqual([])
      expect(await countUnread(stage.as('poster'))).toBe(0)
      await markNotificationsRead(stage.as('poster'), { ids: null })
      await stage.database.db.update(membership).set({ endedAt: null }).where(eq(membership.userId, userId))
      expect(await stage.inbox('poster')).toMatchObject([{ readAt: null }])
    })
  })
})
